"""Starts and stops a whole simulator: the vendors, the network before them, and their control."""

from failmode.simulator.runtime.config import Ports, ProxySettings, SimulatorConfig
from failmode.simulator.runtime.server_info import (
    Address,
    Addresses,
    Agent,
    Credentials,
    DemoUser,
    ServerInfo,
)
from failmode.simulator.runtime.simulator import Simulator

__all__ = [
    "Address",
    "Addresses",
    "Agent",
    "Credentials",
    "DemoUser",
    "Ports",
    "ProxySettings",
    "ServerInfo",
    "Simulator",
    "SimulatorConfig",
]
