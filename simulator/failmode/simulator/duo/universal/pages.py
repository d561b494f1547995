"""The pages of the prompt, as HTML."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from failmode.simulator.duo.auth.statuses import ENROLL
from failmode.simulator.duo.directory.records import (
    NAMELESS_PHONE,
    Capability,
    Device,
    Factor,
    User,
)
from failmode.simulator.duo.universal.errors import OAuthError, PromptOverError
from failmode.simulator.duo.universal.universal_prompt import PromptState

if TYPE_CHECKING:
    from jinja2 import Environment

PAGE = "/prompt"
STATUS = "/prompt/status"
RETURN = "/prompt/return"
SESSION = "prompt_session"
"""Address of the page, of its status, of the way back with a code, and the parameter that names the
session. The inner addresses of the real prompt are no public interface; browsers
only follow them."""

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
        "img-src data:; form-action 'self' http: https:; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""Headers of every page. A form may lead on to the application, whose address is not known here."""

_WAYS = (
    (Capability.PUSH, Factor.PUSH, "Send a Duo Push"),
    (Capability.PHONE, Factor.PHONE, "Call this phone"),
    (Capability.SMS, Factor.SMS, "Text new passcodes"),
)
_SENT = "sent"
_NO_SUCH_DEVICE = "That cannot be used any longer. Choose another way to log in."
_NO_PASSCODE = "Enter a passcode."


@dataclass(frozen=True, slots=True)
class Notice:
    """What the person reads first; `kind` is `wrong` or `info`."""

    text: str
    kind: str = "wrong"


NO_SUCH_DEVICE = Notice(_NO_SUCH_DEVICE)
NO_PASSCODE = Notice(_NO_PASSCODE)


@dataclass(frozen=True, slots=True)
class _Way:
    factor: str
    label: str


@dataclass(frozen=True, slots=True)
class _Choice:
    id: str
    title: str
    number: str
    first: bool
    ways: tuple[_Way, ...]

    @property
    def label(self) -> str:
        """What it is called in one line."""
        return f"{self.title} ({self.number})" if self.number else self.title


def page_of(session_id: str) -> str:
    """Return the address of a session's page."""
    return f"{PAGE}?{urlencode({SESSION: session_id})}"


def return_of(session_id: str) -> str:
    """Return the address of a session's way back."""
    return f"{RETURN}?{urlencode({SESSION: session_id})}"


def session_page(session_id: str, state: PromptState, notice: Notice | None = None) -> str:
    """Render the page of a session as it stands.

    Args:
        session_id: of the session.
        state: how far it is.
        notice: what to tell the person first; left out: what came of the last choice.
    """
    common = {"session_id": session_id, "state": state, "page": page_of(session_id)}
    if state.waiting:
        status_address = f"{STATUS}?{urlencode({SESSION: session_id})}"
        return _render("waiting.html", **common, status_address=status_address, call=state.call)
    if state.blocked and state.status is not None:
        return _render("blocked.html", **common, text=state.status.status_msg)
    if state.user is None or not state.user.devices:
        return _render("enroll.html", **common, text=ENROLL.status_msg)
    if notice is None and state.status is not None:
        kind = "info" if state.status.status == _SENT else "wrong"
        notice = Notice(state.status.status_msg, kind)
    return _render(
        "choose.html",
        **common,
        devices=_choices(state.user),
        notice=notice,
        passcode_first=notice is not None and state.passcode_next,
    )


def error_page(error: OAuthError) -> str:
    """Render the page for somebody who cannot be sent back anywhere."""
    name = None if isinstance(error, PromptOverError) else error.error
    return _render("error.html", error=name, description=error.description)


@cache
def asset(name: str) -> bytes:
    """Read a style sheet or script of the pages."""
    return files(__package__).joinpath("static", name).read_bytes()


@cache
def _environment() -> Environment:
    # Most simulators never show a page.
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415

    return Environment(
        loader=PackageLoader(__package__), autoescape=True, undefined=StrictUndefined
    )


def _render(template: str, **values: object) -> str:
    return _environment().get_template(template).render(**values)


def _choices(user: User) -> tuple[_Choice, ...]:
    phones = [device for device in user.devices if device.capabilities]
    return tuple(
        _Choice(phone.device, _title(phone), phone.masked_number, number == 0, ways)
        for number, phone in enumerate(phones)
        if (ways := _ways(phone))
    )


def _ways(phone: Device) -> tuple[_Way, ...]:
    return tuple(
        _Way(factor.value, label)
        for capability, factor, label in _WAYS
        if capability in phone.capabilities
    )


def _title(phone: Device) -> str:
    return phone.name or phone.platform or NAMELESS_PHONE
