"""Parameters and answers of the Auth API's calls, whatever their shape on the wire."""

from __future__ import annotations

from dataclasses import dataclass, field

from failmode.simulator.duo.auth.statuses import Outcome, Status
from failmode.simulator.duo.auth.verified_push import VerifiedPush
from failmode.simulator.duo.directory.records import Factor, User


@dataclass(frozen=True, slots=True)
class UserRef:
    """Whom a request is about: exactly one of the two is given.

    Attributes:
        username: the user's name as the client knows it.
        user_id: Duo's id of the user.
    """

    username: str | None = None
    user_id: str | None = None


@dataclass(frozen=True, slots=True)
class PreauthRequest:
    """Parameters of a preauth.

    Attributes:
        user: the user.
        ipaddr: the client's address, as sent.
        hostname: the client's host name, as sent.
        trusted_device_token: by which the client wants to be remembered.
        client_supports_verified_push: whether the client shows verification codes.
    """

    user: UserRef
    ipaddr: str | None = None
    hostname: str | None = None
    trusted_device_token: str | None = field(default=None, repr=False)
    client_supports_verified_push: bool = False


@dataclass(frozen=True, slots=True)
class PreauthAnswer:
    """What preauth found out.

    Attributes:
        status: `auth`, `allow`, `deny` or `enroll`, with its text.
        user: the user; None when unknown.
        enroll_portal_url: where to enrol, with `enroll`. The page itself is not simulated.
        outcome: how the login ended here; None: it goes on.
        verified_push: the code to show, where pushes must be verified.
    """

    status: Status
    user: User | None = None
    enroll_portal_url: str | None = None
    outcome: Outcome | None = None
    verified_push: VerifiedPush | None = None


@dataclass(frozen=True, slots=True)
class AuthRequest:
    """Parameters of an auth.

    Attributes:
        user: the user.
        factor: the factor; None with `choice`.
        choice: instead of a factor: what a user typed at a prompt (`push1`, `1234567`, `auto`).
        device: id of a device, `phone1` for the first phone, `auto`, or None.
        passcode: for the passcode factor.
        asynchronous: whether to answer at once with a transaction id.
        ipaddr: the client's address, as sent.
        hostname: the client's host name, as sent.
        pushinfo: what the push shows, as sent.
        type: what the push is headed, as sent.
        display_username: what the push shows as the user's name, as sent.
        txid: of a verified push, as preauth gave it out.
    """

    user: UserRef
    factor: Factor | None = None
    choice: str | None = None
    device: str | None = None
    passcode: str | None = field(default=None, repr=False)
    asynchronous: bool = False
    ipaddr: str | None = None
    hostname: str | None = None
    pushinfo: str | None = field(default=None, repr=False)
    type: str | None = None
    display_username: str | None = None
    txid: str | None = None
