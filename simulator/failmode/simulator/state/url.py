"""The URL of the state database: read, and shown without what is secret in it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, make_url
from sqlalchemy.exc import NoSuchModuleError, SQLAlchemyError

from failmode.simulator.errors import ConfigError
from failmode.terms import MASK

_HARMLESS = frozenset(
    {
        "application_name",
        "cache",
        "connect_timeout",
        "dbname",
        "host",
        "mode",
        "port",
        "sslmode",
        "timeout",
        "uri",
        "user",
    }
)
"""Names of a query's parameters whose values may be shown; any other may hold a password."""

_EXAMPLE = "such as sqlite:///state.sqlite or postgresql+psycopg://user@host/database"
_MEMORY = (":memory:", "file::memory:")


def parse_state_url(text: str) -> URL:
    """Read the URL of the state database.

    Raises:
        ConfigError: when it is none, or one of a database that threads and workers cannot share;
            never shows what may be a password.
    """
    if not text.strip():
        raise ConfigError("the state URL is empty", f"Give one {_EXAMPLE}, or leave it out")
    try:
        url = make_url(text)
        url.get_dialect()
    except (SQLAlchemyError, ValueError, ImportError) as error:
        raise ConfigError(
            f"the state URL cannot be used: {_reason(text, error)}", f"Give one {_EXAMPLE}"
        ) from None
    if url.get_backend_name() == "sqlite":
        name = url.database or ":memory:"
        if name in _MEMORY or url.query.get("mode") == "memory":
            raise ConfigError(
                f"the state database {shown(url)} is in memory, where threads and workers cannot "
                "share it",
                "Name a file, such as sqlite:///state.sqlite, or leave the URL out for a private "
                "one",
            )
    return url


def shown(url: URL) -> str:
    """Return the URL with whatever may be a password masked."""
    query = {
        name: value if name.lower() in _HARMLESS else MASK for name, value in url.query.items()
    }
    hidden = url.set(query=query)
    if url.password is not None:
        hidden = hidden.set(password=MASK)
    return hidden.render_as_string(hide_password=False).replace(quote(MASK), MASK)


def without_secrets(text: str, url: URL) -> str:
    """Return a message of the database or its driver, with the URL's secrets masked."""
    secrets = [str(url.password or "")]
    for name, value in url.query.items():
        if name.lower() not in _HARMLESS:
            secrets += [value] if isinstance(value, str) else list(value)
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        text = text.replace(secret, MASK)
    return text


def sqlite_file(url: URL) -> Path | None:
    """Return the file of an SQLite database; None for another database."""
    if url.get_backend_name() != "sqlite" or not url.database:
        return None
    name = url.database
    if name.startswith("file:"):
        name = name.removeprefix("file:").partition("?")[0]
        name = name.removeprefix("//")
    return Path(name)


def _reason(text: str, error: Exception) -> str:
    """Say what is wrong without repeating the URL, any part of which may be a password."""
    scheme, separator, rest = text.partition("://")
    if not separator:
        return "it does not begin with the kind of database and ://"
    if not scheme.replace("+", "").isalnum():
        return "the kind of database before :// is no word"
    place = rest.partition("/")[0].rpartition("@")[2]
    if ":" in place and not place.startswith("[") and not place.rpartition(":")[2].isdigit():
        return "its port is no number"
    if isinstance(error, ImportError):
        return f"the driver of {scheme} is not installed"
    if isinstance(error, NoSuchModuleError):
        return f"{scheme} is no kind of database that is known, or its driver is not installed"
    return "it cannot be read"
