"""The dashboard: a page on the control port for people who want to see and steer a simulator."""
