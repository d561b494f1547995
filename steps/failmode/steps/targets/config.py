"""Targets by name: the simulator is built in, all others come from a TOML file or a package.

The file has one table for each target::

    [targets.customer]
    kind = "ninjaone"
    url = "https://eu.ninjarmm.com"
    client_id_env = "NINJAONE_CLIENT_ID"
    client_secret_env = "NINJAONE_CLIENT_SECRET"
    organization = "Example Ltd"       # optional: whose values are read
    ca_file = "ca.pem"                 # optional: for a simulator's certificate
    # keyring = "failmode"             # instead of the two *_env: entries of this service
    allow_writes = false               # optional: read-only unless said

    [targets.mine]
    kind = "python"
    factory = "my_package.targets:make"   # called with TargetSettings, returns a Target

A package can offer a kind of its own with an entry point of the group `failmode.targets`; that
kind is also the name of a target that needs no table.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

from failmode.steps.errors import TargetError
from failmode.steps.targets.access import TargetUnderTest
from failmode.steps.targets.kinds import (
    FROM_FACTORY,
    find_kind,
    is_for_one_process,
    known_kinds,
    make_target,
)
from failmode.steps.targets.settings import LoginDeadline, TargetSettings

BUILT_IN = "simulator"
"""The name of the target that needs no file, and is never looked for in one."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A target as the user describes it: the reference of its factory, and its options."""

    reference: str
    options: dict[str, object]
    directory: Path
    one_process: bool = False


def runs_in_one_process(name: str, file: Path | None) -> bool:
    """Tell whether one process alone can use a target, without reaching for anything.

    Raises:
        TargetError: when the file, the table or its kind is wrong.
    """
    return _find(name, file).one_process


def load_target(name: str, file: Path | None, deadline: LoginDeadline) -> TargetUnderTest:
    """Make the target of that name.

    Args:
        name: as given with `--target`.
        file: the TOML file; needed for every name that is no kind of its own.
        deadline: how long a login may take; it may change between scenarios.

    Raises:
        TargetError: when the file, the table or an option is wrong, when nothing answers, or when
            what is made is no target.
    """
    entry = _find(name, file)
    settings = TargetSettings(name, entry.options, entry.directory, deadline)
    return make_target(entry.reference, settings)


def target_identity(name: str, file: Path | None) -> str:
    """Tell a target from others: two that are described alike are the same.

    No secret is part of it, as no table holds one.

    Raises:
        TargetError: as `runs_in_one_process`.
    """
    entry = _find(name, file)
    described = json.dumps([name, entry.reference, entry.options], sort_keys=True, default=str)
    return hashlib.sha256(described.encode()).hexdigest()


def _find(name: str, file: Path | None) -> _Entry:
    if name != BUILT_IN and file is not None:
        tables = _tables(file)
        if name in tables:
            return _described(name, tables[name], file.parent)
        complaint = f"{file} has no table [targets.{name}]"
        remedy = f"Targets of this file: {', '.join(sorted(tables)) or 'none'}"
    else:
        complaint = f"no target {name!r}"
        remedy = f"Use --target {BUILT_IN}, or describe it in a file given with --targets FILE"
    reference = find_kind(name)
    if reference is None:
        raise TargetError(complaint, remedy)
    return _Entry(reference, {}, Path())


def _described(name: str, table: object, directory: Path) -> _Entry:
    if not isinstance(table, dict):
        raise TargetError(f"target {name!r} is {table!r}", f"Write a table [targets.{name}]")
    options = {str(key): value for key, value in table.items() if key != "kind"}
    kind = table.get("kind")
    if kind == FROM_FACTORY:
        return _Entry(_factory(name, options), options, directory)
    reference = find_kind(kind) if isinstance(kind, str) else None
    if reference is None:
        known = " or ".join(f'kind = "{one}"' for one in known_kinds())
        raise TargetError(f"target {name!r}: kind is {kind!r}", f"Write {known}")
    return _Entry(reference, options, directory, is_for_one_process(str(kind)))


def _factory(name: str, options: dict[str, object]) -> str:
    reference = options.get("factory")
    if not isinstance(reference, str) or not reference:
        raise TargetError(
            f"target {name!r}: factory is {reference!r}",
            'Write factory = "package.module:callable"',
        )
    return reference


def _tables(file: Path) -> dict[str, object]:
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise TargetError(
            f"{file} cannot be read: {error.strerror}", "Give --targets an existing TOML file"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TargetError(f"{file} is not TOML: {error}", "Correct the file") from error
    targets = data.get("targets", {})
    if not isinstance(targets, dict):
        raise TargetError(
            f"{file}: targets is {targets!r}", "Write a table for each target: [targets.NAME]"
        )
    return targets
