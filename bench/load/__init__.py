"""Load generators: bounded in count and time, on loopback, in processes of their own."""
