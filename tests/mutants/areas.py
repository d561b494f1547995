"""What is changed, and who has to notice: scenarios first, then the tests of the package."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.mutants.calls import Function, functions_of
from tests.mutants.points import Members, Mutation, members_of, mutations

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGE = "failmode.simulator"
SIMULATOR = REPOSITORY / "simulator" / "failmode" / "simulator"
TERMS = REPOSITORY / "terms" / "failmode" / "terms"

LEFT_OUT = "no_verdict_before_the_deadline or connect-timeout"
"""What is not run, as a pytest expression: scenarios that wait for seconds until nobody answers."""


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the simulator with decisions about logins.

    Attributes:
        sources: files and folders below the simulator's package.
        features: the features whose scenarios reach it, below features/; quick ones first.
        tests: folders and files of the tests of the package, below tests/simulator.
        without: files and folders of these in which no login is decided. Whatever else a package
            gets is taken in without a word here.
    """

    sources: tuple[str, ...]
    features: tuple[str, ...]
    tests: tuple[str, ...]
    without: tuple[str, ...] = ()


_LOGONS = "duo/logons-written.feature"
_SETTINGS = "duo/logon-settings-written.feature"
_AUTH_API = "duo/auth-api-written.feature"
_PROXY_WRITTEN = "duo/authentication-proxy-written.feature"
_LOGIN = "ninjaone/cpval-duo-failopen-login.feature"
_PROXY = "duo/authentication-proxy.feature"
_LOG = "duo/authentication-log-written.feature"

AREAS = (
    Area(
        ("endpoints",),
        (_LOGONS, _SETTINGS, _LOG, _LOGIN, "ninjaone/cpval-duo-*-deployment.feature"),
        ("endpoints", "logins"),
    ),
    Area(
        ("authproxy", "duo/sso", "duo/proxy_api"),
        (_PROXY_WRITTEN, _LOG, _PROXY, "duo/authentication-proxy-*.feature"),
        ("authproxy",),
        without=(
            "authproxy/cfg",
            "authproxy/connectivity",
            "authproxy/ldap",
            "authproxy/radius",
            "authproxy/assumptions.py",
            "authproxy/directory_sync/assumptions.py",
            "authproxy/directory_sync/model.py",
            "duo/sso/assumptions.py",
        ),
    ),
    Area(
        ("deployment",),
        (_LOGONS, _LOGIN, "ninjaone/cpval-duo-*-deployment.feature"),
        ("deployment",),
    ),
    Area(
        ("duo/auth", "duo/auth_api"),
        (_AUTH_API, _LOGONS, _PROXY_WRITTEN, _LOG, _PROXY, "duo/universal-prompt.feature", _LOGIN),
        ("duo/auth", "duo/auth_api", "duo/admin", "duo/test_identify.py"),
        without=("duo/auth/enrollment.py", "duo/auth_api/logo.py"),
    ),
)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A mutation with the area that it is in."""

    mutation: Mutation
    area: Area

    @property
    def module(self) -> str:
        """The full name of the changed module."""
        return ".".join([PACKAGE, *self.mutation.path.removesuffix(".py").split("/")])

    @property
    def file(self) -> Path:
        """The source of the changed module."""
        return SIMULATOR / self.mutation.path


def known_members() -> Members:
    """Read the enumerations of the simulator and of the words of the field."""
    files = (*SIMULATOR.rglob("*.py"), *TERMS.rglob("*.py"))
    return members_of(file.read_text(encoding="utf-8") for file in sorted(files))


def all_mutants() -> Iterator[Mutant]:
    """List every mutation of every area, in the order of the areas."""
    members = known_members()
    for area in AREAS:
        for file in files_of(area):
            path = file.relative_to(SIMULATOR).as_posix()
            for one in mutations(file.read_text(encoding="utf-8"), path, members):
                yield Mutant(one, area)


def files_of(area: Area) -> Iterator[Path]:
    """List the modules of an area, each once."""
    left_out = {SIMULATOR / one for one in area.without}
    for source in area.sources:
        place = SIMULATOR / source
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            if left_out.isdisjoint((file, *file.parents)):
                yield file


def function_of(mutant: Mutant) -> Function | None:
    """Name the function that a mutant is in; None where not only those who call one can notice."""
    scope = mutant.mutation.scope
    if scope not in functions_of(mutant.file.read_text(encoding="utf-8")):
        return None
    return f"{mutant.mutation.path} {scope}"


def features_of(area: Area) -> tuple[Path, ...]:
    """List the features of an area, each once."""
    folder = REPOSITORY / "features"
    found: dict[Path, None] = {}
    for pattern in area.features:
        found.update(dict.fromkeys(sorted(folder.glob(pattern))))
    return tuple(found)


def unit_tests_of(area: Area) -> tuple[Path, ...]:
    """List the files of the tests of an area, each once."""
    found: dict[Path, None] = {}
    for name in area.tests:
        place = REPOSITORY / "tests" / "simulator" / name
        found.update(dict.fromkeys(sorted(place.rglob("test_*.py")) if place.is_dir() else [place]))
    return tuple(found)
