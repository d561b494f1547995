"""Targets by name: `simulator` is built in, all others come from a TOML file.

The file has one table for each target::

    [targets.customer]
    kind = "ninjaone"
    url = "https://eu.ninjarmm.com"
    client_id_env = "NINJAONE_CLIENT_ID"
    client_secret_env = "NINJAONE_CLIENT_SECRET"
    organization = "Example Ltd"       # optional: whose values are read
    ca_file = "ca.pem"                 # optional: for a simulator's certificate
    allow_writes = false               # optional: read-only unless said

    [targets.mine]
    kind = "python"
    factory = "my_package.targets:make"   # called with TargetSettings, returns a Target
"""

from __future__ import annotations

import importlib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from failmode.steps.errors import TargetError
from failmode.steps.targets.protocols import Target

BUILT_IN = "simulator"
"""The name of the target that needs no file."""


@dataclass(frozen=True, slots=True)
class TargetSettings:
    """What a target is made from.

    Attributes:
        name: the name given with `--target`.
        options: the table of the file, without `kind`.
        directory: where relative paths of the table start.
        deadline_seconds: after this long a login counts as hung.
    """

    name: str
    options: Mapping[str, object]
    directory: Path
    deadline_seconds: float

    def text(self, key: str, default: str | None = None) -> str:
        """A string option; without default it is required."""
        value = self.options.get(key, default)
        if not isinstance(value, str) or not value:
            raise TargetError(
                f"target {self.name!r}: {key} is {value!r}", f"Give {key} a text that is not empty"
            )
        return value

    def flag(self, key: str, default: bool) -> bool:
        """A boolean option."""
        value = self.options.get(key, default)
        if not isinstance(value, bool):
            raise TargetError(f"target {self.name!r}: {key} is {value!r}", "Write true or false")
        return value

    def path(self, key: str) -> Path | None:
        """A path option, relative to the file; None when absent."""
        if key not in self.options:
            return None
        path = self.directory / self.text(key)
        if not path.is_file():
            raise TargetError(
                f"target {self.name!r}: {key} names {path}, which is not a file", "Correct the path"
            )
        return path

    def only(self, *known: str) -> None:
        """Refuse options that nobody reads."""
        for key in self.options:
            if key not in known:
                raise TargetError(
                    f"target {self.name!r}: unknown option {key!r}",
                    f"Known for this kind: {', '.join(known)}",
                )


def check_target(name: str, file: Path | None) -> None:
    """See that there is a target of that name and kind, without reaching for anything.

    Raises:
        TargetError: when the file, the table or its kind is wrong.
    """
    if name != BUILT_IN:
        _kind(name, _table(name, file)[0])


def load_target(name: str, file: Path | None, deadline_seconds: float) -> Target:
    """Make the target of that name.

    Args:
        name: as given with `--target`.
        file: the TOML file; needed for every name but `simulator`.
        deadline_seconds: after this long a login counts as hung.

    Raises:
        TargetError: when the file, the table or an option is wrong, or nothing answers.
    """
    if name == BUILT_IN:
        from failmode.steps.targets.simulated.target import (  # noqa: PLC0415 - only when it is used
            SimulatorTarget,
        )

        return SimulatorTarget(TargetSettings(name, {}, Path(), deadline_seconds))
    table, directory = _table(name, file)
    kind = _kind(name, table)
    options = {key: value for key, value in table.items() if key != "kind"}
    settings = TargetSettings(name, options, directory, deadline_seconds)
    if kind == "ninjaone":
        from failmode.steps.targets.live import LiveNinjaOneTarget  # noqa: PLC0415 - only when it is used

        return LiveNinjaOneTarget(settings)
    return _factory(settings)(settings)


def _kind(name: str, table: Mapping[str, object]) -> str:
    kind = table.get("kind")
    if kind not in ("ninjaone", "python"):
        raise TargetError(
            f"target {name!r}: kind is {kind!r}", 'Write kind = "ninjaone" or kind = "python"'
        )
    return str(kind)


def _table(name: str, file: Path | None) -> tuple[dict[str, object], Path]:
    if file is None:
        raise TargetError(
            f"no target {name!r}",
            f"Use --target {BUILT_IN}, or describe it in a file given with --targets FILE",
        )
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise TargetError(
            f"{file} cannot be read: {error.strerror}", "Give --targets an existing TOML file"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TargetError(f"{file} is not TOML: {error}", "Correct the file") from error
    targets = data.get("targets")
    if not isinstance(targets, dict) or not isinstance(targets.get(name), dict):
        known = ", ".join(sorted(targets)) if isinstance(targets, dict) else "none"
        raise TargetError(
            f"{file} has no table [targets.{name}]", f"Targets of this file: {known or 'none'}"
        )
    return dict(targets[name]), file.parent


def _factory(settings: TargetSettings) -> Callable[[TargetSettings], Target]:
    module_name, _, attribute = settings.text("factory").partition(":")
    try:
        factory = getattr(importlib.import_module(module_name), attribute)
    except (ImportError, AttributeError, ValueError) as error:
        raise TargetError(
            f"target {settings.name!r}: the factory {module_name}:{attribute} "
            f"cannot be loaded: {error}",
            'Write factory = "package.module:callable"',
        ) from error
    return cast(Callable[[TargetSettings], Target], factory)
