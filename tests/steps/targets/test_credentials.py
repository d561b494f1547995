"""Credentials come from the environment or from the keyring, and from nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring

from failmode.steps.errors import TargetError
from failmode.steps.targets.credentials import ClientCredentials, client_credentials
from failmode.steps.targets.settings import LoginDeadline, TargetSettings


class InMemory(KeyringBackend):
    """A keyring of this process."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # the library does not say
        self._kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """Read an entry."""
        return self._kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep an entry."""
        self._kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forget an entry."""
        del self._kept[service, username]


@pytest.fixture
def in_memory() -> Iterator[None]:
    """Use a keyring of this process alone."""
    before = keyring.get_keyring()
    keyring.set_keyring(InMemory())
    yield
    keyring.set_keyring(before)


def credentials(**options: str) -> ClientCredentials:
    """Read the credentials of a target with these options."""
    return client_credentials(TargetSettings("customer", options, Path(), LoginDeadline(1.0)))


def refusal(**options: str) -> str:
    """Give the one line by which these options are refused."""
    with pytest.raises(TargetError) as caught:
        credentials(**options)
    (line,) = str(caught.value).splitlines()
    assert line.startswith("target 'customer': ")
    return line


def test_the_environment_has_them_by_usual_or_by_given_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NINJAONE_CLIENT_ID", "an id")
    monkeypatch.setenv("OUR_SECRET", "a secret")
    found = credentials(client_secret_env="OUR_SECRET")
    assert (found.client_id, found.client_secret) == ("an id", "a secret")
    assert "a secret" not in repr(found)


@pytest.mark.usefixtures("in_memory")
def test_the_keyring_has_them_as_entries_of_one_service() -> None:
    keyring.set_password("customer", "client_id", "an id")
    keyring.set_password("customer", "client_secret", "a secret")
    found = credentials(keyring="customer")
    assert (found.client_id, found.client_secret) == ("an id", "a secret")


@pytest.mark.usefixtures("in_memory")
def test_an_entry_that_the_keyring_lacks_is_told_with_the_way_to_store_it() -> None:
    keyring.set_password("customer", "client_id", "an id")
    assert refusal(keyring="customer").endswith(
        "the keyring has no client_secret of 'customer'. "
        "Store it: keyring set customer client_secret"
    )


@pytest.mark.usefixtures("in_memory")
def test_a_machine_without_a_keyring_is_told() -> None:
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]  # the library does not say
    assert "the keyring cannot be asked: " in refusal(keyring="customer")


def test_the_library_is_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert refusal(keyring="customer").endswith("Install it: pip install 'failmode[keyring]'")


def test_two_places_are_one_too_many() -> None:
    assert "both keyring and client_id_env are given" in refusal(
        keyring="customer", client_id_env="OURS"
    )
