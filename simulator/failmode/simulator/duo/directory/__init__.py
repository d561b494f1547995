"""What Duo keeps: integrations, users, devices, passcodes and settings."""
