r"""Entries of a directory as `ldap_search` returns them, and as Duo's side reads them.

An entry is an object of lists of texts, attribute names in lower case, with its distinguished name
as `distinguishedname`; octets that are no printable ASCII, and the backslash, are `\xx`.

Source: the published code of the Duo Authentication Proxy
(`modules/drpc_plugins/ldap_directory_sync.py`).
"""

from __future__ import annotations

import re
import string
from typing import Any

from failmode.simulator.authproxy.ldap.client import Entry
from failmode.simulator.duo.api.drpc import CallError

_DN = "distinguishedname"
_NEVER_RETURNED = "userpassword"
_PRINTABLE = frozenset(
    (string.digits + string.ascii_letters + "!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~ ").encode()
)
_ESCAPED = re.compile(r"\\([0-9a-fA-F]{2})")


def escaped_entry(entry: Entry) -> dict[str, list[str]]:
    """Return an entry as it goes over the wire."""
    attributes = {
        name.lower(): [_escaped(value) for value in values]
        for name, values in entry.attributes.items()
    }
    attributes.pop(_NEVER_RETURNED, None)
    return {_DN: [_escaped(entry.dn.encode())], **attributes}


def read_entries(result: Any) -> tuple[Entry, ...]:
    """Read the result of `ldap_search`.

    Raises:
        CallError: when it is none.
    """
    found = result.get("results") if isinstance(result, dict) else None
    if not isinstance(found, list):
        raise CallError("bad result")
    return tuple(_entry(one) for one in found)


def _entry(found: Any) -> Entry:
    if not isinstance(found, dict) or not all(
        isinstance(values, list) and all(isinstance(one, str) for one in values)
        for values in found.values()
    ):
        raise CallError("bad result")
    attributes = {
        str(name).lower(): tuple(_unescaped(one) for one in values)
        for name, values in found.items()
    }
    dn = next(iter(attributes.get(_DN, ())), b"")
    return Entry(dn.decode("utf-8", "replace"), attributes)


def _escaped(value: bytes) -> str:
    return "".join(chr(one) if one in _PRINTABLE else f"\\{one:02x}" for one in value)


def _unescaped(text: str) -> bytes:
    octets = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return octets.encode("latin-1", "replace")
