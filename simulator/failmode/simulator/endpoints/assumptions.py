"""What is assumed of the endpoints' products, which are closed source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from failmode.terms import Evidence


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something that no source settles and that this simulator decided all the same.

    Attributes:
        name: what is not known, such as `what Duo for macOS does on http-5xx at preauth`.
        reason: what the decision follows instead.
        evidence: how sure it is.
    """

    name: str
    reason: str
    evidence: Evidence = Evidence.UNKNOWN

    def __str__(self) -> str:
        return f"nobody has documented {self.name}"


class SignatureVersion(StrEnum):
    """The signatures of Duo's API that the simulated clients can use."""

    V2_SHA512 = "v2-sha512"
    V5 = "v5"


@dataclass(frozen=True, slots=True)
class WireAssumptions:
    """How the products speak to Duo; unknown for both, so all of it is assumed.

    Attributes:
        ping_first: whether a login starts with `GET /auth/v2/ping`. Duo's support script probes
            so; whether a login does is unknown.
        asynchronous: ask `/auth/v2/auth` with `async=1` and then poll `/auth/v2/auth_status`;
            otherwise wait for the answer of `/auth/v2/auth` itself.
        signature: version of the signature.
        polls: how many times `auth_status` may say `waiting` before the login is given up; Duo
            Unix gives up after 20.
    """

    ping_first: bool = False
    asynchronous: bool = True
    signature: SignatureVersion = SignatureVersion.V2_SHA512
    polls: int = 20
