"""Logins through the simulated clients, for whoever wants to try one."""
