"""What no readable page of Duo confirms about the Universal Prompt, in one place and with a name.

Confirmed by Duo's public SDKs (https://github.com/duosecurity/duo_universal_python and its
siblings for C#, Go, Java, Node.js and PHP): the three addresses, the claims of both JWTs, HS512
with the client secret, five minutes of validity, 16 (older ones: 22) to 1024 characters of state,
`duo_code` or `code`, the fields of the answers and what a client checks in an `id_token`.
"""

from __future__ import annotations

from dataclasses import dataclass

AUTHORIZE_AUDIENCES = ("", "/oauth/v1/authorize")
"""What may follow `https://HOST` in the `aud` of an authorization request. Python, Go, Java and
Node.js name the host, C# names the endpoint; that Duo accepts both follows from both working."""

REPLAYED_ASSERTION_REFUSED = True
"""Whether a client assertion works once only. Unconfirmed: its `jti` exists for nothing else
(RFC 7523, section 3), and every SDK makes a new one for every request."""

HOST_IS_WHAT_THE_CLIENT_ASKED = True
"""The name that counts in `aud` and `iss` is the one in the request's `Host` header, as a client
that was given `localhost:8443` for its API host builds its URLs from it. The integration's
official API host counts as well. An assertion for any other host is refused, as Duo must refuse
one: otherwise an assertion caught by one host would work at another."""

DEFAULT_CODE_NAME = "code"
"""Name of the returned parameter when `use_duo_code_attribute` is left out: the C# SDK leaves it
out to get `code`."""

CANCELLED_ERROR = "access_denied"
"""OAuth error with which a person who cancels, or may not log in, is sent back (RFC 6749, section
4.1.2.1). Unconfirmed; the demo applications of the SDKs read `error` and `error_description`."""


@dataclass(frozen=True, slots=True)
class UniversalSettings:
    """Times and limits of the Universal Prompt; every default but the first is an assumption.

    Attributes:
        max_validity_seconds: how far ahead the `exp` of a client's JWT may be. The SDKs refuse
            to be configured for more.
        leeway_seconds: by how much the client's clock may differ. Unconfirmed; the SDKs allow
            Duo's clock 60 s.
        prompt_seconds: how long a person may take on the prompt. Unknown.
        code_seconds: how long a `duo_code` can be exchanged. Unknown.
        token_seconds: `expires_in` of the access token and validity of the `id_token`. Unknown.
        max_text_length: characters of a user name or a `jti`. Unknown; for state and nonce it is
            what the SDKs check.
    """

    max_validity_seconds: float = 300.0
    leeway_seconds: float = 60.0
    prompt_seconds: float = 300.0
    code_seconds: float = 60.0
    token_seconds: int = 3600
    max_text_length: int = 1024
