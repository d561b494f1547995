"""Distinguished names, as far as they have to be compared (RFC 4514)."""

from __future__ import annotations

import re

Rdns = tuple[str, ...]
"""The parts of a distinguished name in a form that can be compared, the entry's own first."""

_ATTRIBUTE_TYPE = re.compile(r"[A-Za-z][A-Za-z0-9-]*|[0-9]+(\.[0-9]+)*")
_ESCAPED = re.compile(rb"\\([0-9A-Fa-f]{2}|.)", re.DOTALL)


def read_dn(text: str) -> Rdns | None:
    """Read a distinguished name; None when it is none.

    Neither case nor spaces around the signs count. The empty name is one, with no parts.
    """
    if not text.strip():
        return ()
    parts = [_rdn(part) for part in _split(text, ",;")]
    read = tuple(part for part in parts if part is not None)
    return read if len(read) == len(parts) else None


def is_within(name: Rdns, base: Rdns) -> bool:
    """Tell whether a name is the base itself, or anywhere below it."""
    return len(name) >= len(base) and name[len(name) - len(base) :] == base


def is_same_dn(one: str, other: str) -> bool:
    """Tell whether two texts are the same distinguished name; what is none is like nothing."""
    read = read_dn(one)
    return bool(read) and read == read_dn(other)


def escaped(value: str) -> str:
    """Write a value so that it can stand in a distinguished name (RFC 4514, 2.4)."""
    text = re.sub(r'([,+"\\<>;=])', r"\\\1", value).replace("\0", "\\00")
    if text.startswith((" ", "#")):
        text = "\\" + text
    if value.endswith(" ") and len(value) > 1:
        text = text[:-1] + "\\ "
    return text


def _rdn(text: str) -> str | None:
    assertions = []
    for one in _split(text, "+"):
        kind, equals, value = one.partition("=")
        if not equals or not _ATTRIBUTE_TYPE.fullmatch(kind.strip()):
            return None
        assertions.append(f"{kind.strip().lower()}={_unescaped(value)}")
    return "+".join(sorted(assertions))


def _unescaped(value: str) -> str:
    stripped = value.strip()
    if stripped.endswith("\\") and value.endswith(" ") and not stripped.endswith("\\\\"):
        stripped += " "
    if len(stripped) > 1 and stripped[0] == stripped[-1] == '"':
        stripped = stripped[1:-1]
    octets = _ESCAPED.sub(
        lambda match: bytes.fromhex(match[1].decode()) if len(match[1]) > 1 else match[1],
        stripped.encode("utf-8", "surrogatepass"),
    )
    return octets.decode("utf-8", "backslashreplace").lower()


def _split(text: str, separators: str) -> list[str]:
    parts, quoted, start, at = [], False, 0, 0
    while at < len(text):
        if text[at] == "\\":
            at += 2
            continue
        if text[at] == '"':
            quoted = not quoted
        elif text[at] in separators and not quoted:
            parts.append(text[start:at])
            start = at + 1
        at += 1
    return [*parts, text[start:]]
