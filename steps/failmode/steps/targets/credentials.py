"""Credentials of a live tenant: from the environment or from the keyring, never from a file."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from failmode.steps.errors import TargetError
from failmode.steps.targets.settings import TargetSettings

KEYRING = "keyring"
ENVIRONMENT = {"client_id_env": "NINJAONE_CLIENT_ID", "client_secret_env": "NINJAONE_CLIENT_SECRET"}
"""The options that name environment variables, with the variables that are meant without them."""

OPTIONS = (*ENVIRONMENT, KEYRING)
"""The options of a target's table that are read here."""

_ID, _SECRET = "client_id", "client_secret"


@dataclass(frozen=True, slots=True)
class ClientCredentials:
    """Id and secret of an API application; the secret is not shown."""

    client_id: str
    client_secret: str = field(repr=False)


def client_credentials(settings: TargetSettings) -> ClientCredentials:
    """Find the credentials where the target's table says that they are.

    With `keyring = "SERVICE"` they are the entries `client_id` and `client_secret` of that service
    in the keyring of the operating system, else the values of environment variables.

    Raises:
        TargetError: when one is missing, or the keyring cannot be asked.
    """
    if KEYRING in settings.options:
        if named := [option for option in ENVIRONMENT if option in settings.options]:
            raise TargetError(
                f"target {settings.name!r}: both {KEYRING} and {named[0]} are given",
                "Keep the credentials in one place",
            )
        service = settings.text(KEYRING)
        return ClientCredentials(
            _from_keyring(settings.name, service, _ID),
            _from_keyring(settings.name, service, _SECRET),
        )
    return ClientCredentials(
        _from_environment(settings, "client_id_env"),
        _from_environment(settings, "client_secret_env"),
    )


def _from_environment(settings: TargetSettings, option: str) -> str:
    variable = settings.text(option, ENVIRONMENT[option])
    value = os.environ.get(variable, "")
    if not value:
        raise TargetError(
            f"target {settings.name!r}: the environment variable {variable} is empty or missing",
            f"Set {variable}, or name another one with {option}",
        )
    return value


def _from_keyring(target: str, service: str, entry: str) -> str:
    try:
        import keyring  # noqa: PLC0415 - an extra of the package
        from keyring.errors import KeyringError  # noqa: PLC0415
    except ImportError as error:
        raise TargetError(
            f"target {target!r}: {KEYRING} is given, but the library keyring is not installed",
            "Install it: pip install 'failmode[keyring]'",
        ) from error
    try:
        value = keyring.get_password(service, entry)
    except KeyringError as error:
        text = " ".join(str(error).split()) or type(error).__name__
        raise TargetError(
            f"target {target!r}: the keyring cannot be asked: {text}",
            "Unlock it, or name environment variables with client_id_env and client_secret_env",
        ) from error
    if not value:
        raise TargetError(
            f"target {target!r}: the keyring has no {entry} of {service!r}",
            f"Store it: keyring set {service} {entry}",
        )
    return value
