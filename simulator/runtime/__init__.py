"""Starts and stops a whole simulator: the vendors, the network before them, and their control."""

from simulator.runtime.config import Ports, ProxySettings, SimulatorConfig
from simulator.runtime.facts import Address, Addresses, Agent, Credentials, Facts, Login
from simulator.runtime.simulator import Simulator

__all__ = [
    "Address",
    "Addresses",
    "Agent",
    "Credentials",
    "Facts",
    "Login",
    "Ports",
    "ProxySettings",
    "Simulator",
    "SimulatorConfig",
]
