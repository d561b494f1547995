"""`failmode login`: one login at a simulated endpoint, step by step, with its verdict."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from failmode.cli.command import Command
from failmode.cli.output import WIDTH, print_json
from failmode.cli.specification import documented_default
from failmode.project import load_project
from failmode.simulator import (
    DEPLOYMENT_OPTIONS,
    ENDPOINT_PRODUCTS,
    FAILOPEN,
    FAILOPEN_FIELD,
    FIRST_ORGANIZATION,
    FIRST_USER,
    AgentClient,
    Fault,
    FieldSetting,
    InstallerDefaults,
    LoginRequest,
    LoginResult,
    Rule,
    Simulator,
    Step,
    Timeouts,
    WireAssumptions,
    deploy,
    fault_catalogue,
    setting_named,
)
from failmode.terms import Channel, DefinitionScope, Platform, Stage, Vendor

_NOT_SET = "unset"
"""The word of `--option` for a field that nobody has set."""


@dataclass(frozen=True, slots=True)
class _Arguments:
    """What the command line asks for."""

    platform: Platform
    option: str | None
    fault: Fault | None
    stage: Stage | None
    user: str
    right_password: bool
    defaults: InstallerDefaults | None
    timeouts: Timeouts
    wire: WireAssumptions


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What was deployed and what the login came to."""

    warnings: tuple[str, ...]
    deployment: tuple[Step, ...]
    login: LoginResult


@click.command(cls=Command)
@click.option(
    "--platform",
    type=click.Choice([str(one) for one in Platform]),
    required=True,
    help="Where to log in.",
)
@click.option(
    "--option",
    type=click.Choice([*DEPLOYMENT_OPTIONS, _NOT_SET]),
    metavar="OPTION",
    help=f"What the custom field {FAILOPEN_FIELD} is set to: "
    f"{', '.join(DEPLOYMENT_OPTIONS)} or {_NOT_SET}. [default: the one that its document names]",
)
@click.option(
    "--fault",
    type=click.Choice(fault_catalogue().names),
    metavar="FAULT",
    help="What is wrong with Duo, such as http-503.",
)
@click.option(
    "--stage",
    type=click.Choice([str(one) for one in Stage]),
    help="Where the fault acts; from the first request on when left out.",
)
@click.option("--user", default=FIRST_USER, show_default=True, help="Who logs in.")
@click.option("--wrong-password", is_flag=True, help="The user mistypes the password.")
@click.option(
    "--installer-default",
    type=click.Choice(["0", "1"]),
    help="What the Windows installer does when FAILOPEN is left out.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.05, max=600),
    default=2.0,
    show_default=True,
    help="Seconds that the endpoint waits for Duo; what the real products wait is unknown.",
)
@click.option("--ping", is_flag=True, help="Let the login begin with a ping.")
@click.option("--synchronous", is_flag=True, help="Wait in auth, without auth_status.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def login(
    *,
    platform: str,
    option: str | None,
    fault: str | None,
    stage: str | None,
    user: str,
    wrong_password: bool,
    installer_default: str | None,
    timeout: float,
    ping: bool,
    synchronous: bool,
    as_json: bool,
) -> None:
    """Deploy Duo by the custom field, log in once, and tell step by step what happened.

    Everything runs in this process: the simulated NinjaOne holds the field, the deployment reads
    it through the agent, and the endpoint asks the simulated Duo over TLS.
    """
    _check_stage(fault, stage, ping=ping, synchronous=synchronous)
    option = option or _documented_option()
    arguments = _Arguments(
        platform=Platform(platform),
        option=None if option == _NOT_SET else option,
        fault=None if fault is None else fault_catalogue().make(fault),
        stage=None if stage is None else Stage(stage),
        user=user,
        right_password=not wrong_password,
        defaults=None
        if installer_default is None
        else InstallerDefaults(fail_open=installer_default == "1"),
        timeouts=Timeouts(connect=timeout, read=timeout, total=2 * timeout),
        wire=WireAssumptions(ping_first=ping, asynchronous=not synchronous),
    )
    with Simulator() as simulator:
        outcome = _run(simulator, arguments)
    if as_json:
        print_json(_json(arguments, outcome))
    else:
        _print(arguments, outcome)


def _documented_option() -> str:
    """Return the default of the custom field that the project's documents name."""
    default = documented_default(load_project(), FAILOPEN_FIELD)
    if default in DEPLOYMENT_OPTIONS:
        return default
    said = (
        f"the document of {FAILOPEN_FIELD} names the default {default!r}, which is not deployed"
        if default
        else f"no document here names the default of {FAILOPEN_FIELD}"
    )
    raise click.UsageError(
        f"--option is missing, and {said}. Choose one of: "
        f"{', '.join((*DEPLOYMENT_OPTIONS, _NOT_SET))}"
    )


def _check_stage(fault: str | None, stage: str | None, *, ping: bool, synchronous: bool) -> None:
    """Refuse a stage at which nothing could happen."""
    if stage is None:
        return
    if fault is None:
        raise click.UsageError("--stage needs --fault: say what goes wrong there.")
    if stage == Stage.PING and not ping:
        raise click.UsageError("--stage ping needs --ping: without it no ping is sent.")
    if stage == Stage.AUTH_STATUS and synchronous:
        raise click.UsageError("--stage auth-status is never reached with --synchronous.")


