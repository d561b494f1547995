"""The running Authentication Proxy on the dashboard: its sections, and what each is for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from failmode.simulator.control.schemas import JsonObject
from failmode.simulator.dashboard.operations import Operations
from failmode.simulator.errors import host_and_port


@dataclass(frozen=True, slots=True)
class ProxySectionRow:
    """One server section.

    Attributes:
        name: as spelt in the file.
        where: what it listens on, or that it does not.
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
        sections: its server sections in the order of the file.
    """

    file: str
    sections: tuple[ProxySectionRow, ...]

    @classmethod
    def of(cls, operations: Operations) -> ProxyView | None:
        """Return what there is to see; None where no proxy runs."""
        told = operations.read("getInfo")["authproxy"]
        if told is None:
            return None
        rows = (_row(one, operations) for one in told["sections"])
        return cls(told["file"] or "", tuple(rows))


def _row(section: JsonObject, operations: Operations) -> ProxySectionRow:
    return ProxySectionRow(
        section["name"],
        ", ".join(_ports(section["ports"])) or "no port: it connects to Duo, which calls it",
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
