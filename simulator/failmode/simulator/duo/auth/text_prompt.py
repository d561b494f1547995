"""Duo's text prompt: the numbered choices, and what a choice or a typed passcode means.

The prompt as users see it: public help pages of computing centres that use Duo Unix. Field names
and the choices' names: https://github.com/duosecurity/duo_unix (`lib/duo.c`, `tests/mockduo.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from failmode.simulator.duo.auth.assumptions import PASSCODE_ONLY_PROMPT, SMS_FACTOR_NAME
from failmode.simulator.duo.directory.records import Capability, Device, Factor, PasscodeKind, User

_CHOICE = re.compile(r"([a-z_]+)([0-9]{0,3})")
_PUSH, _VERIFIED_PUSH = "push", "verified_push"
_FACTORS = {
    _PUSH: (Factor.PUSH, Capability.PUSH, "Duo Push to"),
    "phone": (Factor.PHONE, Capability.PHONE, "Phone call to"),
    SMS_FACTOR_NAME: (Factor.SMS, Capability.SMS, "SMS passcodes to"),
}


@dataclass(frozen=True, slots=True)
class TextPrompt:
    """A prompt for a terminal.

    Attributes:
        text: what is shown; ends where the user types.
        factors: what each number means, and the `default`; empty when only passcodes are left.
    """

    text: str
    factors: dict[str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a user chose: a factor with a device, or a passcode.

    Attributes:
        factor: the factor; `passcode` for everything that is no offered choice.
        device: the device, for the other factors.
        passcode: what was typed, for the passcode.
        kind: what kind of passcode it was; None when it was not a right one.
    """

    factor: Factor
    device: Device | None = None
    passcode: str = ""
    kind: PasscodeKind | None = None


def text_prompt(user: User, *, verified: bool = False) -> TextPrompt:
    """Return the prompt for an enrolled user.

    Args:
        user: whom.
        verified: whether pushes ask for a code.
    """
    options = [
        (
            f"{_VERIFIED_PUSH if verified and word == _PUSH else word}{position}",
            f"{label} {device.label}{_hint(factor, device)}",
        )
        for word, (factor, capability, label) in _FACTORS.items()
        for position, device in enumerate(user.phones(capability), start=1)
    ]
    title = f"Duo two-factor login for {user.username}\n\n"
    if not options:
        return TextPrompt(title + PASSCODE_ONLY_PROMPT, {})
    lines = "\n".join(f" {number}. {label}" for number, (_, label) in enumerate(options, start=1))
    factors = {str(number): word for number, (word, _) in enumerate(options, start=1)}
    return TextPrompt(
        f"{title}Enter a passcode or select one of the following options:\n\n{lines}\n\n"
        f"Passcode or option (1-{len(options)}): ",
        {"default": options[0][0], **factors},
    )


def _hint(factor: Factor, device: Device) -> str:
    if factor is not Factor.SMS or device.sms_nextcode is None:
        return ""
    return f" (next code starts with: {device.sms_nextcode})"


def choose(user: User, text: str, *, verified: bool = False) -> Choice:
    """Tell what `text`, such as `push1`, `phone`, `auto` or `1234567`, means for a user.

    Args:
        user: whom.
        text: what was typed.
        verified: whether pushes ask for a code.
    """
    if text == Factor.AUTO:
        return automatic(user)
    match = _CHOICE.fullmatch(text)
    word = match[1] if match else ""
    if verified and word == _VERIFIED_PUSH:
        word = _PUSH
    if match and word in _FACTORS:
        factor, capability, _ = _FACTORS[word]
        phones = user.phones(capability)
        position = int(match[2] or 1)
        if 1 <= position <= len(phones):
            return Choice(factor, phones[position - 1])
    return Choice(Factor.PASSCODE, passcode=text)


def automatic(user: User, phones: tuple[Device, ...] | None = None) -> Choice:
    """Choose the out-of-band factor for `auto`: a push where a phone can take one, else a call.

    Args:
        user: whom.
        phones: the devices to choose from; left out: all of the user's.

    Returns:
        A passcode choice without passcode when no phone can be asked.
    """
    devices = user.devices if phones is None else phones
    for factor, capability in ((Factor.PUSH, Capability.PUSH), (Factor.PHONE, Capability.PHONE)):
        for device in devices:
            if capability in device.capabilities:
                return Choice(factor, device)
    return Choice(Factor.PASSCODE)