def _run(simulator: Simulator, arguments: _Arguments) -> _Outcome:
    passwords = dict(simulator.primary.items())
    if arguments.user not in passwords:
        raise click.UsageError(
            f"nobody is called {arguments.user!r}. Known: {', '.join(passwords)}"
        )
    _set_field(simulator, arguments.option)
    clients = simulator.logins.clients
    with _agent(simulator, arguments.platform) as agent:
        deployment = deploy(
            agent,
            arguments.platform,
            clients.keys,
            fields=(FieldSetting(FAILOPEN_FIELD, setting_named(FAILOPEN)),),
        )
    endpoint = deployment.package.install(arguments.defaults)
    if arguments.fault is not None:
        after = Stage.PING if _waits_for_ping(arguments) else None
        simulator.rules.add(
            Rule(vendor=Vendor.DUO, fault=arguments.fault, stage=arguments.stage, after=after)
        )
    password = passwords[arguments.user]
    product = ENDPOINT_PRODUCTS.kind(arguments.platform.value).product
    request = LoginRequest(
        clients.endpoint_client(
            product, endpoint, timeouts=arguments.timeouts, wire=arguments.wire
        ),
        arguments.user,
        password if arguments.right_password else f"not {password}",
    )
    result = simulator.logins.driver.log_in(request)
    return _Outcome(deployment.warnings, deployment.trace, result)


def _waits_for_ping(arguments: _Arguments) -> bool:
    return (
        arguments.wire.ping_first
        and arguments.stage is Stage.PREAUTH
        and arguments.fault is not None
        and arguments.fault.level.is_before_requests
    )


def _set_field(simulator: Simulator, option: str | None) -> None:
    """Define the field in the tenant and set it for the first organization."""
    tenant = simulator.ninjaone
    tenant.create_field(
        {
            "label": "cPVAL DUO FAILOPEN",
            "fieldName": FAILOPEN_FIELD,
            "type": "DROPDOWN",
            "definitionScope": [str(DefinitionScope.ORGANIZATION)],
            "technicianPermission": "EDITABLE",
            "scriptPermission": "READ_WRITE",
            "apiPermission": "READ_WRITE",
            "content": {"values": [{"name": label} for label in DEPLOYMENT_OPTIONS]},
        }
    )
    if option is not None:
        tenant.set_value(
            Channel.TECHNICIAN,
            DefinitionScope.ORGANIZATION,
            tenant.organization_ids()[0],
            FAILOPEN_FIELD,
            option,
        )


def _agent(simulator: Simulator, platform: Platform) -> AgentClient:
    """Make the agent of a device of that platform in the organization whose field was set."""
    agent = simulator.credentials.agent(FIRST_ORGANIZATION, platform)
    return AgentClient(simulator.addresses.ninjaone.url, agent.token, trust=simulator.ca_file)


def _json(arguments: _Arguments, outcome: _Outcome) -> dict[str, Any]:
    def steps(part: str, trace: tuple[Step, ...]) -> list[dict[str, str]]:
        return [{"part": part, **asdict(step)} for step in trace]

    return {
        "platform": arguments.platform,
        "option": arguments.option,
        "fault": None if arguments.fault is None else arguments.fault.name,
        "stage": arguments.stage,
        "user": arguments.user,
        "settings": dict(outcome.login.settings),
        "warnings": list(outcome.warnings),
        "steps": [
            *steps("deployment", outcome.deployment),
            *steps("login", outcome.login.steps),
        ],
        "verdict": outcome.login.verdict,
        "assumed": None if outcome.login.assumed is None else asdict(outcome.login.assumed),
        "second_factor": outcome.login.second_factor,
        "message": outcome.login.message,
    }


def _print(arguments: _Arguments, outcome: _Outcome) -> None:
    console = Console(width=WIDTH, highlight=False)
    where = f" at {arguments.stage}" if arguments.stage else ""
    console.print(
        Text(
            f"{arguments.platform.words}: {arguments.user} logs in; {FAILOPEN_FIELD} is "
            f"{arguments.option or _NOT_SET}; Duo suffers {arguments.fault or 'nothing'}{where}."
        )
    )
    for title, trace in (
        ("Deployment", outcome.deployment),
        ("Login", outcome.login.steps[:-1]),
    ):
        table = Table(title=title, title_justify="left", show_header=False, width=WIDTH)
        table.add_column(width=2, justify="right")
        table.add_column(ratio=1, overflow="fold")
        for number, step in enumerate(trace, start=1):
            table.add_row(str(number), _words(step), end_section=True)
        console.print(table)
    if outcome.login.message:
        console.print(Text(f"The user reads: {outcome.login.message}"))
    login = outcome.login
    console.print(Text(f"Verdict: {login.verdict} ({login.explanation})", style="bold"))


def _words(step: Step) -> Text:
    words = Text(step.what, style="bold")
    if step.peer:
        words.append(f" ({step.peer})", style="not bold")
    for line in (step.exchange, f"-> {step.result}" if step.result else ""):
        if line:
            words.append(f"\n{line}", style="not bold")
    return words
