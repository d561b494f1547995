"""What a directory sync is about: its settings, and the people that it finds."""

from __future__ import annotations

import tomllib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from failmode.simulator.authproxy.directory_sync.assumptions import DEFAULT_AUTH_TYPE
from failmode.simulator.authproxy.ldap.binding import AuthType, Binding
from failmode.simulator.authproxy.ldap.names import read_dn
from failmode.simulator.authproxy.ldap.transport import Transport
from failmode.simulator.errors import ConfigError

Word = TypeVar("Word", bound=StrEnum)

_PORTS = {Transport.CLEAR: 389, Transport.STARTTLS: 389, Transport.LDAPS: 636}


class DirectoryKind(StrEnum):
    """Whose schema a directory has."""

    ACTIVE_DIRECTORY = "active-directory"
    OPENLDAP = "openldap"


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectorySettings:
    """A directory sync as Duo's Admin Panel holds it.

    Attributes:
        name: what the sync is called.
        kind: whose schema the directory has.
        host: name or address of the directory.
        port: its TCP port.
        transport: how the connection is protected.
        ca_file: PEM bundle that its certificate must lead to; None: what the system trusts.
        binding: how the service account binds.
        base_dn: below which is searched.
        groups: whose members are synced: objectGUIDs in Active Directory, else distinguished names.
        username: attribute with the user name; so are the attributes that follow.
        realname: of the whole name.
        email: of the address.
        phone: of the number.
    """

    name: str
    kind: DirectoryKind
    host: str
    port: int
    transport: Transport
    ca_file: Path | None
    binding: Binding
    base_dn: str
    groups: tuple[str, ...]
    username: str
    realname: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class Person:
    """One person whom the directory has in a group of the sync.

    Attributes:
        username: the user name.
        realname: the whole name; empty for none. So are the attributes that follow.
        email: the address.
        phones: numbers.
        groups: names of the sync's groups that the person is in.
        enabled: whether the account can be used.
    """

    username: str
    realname: str
    email: str
    phones: tuple[str, ...]
    groups: frozenset[str]
    enabled: bool


@dataclass(frozen=True, slots=True)
class People:
    """What the directory holds.

    Attributes:
        persons: everybody, by user name without case.
        skipped: entries that are no user, each with the reason, in words.
    """

    persons: Mapping[str, Person]
    skipped: tuple[str, ...] = ()


def read_settings(path: Path) -> DirectorySettings:
    """Read the settings of a sync from a TOML file; relative paths start at its directory.

    Raises:
        ConfigError: when the file cannot be read or used.
    """
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(
            f"cannot be read: {error.strerror}", "Name a readable TOML file", where=str(path)
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"is no TOML: {error}", "Write key = value", where=str(path)) from error
    return _Settings(found, path).read()


def settings_of(found: Mapping[str, Any], where: str) -> DirectorySettings:
    """Read the settings of a sync that are in memory.

    Args:
        found: the settings by the keys of the file.
        where: where they come from, for messages.

    Raises:
        ConfigError: when they cannot be used.
    """
    return _Settings(found, Path(where)).read()


@dataclass(frozen=True, slots=True)
class _Settings:
    found: Mapping[str, Any]
    path: Path

    def read(self) -> DirectorySettings:
        kind = self._word("type", DirectoryKind)
        is_ad = kind is DirectoryKind.ACTIVE_DIRECTORY
        transport = self._word("transport", Transport, Transport.CLEAR)
        ca_file = self._text("ca_file", "")
        settings = DirectorySettings(
            name=self._text("name"),
            kind=kind,
            host=self._text("host"),
            port=self._port(_PORTS[transport]),
            transport=transport,
            ca_file=self.path.parent / ca_file if ca_file else None,
            binding=Binding(
                self._word("auth_type", AuthType, DEFAULT_AUTH_TYPE),
                self._text("ntlm_domain", ""),
                self._text("ntlm_workstation", ""),
            ),
            base_dn=self._dn("base_dn", self._text("base_dn")),
            groups=self._groups(is_ad=is_ad),
            username=self._text("username", "sAMAccountName" if is_ad else "uid"),
            realname=self._text("realname", "displayName" if is_ad else "cn"),
            email=self._text("email", "mail"),
            phone=self._text("phone", "mobile"),
        )
        known = {"name", "type", "transport", "host", "port", "ca_file", "base_dn", "groups"}
        known |= {"username", "realname", "email", "phone"}
        known |= {"auth_type", "ntlm_domain", "ntlm_workstation"}
        for key in self.found:
            if key not in known:
                raise self._error(f"{key} is not known", f"Known: {', '.join(sorted(known))}")
        return settings

    def _text(self, key: str, default: str | None = None) -> str:
        value = self.found.get(key, default)
        if value is None:
            raise self._error(f"{key} is missing", f"Add {key}")
        if not isinstance(value, str) or (not value and default is None):
            raise self._error(f"{key} is {value!r}", "Expected text")
        return value

    def _word(self, key: str, words: type[Word], default: str | None = None) -> Word:
        value = self._text(key, default)
        try:
            return words(value)
        except ValueError:
            expected = f"Expected one of {', '.join(words)}"
            raise self._error(f"{key} is {value!r}", expected) from None

    def _port(self, default: int) -> int:
        value = self.found.get("port", default)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 65_536:
            raise self._error(f"port is {value!r}", "Expected a number from 1 to 65535")
        return value

    def _dn(self, key: str, value: str) -> str:
        if not read_dn(value):
            raise self._error(f"{key} has {value!r}", "Expected a distinguished name")
        return value

    def _groups(self, *, is_ad: bool) -> tuple[str, ...]:
        value = self.found.get("groups")
        if not isinstance(value, list) or not value or not all(isinstance(v, str) for v in value):
            raise self._error(f"groups is {value!r}", "Expected a list with one group or more")
        if not is_ad:
            return tuple(self._dn("groups", group) for group in value)
        try:
            return tuple(str(uuid.UUID(group)) for group in value)
        except ValueError:
            raise self._error(
                f"groups is {value!r}", "Expected objectGUIDs of Active Directory"
            ) from None

    def _error(self, what: str, remedy: str) -> ConfigError:
        return ConfigError(what, remedy, where=str(self.path))
