"""Secrets never reach a report: they are masked by the names of their keys, and by themselves."""

from __future__ import annotations

import re

from failmode.terms import MASK

_KEYS_OF_SECRETS = "authorization|password|passcode|skey|secret|token"
# Custom fields that hold keys are named for them, such as duoSecretKey.
_IN_JSON = re.compile(
    rf'("[^"]*(?:{_KEYS_OF_SECRETS})[^"]*"\s*:\s*)"(?:[^"\\]|\\.)*"', re.IGNORECASE
)
_IN_FORM = re.compile(rf"\b(\w*(?:{_KEYS_OF_SECRETS})\w*=)[^&\s]+", re.IGNORECASE)


class Masking:
    """Masks texts that go to a person or a file.

    Args:
        secrets: what must not be shown wherever it stands.
    """

    def __init__(self, *secrets: str) -> None:
        self._secrets = {secret for secret in secrets if secret}

    def add(self, secret: str) -> None:
        """Mask this secret too from here on."""
        self._secrets.add(secret)

    def mask(self, text: str) -> str:
        """Replace the values of secret keys, in JSON and in forms, and every known secret."""
        text = _IN_FORM.sub(rf"\1{MASK}", _IN_JSON.sub(rf'\1"{MASK}"', text))
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        return text
