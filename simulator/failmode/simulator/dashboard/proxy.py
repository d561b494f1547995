"""The running Authentication Proxy on the dashboard: its sections, and what each is for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from failmode.simulator.control.schemas import JsonObject
from failmode.simulator.dashboard.operations import Operations
from failmode.simulator.errors import host_and_port

_CONNECTED = {
    "connected": "connected to Duo, which calls it",
    "connecting": "not connected to Duo, tried again and again",
    "stopped": "not connected to Duo, and not tried again",
}


@dataclass(frozen=True, slots=True)
class ProxySectionRow:
    """One server section.

    Attributes:
        name: as spelt in the file.
        where: what it listens on, or how it is connected to Duo.
        failmode: `safe` or `secure`; "" where it does not apply.
        use: what else is to know of it, in a sentence; "" for nothing.
    """

    name: str
    where: str
    failmode: str
    use: str


@dataclass(frozen=True, slots=True)
class ProxyView:
    """The Authentication Proxy.

    Attributes:
        file: its authproxy.cfg; "" where it was generated.
        running: whether it has not stopped by itself.
        sections: its server sections in the order of the file.
    """

    file: str
    running: bool
    sections: tuple[ProxySectionRow, ...]

    @classmethod
    def of(cls, operations: Operations, connections: JsonObject) -> ProxyView | None:
        """Return what there is to see; None where no proxy runs.

        Args:
            operations: reads what the control API knows.
            connections: what `getProxyConnections` has answered.
        """
        told = operations.read("getInfo")["authproxy"]
        if told is None:
            return None
        sections = {one["section"]: one for one in connections["sections"]}
        rows = (_row(one, sections.get(one["name"]), operations) for one in told["sections"])
        return cls(told["file"] or "", told["running"], tuple(rows))


def joined_proxies(connections: JsonObject) -> tuple[str, ...]:
    """Say what has joined at the simulated Duo, of whatever proxy."""
    return tuple(f"{one['service']}: {one['identity']}" for one in connections["joined"])


def _row(
    section: JsonObject, connection: JsonObject | None, operations: Operations
) -> ProxySectionRow:
    where = ", ".join(_ports(section["ports"]))
    if connection is not None:
        where = f"no port: {_CONNECTED[connection['state']]}"
        if connection["reason"]:
            where = f"{where} ({connection['reason']})"
    return ProxySectionRow(
        section["name"],
        where or "closed",
        section["failmode"] or "",
        _use(section["name"], operations),
    )


def _ports(ports: Sequence[JsonObject]) -> Iterator[str]:
    """Say where a section listens; what follows its first port goes by the option's name."""
    for index, one in enumerate(ports):
        lead = f"{one['option']} " if index else ""
        yield f"{lead}{host_and_port(one['host'], one['port'])} ({one['transport']})"


def _use(name: str, operations: Operations) -> str:
    """Say what Duo calls a section for, that has no port; sections may be numbered."""
    match name.rstrip("0123456789"):
        case "sso":
            source = operations.read("getSsoSource")["source"]
            if source is None:
                return (
                    "Duo Single Sign-On has no authentication source, so nobody can log in by it."
                )
            where = ", ".join(
                host_and_port(one["hostname"], one["port"]) for one in source["servers"]
            )
            return (
                f"Duo Single Sign-On has passwords checked at {where} "
                f"({source['transport_type']}) by the proxy with rikey={source['rikey']}."
            )
        case "cloud":
            return "Duo has directories searched by it: failmode authproxy sync-connected."
    return ""
