"""The faults that the edge can make real."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    """One named way in which a vendor is unreachable or unwell."""

    DNS_FAILURE = "dns-failure"
    CONNECTION_REFUSED = "connection-refused"
    CONNECT_TIMEOUT = "connect-timeout"
    TLS_SILENT = "tls-silent"
    TLS_UNTRUSTED = "tls-untrusted"
    TLS_WRONG_HOST = "tls-wrong-host"
    NO_ANSWER = "no-answer"
    CLOSED_EARLY = "closed-early"
    RESET = "reset"
    RESET_MID_BODY = "reset-mid-body"
    TRUNCATED_BODY = "truncated-body"
    TRICKLE = "trickle"
    HTTP_500 = "http-500"
    HTTP_502 = "http-502"
    HTTP_503 = "http-503"
    HTTP_429 = "http-429"
    HTTP_401 = "http-401"
    HTTP_403 = "http-403"
    NOT_JSON = "not-json"
    MALFORMED_RESPONSE = "malformed-response"
    CLOCK_SKEW = "clock-skew"
    WRONG_KEYS = "wrong-keys"


CONNECTION_FAULTS = frozenset(
    {
        Fault.DNS_FAILURE,
        Fault.CONNECTION_REFUSED,
        Fault.CONNECT_TIMEOUT,
        Fault.TLS_SILENT,
        Fault.TLS_UNTRUSTED,
        Fault.TLS_WRONG_HOST,
    }
)
"""Faults that strike before any request can be read."""

KERNEL_FAULTS = frozenset({Fault.CONNECTION_REFUSED, Fault.CONNECT_TIMEOUT})
"""Faults that the kernel carries out by itself: nobody sees, or can count, the attempts."""

TLS_FAULTS = frozenset({Fault.TLS_SILENT, Fault.TLS_UNTRUSTED, Fault.TLS_WRONG_HOST})
"""Faults decided for each accepted connection, before its TLS handshake."""

PASSING_FAULTS = frozenset(
    {
        Fault.RESET_MID_BODY,
        Fault.TRUNCATED_BODY,
        Fault.TRICKLE,
        Fault.CLOCK_SKEW,
        Fault.WRONG_KEYS,
    }
)
"""Faults that let the request reach the application."""

HTTP_STATUS: dict[Fault, int] = {
    Fault.HTTP_500: 500,
    Fault.HTTP_502: 502,
    Fault.HTTP_503: 503,
    Fault.HTTP_429: 429,
    Fault.HTTP_401: 401,
    Fault.HTTP_403: 403,
}
"""Faults that are nothing but an HTTP status, as a gateway before the vendor would send it."""
