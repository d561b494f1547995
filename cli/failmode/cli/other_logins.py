"""Logins that no computer with a custom field is part of: at the proxy, and through Duo Unix."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

import click

from failmode.cli.specification import documented_product
from failmode.cli.told_login import ToldLogin, WhatIsTried, told
from failmode.project import ProjectConfig
from failmode.simulator import (
    PROXY_CLIENTS,
    LoginRequest,
    ProxySettings,
    Rule,
    Simulator,
    SimulatorConfig,
    Step,
)
from failmode.specs import Direction, ListedProduct
from failmode.steps import CLOUD, DUO_UNIX, CannotDo, DuoUnix, LoginDeadline, load_target
from failmode.terms import Failmode, Program, Vendor

LINUX = "linux"
"""The platform of logins through Duo Unix."""

PRODUCTS = {**dict.fromkeys(PROXY_CLIENTS, "Authentication Proxy"), LINUX: "Duo Unix"}
"""The product of each platform, as documents name it."""

_TARGET = "simulator"
_DEADLINE_SECONDS = 75.0


@dataclass(frozen=True, slots=True)
class Modes:
    """How a product writes its failmodes, and which is its default.

    Attributes:
        product: what the documents say of it; None where there are none.
    """

    product: ListedProduct | None

    @classmethod
    def of(cls, project: ProjectConfig, platform: str) -> Modes:
        """Find the failmodes of the product of a platform in a project's documents."""
        return cls(documented_product(project, PRODUCTS[platform]))

    @property
    def words(self) -> dict[str, Failmode]:
        """Failmode by the product's word for it; Duo's own words where no document says them."""
        found = self.product
        return {
            (found.open if found else "") or Failmode.OPEN.setting: Failmode.OPEN,
            (found.closed if found else "") or Failmode.CLOSED.setting: Failmode.CLOSED,
        }

    def choose(self, word: str | None) -> str:
        """Return the word that is given, or the documented default.

        Raises:
            click.UsageError: when there is no such failmode, or no document names the default.
        """
        known = ", ".join(self.words)
        if word is None:
            default = self._default()
            if default is None:
                raise click.UsageError(
                    f"--option is missing, and no document here names the default. "
                    f"Choose one of: {known}"
                )
            return default
        if word not in self.words:
            raise click.UsageError(f"--option {word!r} is no failmode here. Choose one of: {known}")
        return word

    def _default(self) -> str | None:
        direction = None if self.product is None else self.product.direction
        wanted = {Direction.OPENS: Failmode.OPEN, Direction.CLOSES: Failmode.CLOSED}
        if direction not in wanted:
            return None
        return next(word for word, one in self.words.items() if one is wanted[direction])


def proxy_login(tried: WhatIsTried, failmode: Failmode, *, right_password: bool) -> ToldLogin:
    """Log in once at a simulated Authentication Proxy with that failmode.

    Args:
        tried: the login; its platform is one of `PROXY_CLIENTS`.
        failmode: of the proxy.
        right_password: whether the user types the right one.

    Raises:
        click.UsageError: when nobody has the user name.
    """
    config = SimulatorConfig(proxy=ProxySettings(enabled=True, failmode=failmode))
    with Simulator(config) as simulator:
        password = password_of(simulator, tried.user)
        if tried.fault is not None:
            simulator.rules.add(Rule(vendor=Vendor.DUO, fault=tried.fault, stage=tried.stage))
        logins = simulator.logins
        request = LoginRequest(
            logins.clients.client(tried.platform),
            tried.user,
            password if right_password else f"not {password}",
        )
        return told(logins.driver.log_in(request), {})


def duo_unix_login(tried: WhatIsTried, program: Program, versions: Sequence[str]) -> ToldLogin:
    """Log in once through a program of Duo Unix, as it is installed on this machine.

    Args:
        tried: the login; its option is the failmode as the program's file says it.
        program: through which.
        versions: of Duo Unix, that the documents speak of; one of them has to be installed.

    Raises:
        CannotDo: when the program is not installed, or is another version.
        TargetError: when the program cannot be run.
    """
    target = load_target(_TARGET, None, LoginDeadline(_DEADLINE_SECONDS))
    with closing(target):
        target.begin()
        programs, cloud = target.capability(DUO_UNIX), target.capability(CLOUD)
        _configure(programs, program, tried.option, versions)
        if tried.fault is not None:
            cloud.inject_fault(tried.fault.name, tried.stage)
        login = programs.login()
    log = [Step(line, "", "", "") for line in login.log]
    steps = [Step(line, "", "", "") for line in login.trace]
    reason = login.trace[-1] if login.trace else str(program)
    return ToldLogin(
        {"login": steps, f"log of {program}": log},
        login.verdict,
        f"assumed: {login.assumed}; {reason}" if login.assumed else reason,
        data={
            "program": str(program),
            "requests": list(login.requests),
            "assumed": login.assumed or None,
        },
    )


def password_of(simulator: Simulator, user: str) -> str:
    """Return the right password of a user name.

    Raises:
        click.UsageError: when nobody has it.
    """
    passwords = dict(simulator.primary.items())
    if user not in passwords:
        raise click.UsageError(f"nobody is called {user!r}. Known: {', '.join(passwords)}")
    return passwords[user]


def _configure(
    programs: DuoUnix, program: Program, failmode: str | None, versions: Sequence[str]
) -> None:
    """Make ready the version that is installed, among those that the documents speak of."""
    first: CannotDo | None = None
    for version in versions:
        try:
            programs.configure(version, program, failmode)
        except CannotDo as error:
            first = first or error
        else:
            return
    if first is not None:
        raise first
    raise click.UsageError("no document here has a verdict table of a version of Duo Unix.")
