"""Faults of the TLS handshake."""

from __future__ import annotations

from failmode.simulator.edge.faults.fault import Fault, Handshake, OpenConnections, TlsFault

WRONG_HOST = "some-other-host.invalid"
"""The only name in the certificate that `tls-wrong-host` shows."""

HANDSHAKE_FAILURE = bytes((21, 3, 3, 0, 2, 2, 40))
"""A TLS record with one alert: fatal, handshake_failure (RFC 5246, sections 6.2.1 and 7.2)."""

PROTOCOL_VERSION = bytes((21, 3, 1, 0, 2, 2, 70))
"""A record of TLS 1.0 with one alert: fatal, protocol_version."""

_CHECKED = "It strikes every client that checks certificates; one that does not goes on."


class TlsSilent(TlsFault):
    """The connection is accepted and the handshake never answered."""

    name = "tls-silent"
    summary = "The TLS handshake is not answered."
    open_connections = OpenConnections.HOLD

    async def shake_hands(self, handshake: Handshake) -> bool:
        """See `TlsFault`."""
        await handshake.connection.hold()
        return False


class TlsUntrusted(TlsFault):
    """The certificate is for the right names, by an authority that nobody trusts."""

    name = "tls-untrusted"
    summary = "The certificate is signed by an authority that nobody trusts."
    reach_note = _CHECKED

    async def shake_hands(self, handshake: Handshake) -> bool:
        """See `TlsFault`."""
        await handshake.connection.stream.start_tls(handshake.certificates.issue(trusted=False))
        return True


class TlsWrongHost(TlsFault):
    """The certificate is by the trusted authority, for another name."""

    name = "tls-wrong-host"
    summary = "The certificate is for another host name."
    reach_note = _CHECKED

    async def shake_hands(self, handshake: Handshake) -> bool:
        """See `TlsFault`."""
        certificate = handshake.certificates.issue(names=(WRONG_HOST,))
        await handshake.connection.stream.start_tls(certificate)
        return True


class TlsOldVersion(TlsFault):
    """The server offers no newer version of TLS than 1.1, which clients refuse since 2020."""

    name = "tls-old-version"
    summary = "The server offers TLS 1.0 and 1.1 only."
    reach_note = "It strikes every client that refuses TLS 1.1 and older; another one goes on."

    async def shake_hands(self, handshake: Handshake) -> bool:
        """See `TlsFault`."""
        stream = handshake.connection.stream
        if _offers_outdated():
            await stream.start_tls(handshake.certificates.issue(outdated=True))
            return True
        # This OpenSSL was built without them. A server with nothing else sends this alert.
        if await stream.read():
            await stream.write(PROTOCOL_VERSION)
        await stream.cut()
        return False


class TlsAlert(TlsFault):
    """The handshake is refused with a fatal alert."""

    name = "tls-alert"
    summary = "The TLS handshake is refused with a fatal alert."

    async def shake_hands(self, handshake: Handshake) -> bool:
        """See `TlsFault`."""
        stream = handshake.connection.stream
        if await stream.read():
            await stream.write(HANDSHAKE_FAILURE)
        await stream.cut()
        return False


FAULTS: tuple[type[Fault], ...] = (
    TlsSilent,
    TlsUntrusted,
    TlsWrongHost,
    TlsOldVersion,
    TlsAlert,
)
"""The faults of this module, in the order in which they are listed."""


def _offers_outdated() -> bool:
    # The catalogue of faults is read where no socket ever is.
    import ssl  # noqa: PLC0415

    return ssl.HAS_TLSv1 or ssl.HAS_TLSv1_1
