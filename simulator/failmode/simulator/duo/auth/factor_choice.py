"""By which factor, and on which device, a user is asked."""

from __future__ import annotations

from dataclasses import replace

from failmode.simulator.duo.auth.assumptions import MISSING_DEVICE
from failmode.simulator.duo.auth.requests import AuthRequest
from failmode.simulator.duo.auth.text_prompt import Choice, automatic, choose
from failmode.simulator.duo.directory.records import Capability, Device, Factor, User
from failmode.simulator.duo.errors import (
    InvalidRequestParametersError,
    MissingRequestParametersError,
)

NO_CAPABLE_DEVICE = "no capable device"
"""Duo's words for a push to a user whose phones take none:
https://github.com/duosecurity/libduo/issues/19. For calls and messages the same is assumed."""

_CAPABILITY = {
    Factor.PUSH: Capability.PUSH,
    Factor.PHONE: Capability.PHONE,
    Factor.SMS: Capability.SMS,
}


def chosen_factor(user: User, request: AuthRequest, *, verified: bool) -> Choice:
    """Return the factor and the device that a request asks for.

    Args:
        user: who is asked.
        request: the request.
        verified: whether pushes ask for a code.

    Raises:
        MissingRequestParametersError: for the passcode factor without a passcode.
        InvalidRequestParametersError: for a factor or device that the user has not.
    """
    if request.choice is not None:
        return choose(user, request.choice, verified=verified)
    factor = request.factor or Factor.AUTO
    if factor is Factor.PASSCODE:
        if not request.passcode:
            raise MissingRequestParametersError("passcode")
        return Choice(factor, passcode=request.passcode)
    named = request.device or MISSING_DEVICE
    phones = _named_phones(user, named)
    if factor is Factor.AUTO:
        choice = automatic(user, phones)
        if choice.device is None:
            raise InvalidRequestParametersError("factor")
        return choice
    for phone in phones:
        if _CAPABILITY[factor] in phone.capabilities:
            return Choice(factor, phone)
    raise InvalidRequestParametersError(
        NO_CAPABLE_DEVICE if phones or named == "auto" else "device"
    )


def without_push(user: User) -> User:
    """Return a user whose phones take no pushes, because the policy wants verified ones."""
    devices = tuple(
        replace(
            device,
            capabilities=tuple(one for one in device.capabilities if one is not Capability.PUSH),
        )
        for device in user.devices
    )
    return replace(user, devices=devices)


def _named_phones(user: User, device: str) -> tuple[Device, ...]:
    """Return the phones that `device` (an id, `phone1`, or `auto`) may mean."""
    if device == "auto":
        return user.devices
    phones = [one for one in user.devices if one.capabilities]
    number = device.removeprefix("phone")
    if device.startswith("phone") and number.isascii() and number.isdigit() and len(number) < 4:
        return tuple(phones[int(number) - 1 : int(number)]) if int(number) else ()
    return tuple(one for one in phones if one.device == device)
