"""What is not known about the Authentication Proxy 5.0.0, or is done otherwise on purpose.

Everything else in this package follows the product. Each name below is the one place where the
choice is made; change it here when better evidence turns up.
"""

from __future__ import annotations

from enum import StrEnum


class LongStatus(StrEnum):
    """What to do with a Duo status longer than one RADIUS attribute holds (253 octets)."""

    SPLIT = "split"
    """Spread it over several Reply-Message attributes, as RFC 2865 section 5.18 allows."""

    NO_REPLY = "no reply"
    """Answer nothing, as an encoder would that refuses the value."""


LONG_STATUS = LongStatus.SPLIT
"""Unknown: what the product does with a status of more than 253 octets."""

REDIRECT_LIMIT = 20
"""Redirects followed before the 3xx counts as the answer: the default of Twisted's HTTP client.
Known from reading Twisted, not measured with the product."""

PLAIN_HTTP_REASON = "{host} serves no plain HTTP in the simulator"
"""The product follows a Location without TLS to any host. So does the simulated one to a loopback
address; a host that is named has no port without TLS here, which counts as a failed connection."""

EAP_ACCEPT_LEAVES_OUT: tuple[str, ...] = ()
"""Nothing: [radius_server_auto] hands on all attributes of the primary server's Access-Accept to an
EAP client once Duo agrees, EAP-Success and MPPE keys (encrypted anew) among them, with Duo's
Reply-Message. Assumed: of 5.0.0 it is read that all of a challenge and of a reject is handed on."""

FORCE_MESSAGE_AUTHENTICATOR = (
    "is an option of versions after 5.0.0; that it drops requests without a Message-Authenticator, "
    "and is off by default, is assumed"
)
"""Its name is what a public tool writes into the configuration of upgraded proxies
(https://github.com/monobrau/windows-network-config). What it does follows from the name; its
default, and whether [radius_client] has it too, are unknown."""

EAP_FRAGMENT_OCTETS = 3000
"""Octets of TLS in one EAP packet of [radius_server_eap]. A message with more is sent in fragments
(RFC 5216). The product sends up to 4096 octets in one packet and knows no fragments, which makes a
RADIUS packet longer than RFC 2865 allows. Framed-MTU is not looked at: so it is in the product."""

EAP_SMS_PROMPT = "{status}\n{prompt}"
"""Prompt of [radius_server_eap] after `sms`. Read in version 4.0.2, which fails on it (it adds text
to octets) and leaves the client without an answer; that 5.0.0 asks is assumed."""

MS_CHAP_NEEDS_RADIUS = "MS-CHAPv2 needs a [radius_client]; [{client}] has none of its attributes"
"""Our own Reply-Message for MS-CHAPv2 at a primary that speaks no RADIUS: it can only be decided
by who gets the attributes, and must never be taken for a bind without a password. Not a vendor's
text."""

UNREADABLE_USERNAME = "The user name is no text in UTF-8"
"""Our own Reply-Message for a User-Name that is not UTF-8, or has NUL: nobody has such a name.
Unknown: what the product does with it. RFC 2865 section 5.1 asks for UTF-8."""

CHALLENGE_NOT_OPEN = "The answered challenge is not open for this client and user"
"""`msg` in authevents.log of a refused answer to a challenge. Our own words for three texts of the
product, one of which repeats the State; the RADIUS client sees the product's text."""

ADDRESS_NOT_GIVEN = "The user's address is not given; Duo is told %s"
"""Line of authproxy.log at the call of auth. That a later version has such a line is reported; the
words are our own, and that it stands at auth alone is assumed."""

INTERFACE_WHEN_UNSET = "127.0.0.1"
"""Address to bind when neither the section nor [main] has `interface`. The product listens on
every address of the machine; a simulator stays on loopback unless it is told otherwise."""

PYTHON_VERSION_IN_USER_AGENT = "3.8.4"
"""Unknown for 5.0.0: the Python it was built with. Version 4.0.2 came with this one."""

PASSWORD_OCTETS = 128
"""Longest password sent to the primary server: the limit of RFC 2865 section 5.2. Unknown: what
the product does with a longer one; here the primary authentication fails with an error."""

NEVER_PASSED_THROUGH = (
    "User-Password",
    "CHAP-Password",
    "Message-Authenticator",
    "Proxy-State",
    "EAP-Message",
    "Tunnel-Password",
)
"""Attributes that pass_through_all leaves out: they are bound to one hop by the shared secret or
by RFC 2865 section 5.33. The MPPE keys are bound so too, and are decrypted and encrypted anew."""

AD_PORTS = {"clear": 389, "starttls": 389, "ldaps": 636}
"""Port of [ad_client] when the file names none: the usual ones of LDAP, by transport."""

CONCURRENT_BINDS = 1024
"""Binds that one proxy decides at a time; a client with one more loses its connection."""

RELAY_CONNECTIONS = 500
"""Clients that [http_proxy] has at once; further connections are closed. Our own limit: the
product has none but the operating system's."""

RELAY_IDLE_SECONDS = 600.0
"""Seconds after which an [http_proxy] ends a connection through which nothing went. Our own limit.
Unknown: how long the product keeps one; its HTTP server counts 60 s in some states."""

START_TLS_NOT_CONFIGURED = (
    "StartTLS needs ssl_key_path and ssl_cert_path in [{section}]; "
    "see https://duo.com/docs/authproxy-reference"
)
"""Our own words: of the product's text it is known that it names both options and the page."""

START_TLS_REFUSED = "TLS is established already"
"""Our own words, with the result code 53 of the product."""

SASL_IN_PROGRESS = "SASL bind in progress"
"""`msg` of the event with the status Challenge. Our own words: the product's are not known."""

UNFINISHED_PDU_SECONDS = 30.0
"""How long a client may take for one message over LDAP, and for TLS. Our own limit."""

IDLE_RPC_DEFAULT_SECONDS = 600
"""Seconds without a call after which [cloud] and [sso] connect anew, where Duo names none: read."""

CALLS_AT_ONCE = 16
"""Calls of Duo that [cloud] or [sso] works on at the same time; others wait. Our own limit: the
product works on all of them in turns."""

CALLS_WAITING = 200
"""Calls of Duo that may wait, with those at work; more get an error. Our own limit."""

SEND_SECONDS = 60.0
"""How long Duo may take to read an answer of [cloud] or [sso]. Our own limit."""

NOT_ENROLLED = (
    "[{section}] has no keys: the proxy has not been connected to Duo Single Sign-On, "
    "so nobody logs in by it"
)
"""Our own words. The product keeps the keys of [sso], which its enrollment has brought, in a
storage of secrets; here a proxy that the simulator starts is given them."""
