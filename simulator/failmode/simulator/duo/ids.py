"""The one source of everything that Duo's cloud makes up."""

from __future__ import annotations

import base64
import random
import string
import uuid

_ID_LETTERS = string.ascii_uppercase + string.digits
_SKEY_LETTERS = string.ascii_letters + string.digits
_BASE32_LETTERS = string.ascii_uppercase + "234567"


class Ids:
    """Makes ids, keys, codes and tokens; nothing here protects anything.

    Args:
        rng: where they come from: they follow from its seed, all of them. Processes that share a
            database need numbers of their own; see `failmode.simulator.state.id_generator`.
    """

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng

    def object_id(self, prefix: str) -> str:
        """Return an id of Duo's form: a prefix such as `DU`, and 18 letters and digits."""
        return prefix + self._letters(_ID_LETTERS, 18)

    def skey(self) -> str:
        """Return a secret key of Duo's form: 40 letters and digits."""
        return self._letters(_SKEY_LETTERS, 40)

    def txid(self) -> str:
        """Return the id of a transaction: a random UUID."""
        return str(uuid.UUID(int=self._rng.getrandbits(128), version=4))

    def alphanumeric(self, count: int) -> str:
        """Return a code of `count` letters and digits."""
        return self._letters(_SKEY_LETTERS, count)

    def digits(self, count: int) -> str:
        """Return a code of `count` digits."""
        return self._letters(string.digits, count)

    def otp_secret(self) -> str:
        """Return the secret of a device that makes passcodes: 20 bytes in base32."""
        return self._letters(_BASE32_LETTERS, 32)

    def hex_token(self, size: int) -> str:
        """Return a token of `size` bytes, in hexadecimal digits."""
        return self._rng.randbytes(size).hex()

    def url_token(self, size: int) -> str:
        """Return a token of `size` bytes, in the letters of base64 for URLs."""
        return base64.urlsafe_b64encode(self._rng.randbytes(size)).rstrip(b"=").decode("ascii")

    def _letters(self, letters: str, count: int) -> str:
        return "".join(self._rng.choices(letters, k=count))
