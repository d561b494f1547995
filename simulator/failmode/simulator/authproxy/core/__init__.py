"""The flow of a login with two factors, free of wire protocols."""
