"""Hardware tokens as an administrator sees them: assigned to somebody or to nobody.

Types and parameters: `add_hotp6_token` and its siblings in `duo_client/admin.py`. Secrets are
hexadecimal there: https://github.com/mbegan/Duo-PSModule/issues/26.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import RowMapping, Select, insert, select

from failmode.simulator.duo.admin.assumptions import TOKEN_WITHOUT_SECRET
from failmode.simulator.duo.directory.otps import Otps
from failmode.simulator.duo.directory.records import DeviceType, OtpKind
from failmode.simulator.duo.directory.tables import DEVICES, OTPS
from failmode.simulator.duo.ids import Ids
from failmode.simulator.state.store import Store


class TokenType(StrEnum):
    """Type of a hardware token."""

    HOTP_6 = "h6"
    HOTP_8 = "h8"
    TOTP_6 = "t6"
    TOTP_8 = "t8"

    @property
    def kind(self) -> OtpKind:
        """How it makes passcodes."""
        return OtpKind.HOTP if self.value.startswith("h") else OtpKind.TOTP

    @property
    def digits(self) -> int:
        """Digits of its passcodes."""
        return int(self.value[1])


_TYPES = {(kind.kind, kind.digits): kind for kind in TokenType}


@dataclass(frozen=True, slots=True)
class Token:
    """A hardware token.

    Attributes:
        token_id: Duo's id: `DH...`.
        user_id: Duo's id of the user whose it is; None: nobody's.
        type: type.
        serial: serial number; unique among those of its type.
        totp_step: seconds for which a TOTP passcode is shown; None for the others.
    """

    token_id: str
    user_id: str | None
    type: TokenType
    serial: str
    totp_step: int | None


def base32_of(secret: str) -> str | None:
    """Write a hexadecimal secret, blanks allowed, in base32; None when it is not hexadecimal."""
    try:
        raw = binascii.unhexlify("".join(secret.split()))
    except ValueError:
        return None
    return base64.b32encode(raw).decode("ascii").rstrip("=")


class Tokens:
    """Hardware tokens in the database.

    Args:
        store: the database.
        ids: makes their ids.
        otps: keeps their secrets.
    """

    def __init__(self, store: Store, ids: Ids, otps: Otps) -> None:
        self._store = store
        self._ids = ids
        self._otps = otps

    def all(self) -> tuple[Token, ...]:
        """Return every token, by id."""
        return self._load(_tokens().order_by(DEVICES.c.device))

    def get(self, token_id: str) -> Token | None:
        """Return a token by its id; None when there is none."""
        return next(iter(self._load(_tokens().where(DEVICES.c.device == token_id))), None)

    def find(self, kind: TokenType, serial: str) -> Token | None:
        """Return a token by type and serial number; None when there is none."""
        found = self._load(_tokens().where(DEVICES.c.number == serial))
        return next((token for token in found if token.type is kind), None)

    def add(
        self, kind: TokenType, serial: str, secret: str, *, counter: int, totp_step: int
    ) -> Token:
        """Add a token that nobody has yet.

        Args:
            kind: type.
            serial: serial number.
            secret: its secret in base32.
            counter: first counter that is accepted, for HOTP.
            totp_step: seconds for which a passcode is shown, for TOTP.

        Raises:
            BadEntryError: when the secret or a number cannot be.
        """
        token_id = self._ids.object_id("DH")
        with self._store.transaction():
            with self._store.connection() as connection:
                connection.execute(
                    insert(DEVICES).values(
                        device=token_id,
                        user_id=None,
                        position=0,
                        type=DeviceType.TOKEN.value,
                        number=serial,
                        name=serial,
                        platform="",
                        capabilities="",
                        answer=None,
                        answer_after_seconds=None,
                    )
                )
            self._otps.set(
                token_id,
                kind.kind,
                secret=secret,
                digits=kind.digits,
                interval_seconds=totp_step,
                counter=counter,
            )
            self._store.changed()
        step = totp_step if kind.kind is OtpKind.TOTP else None
        return Token(token_id, None, kind, serial, step)

    def _load(self, query: Select[tuple[object, ...]]) -> tuple[Token, ...]:
        with self._store.connection() as connection:
            return tuple(_token(row) for row in connection.execute(query).mappings())


def _tokens() -> Select[tuple[object, ...]]:
    return (
        select(
            DEVICES.c.device,
            DEVICES.c.user_id,
            DEVICES.c.number,
            OTPS.c.kind,
            OTPS.c.digits,
            OTPS.c.interval_seconds,
        )
        .select_from(DEVICES.outerjoin(OTPS, OTPS.c.device == DEVICES.c.device))
        .where(DEVICES.c.type == DeviceType.TOKEN.value)
    )


def _token(row: RowMapping) -> Token:
    kind = TokenType(TOKEN_WITHOUT_SECRET)
    if row["kind"] is not None:
        kind = _TYPES.get((OtpKind(row["kind"]), row["digits"]), kind)
    step = row["interval_seconds"] if row["kind"] == OtpKind.TOTP else None
    return Token(row["device"], row["user_id"], kind, row["number"], step)
