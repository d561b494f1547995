"""What every TLS server of an edge has in common, whichever certificate it shows."""

from __future__ import annotations

import ssl


def server_context() -> ssl.SSLContext:
    """Make a server's context without a certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_alpn_protocols(["http/1.1"])
    context.options |= ssl.OP_NO_RENEGOTIATION
    # A resumed session would carry an earlier certificate past a certificate fault.
    context.num_tickets = 0
    context.options |= ssl.OP_NO_TICKET
    return context
