"""Settings of Duo for macOS: the `config.plist` that the installer package carries.

Keys as in Duo's script `configure_maclogon.sh` (version 2.0.5), which fills the file.
"""

from __future__ import annotations

import plistlib
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

from failmode.simulator.endpoints.accounts import Account, Session
from failmode.simulator.endpoints.keys import HOST_REMEDY, KEY_REMEDY, is_host, is_key
from failmode.simulator.errors import ConfigError

_REQUIRED: Mapping[str, type] = {"ikey": str, "skey": str, "api_hostname": str, "auto_push": bool}
_OPTIONAL: Mapping[str, bool] = {
    "fail_open": False,
    "smartcard_bypass": False,
    "twofa_unlock": False,
}
_BROKEN_PLIST = (
    ExpatError,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
    RecursionError,
    MemoryError,
    struct.error,
)
"""What plistlib lets through on broken input."""


@dataclass(frozen=True, slots=True)
class MacSettings:
    """Settings of Duo for macOS on one computer, attributes named as the plist's keys.

    `fail_open`, `smartcard_bypass` and `twofa_unlock` are false where the file does not say, as
    in Duo's script; the script asks for `auto_push` and has no default for it.
    """

    ikey: str
    skey: str = field(repr=False)
    api_hostname: str
    auto_push: bool
    fail_open: bool = False
    smartcard_bypass: bool = False
    twofa_unlock: bool = False

    @classmethod
    def from_mapping(cls, values: Mapping[str, object], where: str = "config.plist") -> MacSettings:
        """Make settings from the keys and values of a plist.

        Args:
            values: the plist's top-level dictionary.
            where: the file, for messages.

        Raises:
            ConfigError: for an unknown or missing key, or a value of a wrong type.
        """
        types: dict[str, type] = {**_REQUIRED, **dict.fromkeys(_OPTIONAL, bool)}
        chosen: dict[str, Any] = dict(_OPTIONAL)
        for key, value in values.items():
            if key not in types:
                raise ConfigError(
                    f"key {key!r} is not a setting of Duo for macOS",
                    f"Known keys: {', '.join(types)}",
                    where=where,
                )
            if not isinstance(value, types[key]):
                raise ConfigError(
                    f"key {key} is {_plist_type(value)}, expected "
                    f"{'true or false' if types[key] is bool else 'a string'}",
                    "Write it with the right type, as `defaults write -bool` or `-string` do",
                    where=where,
                )
            chosen[key] = value
        for key in _REQUIRED:
            if key not in chosen:
                raise ConfigError(f"key {key} is missing", "It is required", where=where)
        if not is_host(chosen["api_hostname"]):
            raise ConfigError(
                f"key api_hostname is {chosen['api_hostname']!r}, not a host name",
                HOST_REMEDY,
                where=where,
            )
        for key in ("ikey", "skey"):
            if not is_key(chosen[key]):
                raise ConfigError(
                    f"key {key} is empty or has a character that no Duo key has",
                    KEY_REMEDY,
                    where=where,
                )
        return cls(**chosen)

    @classmethod
    def from_plist(cls, data: bytes, where: str = "config.plist") -> MacSettings:
        """Read settings from a plist file's bytes, XML or binary.

        Raises:
            ConfigError: when it is no plist, or its content cannot be used.
        """
        try:
            values = plistlib.loads(data)
        except _BROKEN_PLIST as error:
            raise ConfigError(
                f"this is neither an XML nor a binary plist ({type(error).__name__})",
                "Write it with plutil, `defaults write` or Duo's configure_maclogon.sh",
                where=where,
            ) from error
        if not isinstance(values, dict) or not all(isinstance(key, str) for key in values):
            raise ConfigError(
                f"the top level is {_plist_type(values)}, expected a dictionary",
                "The keys ikey, skey, api_hostname and so on stand at the top level",
                where=where,
            )
        return cls.from_mapping(values, where)

    @classmethod
    def from_file(cls, path: Path) -> MacSettings:
        """Read settings from a plist file.

        Raises:
            ConfigError: when it cannot be read or used.
        """
        try:
            data = path.read_bytes()
        except OSError as error:
            raise ConfigError(
                f"it cannot be read: {error.strerror}",
                "Check the path and the rights",
                where=str(path),
            ) from error
        return cls.from_plist(data, str(path))

    def to_mapping(self) -> dict[str, str | bool]:
        """Return key to value, as in the plist."""
        return {
            "ikey": self.ikey,
            "skey": self.skey,
            "api_hostname": self.api_hostname,
            "fail_open": self.fail_open,
            "smartcard_bypass": self.smartcard_bypass,
            "auto_push": self.auto_push,
            "twofa_unlock": self.twofa_unlock,
        }

    def to_plist(self, *, binary: bool = False) -> bytes:
        """Return the plist file's bytes."""
        return plist_bytes(self.to_mapping(), binary=binary)

    @property
    def host(self) -> str:
        """The API hostname, by the name that all endpoints share."""
        return self.api_hostname

    def duo_username(self, account: Account) -> str:
        """Return how this account is named to Duo: the Mac's and Duo's user names must match."""
        return account.username

    def unprotected_reason(self, session: Session) -> str | None:
        """Return why Duo does not ask in such a session; None when it does.

        Raises:
            ConfigError: for a session that the product does not have.
        """
        if session is not Session.CONSOLE:
            raise ConfigError(
                "Duo for macOS guards logins at the console only", "Use a console session"
            )
        return None

    def offline_offered(self, account: Account) -> bool:
        """Tell whether offline access is offered to this account.

        Raises:
            ConfigError: for an account enrolled for offline access: how that and fail_open work
                together on a Mac is not documented.
        """
        if account.offline_passcode is not None:
            raise ConfigError(
                "offline access of Duo for macOS is not simulated",
                "How it works together with fail_open is not documented; leave "
                "`offline_passcode` out",
            )
        return False


def plist_bytes(values: Mapping[str, str | bool], *, binary: bool = False) -> bytes:
    """Return a plist file's bytes from keys and values, XML unless `binary`.

    Raises:
        ConfigError: when a text has a character that a plist cannot hold.
    """
    kind = plistlib.FMT_BINARY if binary else plistlib.FMT_XML
    try:
        return plistlib.dumps(dict(values), fmt=kind, sort_keys=False)
    except ValueError as error:
        raise ConfigError(
            "a value has a character that a plist cannot hold", "Remove control characters"
        ) from error


def _plist_type(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    names = {str: "a string", int: "a number", float: "a number", dict: "a dictionary"}
    return names.get(type(value), "an array" if isinstance(value, list) else "of another type")
