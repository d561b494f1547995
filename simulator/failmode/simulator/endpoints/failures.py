"""What each failure of a call to Duo leads to at an endpoint, and how sure that is.

Duo's products for endpoints are closed source and were not run. A product's table starts from
`assumed_table`; what is known about the product is put in its place by the product's own package.
Nowhere else in the endpoints is a failure judged.

How the assumed rows were filled: as Duo Unix 2.2.3 and the Authentication Proxy 5.0.0 behave where
these two agree, and with a denied login where they do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from failmode.simulator.endpoints.assumptions import Assumption
from failmode.simulator.errors import ConfigError
from failmode.terms import Evidence, Stage


class FailureKind(StrEnum):
    """What an endpoint can tell about a call to Duo that did not bring a usable answer."""

    DNS_FAILURE = "the host name is not known"
    CONNECTION_REFUSED = "the connection is refused"
    NO_ROUTE = "there is no way to the host"
    CONNECT_TIMEOUT = "the connection is not established in time"
    TLS_TIMEOUT = "the TLS handshake is not answered in time"
    TLS_FAILURE = "the TLS handshake fails"
    CERTIFICATE_UNTRUSTED = "the certificate is not trusted"
    CERTIFICATE_WRONG_HOST = "the certificate is for another host"
    NO_ANSWER = "no complete answer in time"
    CLOSED_EARLY = "the connection is closed before an answer"
    RESET = "the connection is reset before an answer"
    NOT_HTTP = "what is answered is not HTTP"
    CUT_OFF = "the answer breaks off"
    HTTP_5XX = "HTTP 5xx"
    HTTP_429 = "HTTP 429"
    HTTP_401 = "HTTP 401"
    HTTP_403 = "HTTP 403"
    HTTP_OTHER = "another HTTP status"
    NOT_JSON = "HTTP 200 but no JSON of Duo's form"
    MALFORMED_RESPONSE = "stat is OK but the response is not usable"
    STAT_FAIL = "HTTP 200 with stat FAIL"

    @property
    def slug(self) -> str:
        """The kind as one word, as faults are named."""
        return self.name.lower().replace("_", "-")


class Consequence(StrEnum):
    """What a failed call leads to."""

    FAILMODE = "failmode decides"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class FailureEntry:
    """One decision of a table.

    Attributes:
        kind: what happened.
        stage: at which call.
        consequence: what it leads to.
        evidence: UNKNOWN when the consequence is assumed.
        reason: why, with the source where there is one.
    """

    kind: FailureKind
    stage: Stage
    consequence: Consequence
    evidence: Evidence
    reason: str


class FailureTable:
    """What each failure of a call to Duo leads to, for one product.

    Args:
        product: name of the product whose table it is.
        entries: exactly one for every kind at every stage.

    Raises:
        ConfigError: when an entry is missing or there are two for the same case.
    """

    def __init__(self, product: str, entries: Iterable[FailureEntry]) -> None:
        self.product = product
        self._entries: dict[tuple[FailureKind, Stage], FailureEntry] = {}
        for entry in entries:
            case = (entry.kind, entry.stage)
            if case in self._entries:
                raise ConfigError(
                    f"the table of {product} has two entries for {_case(*case)}", "Keep one"
                )
            self._entries[case] = entry
        missing = [case for case in _cases() if case not in self._entries]
        if missing:
            raise ConfigError(
                f"the table of {product} has no entry for {_case(*missing[0])}", "Add it"
            )

    def __iter__(self) -> Iterator[FailureEntry]:
        """Yield all entries, by kind and stage."""
        return (self._entries[case] for case in _cases())

    def lookup(self, kind: FailureKind, stage: Stage) -> FailureEntry:
        """Return the entry for this kind at this stage."""
        return self._entries[kind, stage]

    def assumption(self, kind: FailureKind, stage: Stage) -> Assumption | None:
        """Return what the entry for this kind at this stage assumes; None when it is known."""
        entry = self.lookup(kind, stage)
        if entry.evidence is not Evidence.UNKNOWN:
            return None
        return Assumption(
            f"what {self.product} does on {kind.slug} at {stage}", entry.reason, entry.evidence
        )

    def replace(self, *entries: FailureEntry) -> FailureTable:
        """Return a copy with these entries in place of those for the same cases."""
        changed = {(entry.kind, entry.stage): entry for entry in entries}
        return FailureTable(self.product, (self._entries | changed).values())


def _case(kind: FailureKind, stage: Stage) -> str:
    return f"{kind.name} at {stage}"


def _cases() -> Iterator[tuple[FailureKind, Stage]]:
    return ((kind, stage) for kind in FailureKind for stage in Stage)


_FIRST_CONTACT = (Stage.PING, Stage.PREAUTH)
_UNKNOWN_CONTACT = "assumed, as Duo Unix and the Authentication Proxy both apply failmode"
_UNKNOWN_DENIED = "assumed, as Duo Unix and the Authentication Proxy both deny"
_UNKNOWN_SPLIT = "assumed; Duo Unix applies failmode, the Authentication Proxy denies"
_UNKNOWN_LATER = "assumed, as Duo Unix denies whatever fails after preauth went well"

_ASSUMED_AT_FIRST_CONTACT: dict[FailureKind, tuple[Consequence, str]] = {
    FailureKind.DNS_FAILURE: (Consequence.FAILMODE, _UNKNOWN_CONTACT),
    FailureKind.CONNECTION_REFUSED: (Consequence.FAILMODE, _UNKNOWN_CONTACT),
    FailureKind.NO_ROUTE: (Consequence.FAILMODE, _UNKNOWN_CONTACT),
    FailureKind.CONNECT_TIMEOUT: (Consequence.FAILMODE, _UNKNOWN_CONTACT),
    FailureKind.TLS_TIMEOUT: (Consequence.FAILMODE, _UNKNOWN_CONTACT),
    FailureKind.TLS_FAILURE: (Consequence.FAILMODE, _UNKNOWN_CONTACT),
    FailureKind.CERTIFICATE_UNTRUSTED: (Consequence.FAILMODE, _UNKNOWN_CONTACT),
    FailureKind.CERTIFICATE_WRONG_HOST: (Consequence.FAILMODE, _UNKNOWN_CONTACT),
    FailureKind.NO_ANSWER: (
        Consequence.FAILMODE,
        f"{_UNKNOWN_CONTACT} when they are configured with a timeout",
    ),
    FailureKind.CLOSED_EARLY: (Consequence.FAILMODE, _UNKNOWN_CONTACT),
    FailureKind.RESET: (Consequence.FAILMODE, _UNKNOWN_CONTACT),
    FailureKind.NOT_HTTP: (Consequence.FAILMODE, _UNKNOWN_CONTACT),
    FailureKind.CUT_OFF: (Consequence.DENIED, _UNKNOWN_SPLIT),
    FailureKind.HTTP_5XX: (Consequence.FAILMODE, _UNKNOWN_CONTACT),
    FailureKind.HTTP_429: (Consequence.DENIED, _UNKNOWN_DENIED),
    FailureKind.HTTP_401: (Consequence.DENIED, _UNKNOWN_SPLIT),
    FailureKind.HTTP_403: (Consequence.DENIED, _UNKNOWN_DENIED),
    FailureKind.HTTP_OTHER: (Consequence.DENIED, _UNKNOWN_DENIED),
    FailureKind.NOT_JSON: (Consequence.DENIED, _UNKNOWN_SPLIT),
    FailureKind.MALFORMED_RESPONSE: (Consequence.FAILMODE, _UNKNOWN_CONTACT),
    FailureKind.STAT_FAIL: (Consequence.DENIED, _UNKNOWN_DENIED),
}


def assumed_table(product: str) -> FailureTable:
    """Return a table of which nothing is known.

    Args:
        product: name of the product.
    """
    entries = []
    for kind, stage in _cases():
        consequence, reason = _ASSUMED_AT_FIRST_CONTACT[kind]
        if stage not in _FIRST_CONTACT:
            consequence, reason = Consequence.DENIED, _UNKNOWN_LATER
        entries.append(FailureEntry(kind, stage, consequence, Evidence.UNKNOWN, reason))
    return FailureTable(product, entries)


def at_first_contact(
    kind: FailureKind, consequence: Consequence, evidence: Evidence, reason: str
) -> tuple[FailureEntry, ...]:
    """Return entries that say the same of the first request, be it `ping` or `preauth`.

    Args:
        kind: what happened.
        consequence: what it leads to.
        evidence: how sure that is.
        reason: why, with the source where there is one.
    """
    return tuple(
        FailureEntry(kind, stage, consequence, evidence, reason) for stage in _FIRST_CONTACT
    )
