"""The configuration file of the Authentication Proxy."""
