"""`failmode login`: one login at a simulated endpoint, step by step, with its verdict."""

from __future__ import annotations

from dataclasses import dataclass, replace

import click

from failmode.cli.command import Command
from failmode.cli.other_logins import (
    LINUX,
    PRODUCTS,
    Modes,
    duo_unix_login,
    password_of,
    proxy_login,
)
from failmode.cli.output import print_json
from failmode.cli.specification import documented_default, documented_field
from failmode.cli.told_login import ToldLogin, WhatIsTried, login_json, print_login, told
from failmode.project import ProjectConfig, load_project
from failmode.simulator import (
    DEPLOYMENT_OPTIONS,
    ENDPOINT_PRODUCTS,
    FAILOPEN,
    FAILOPEN_FIELD,
    FIRST_ORGANIZATION,
    FIRST_USER,
    LDAP,
    LDAP_DIRECT,
    PROXY_CLIENTS,
    AgentClient,
    FieldSetting,
    InstallerDefaults,
    LoginRequest,
    Rule,
    Simulator,
    Timeouts,
    WireAssumptions,
    deploy,
    fault_catalogue,
    setting_named,
)
from failmode.terms import (
    UNSET,
    Channel,
    DefinitionScope,
    Platform,
    Program,
    Stage,
    Vendor,
)

_NOT_SET = "unset"
"""The word of `--option` for a field that nobody has set."""


@dataclass(frozen=True, slots=True)
class _Computer:
    """How a computer with Duo is set up.

    Attributes:
        platform: what it is.
        options: of the custom field.
        defaults: what the installer does when FAILOPEN is left out; None: not known.
        timeouts: how long it waits for Duo.
        wire: how it speaks to Duo.
    """

    platform: Platform
    options: tuple[str, ...]
    defaults: InstallerDefaults | None
    timeouts: Timeouts
    wire: WireAssumptions


@click.command(cls=Command)
@click.option(
    "--platform",
    type=click.Choice([*(str(one) for one in Platform), *PROXY_CLIENTS, LINUX]),
    metavar="PLATFORM",
    required=True,
    help=f"Where to log in: {', '.join(Platform)}; {', '.join(PROXY_CLIENTS)} through the "
    f"Authentication Proxy; or {LINUX} through Duo Unix. With {LDAP} the client binds as a service "
    f"account, searches, and binds as the user; with {LDAP_DIRECT} as the user straight away.",
)
@click.option(
    "--option",
    metavar="OPTION",
    help=f"What the custom field {FAILOPEN_FIELD} is set to, by its document, or {_NOT_SET}; with "
    f"{', '.join(PROXY_CLIENTS)} and {LINUX} what failmode is set to. [default: the one that the "
    "document names]",
)
@click.option(
    "--program",
    type=click.Choice([str(one) for one in Program]),
    metavar="PROGRAM",
    help=f"With {LINUX}: {', '.join(Program)}. [default: {Program.LOGIN_DUO}]",
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
    program: str | None,
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
    it through the agent, and the endpoint asks the simulated Duo over TLS. At the Authentication
    Proxy and through Duo Unix nothing is deployed: the failmode is written into the configuration.
    Duo Unix is run for real, where it is installed.
    """
    _check_stage(fault, stage)
    project = load_project()
    tried = WhatIsTried(
        platform=platform,
        where=PRODUCTS.get(platform, ""),
        option=option,
        setting="failmode",
        fault=None if fault is None else fault_catalogue().make(fault),
        stage=None if stage is None else Stage(stage),
        user=user,
    )
    if platform in PRODUCTS:
        used = {
            "--installer-default": installer_default is not None,
            "--ping": ping,
            "--synchronous": synchronous,
            "--program": program is not None and platform in PROXY_CLIENTS,
            "--wrong-password": wrong_password and platform == LINUX,
            "--user": user != FIRST_USER and platform == LINUX,
        }
        _refuse(used, platform)
        modes = Modes.of(project, platform)
        word = modes.choose(option)
        tried = replace(tried, option=word)
        if platform in PROXY_CLIENTS:
            outcome = proxy_login(tried, modes.words[word], right_password=not wrong_password)
        else:
            versions = () if modes.product is None else modes.product.versions
            outcome = duo_unix_login(tried, Program(program or Program.LOGIN_DUO), versions)
    else:
        _check_reached(stage, ping=ping, synchronous=synchronous)
        _refuse({"--program": program is not None}, platform)
        options, chosen = _choose_option(project, option)
        where = Platform(platform)
        tried = replace(tried, where=where.words, option=chosen, setting=FAILOPEN_FIELD)
        computer = _Computer(
            platform=where,
            options=options,
            defaults=None
            if installer_default is None
            else InstallerDefaults(fail_open=installer_default == "1"),
            timeouts=Timeouts(connect=timeout, read=timeout, total=2 * timeout),
            wire=WireAssumptions(ping_first=ping, asynchronous=not synchronous),
        )
        with Simulator() as simulator:
            outcome = _run(simulator, tried, computer, right_password=not wrong_password)
    if as_json:
        print_json(login_json(tried, outcome))
    else:
        print_login(tried, outcome, _NOT_SET)


def _refuse(used: dict[str, bool], platform: str) -> None:
    """Refuse options that have no meaning on a platform."""
    for name, is_used in used.items():
        if is_used:
            raise click.UsageError(f"{name} has no meaning with --platform {platform}.")


def _choose_option(
    project: ProjectConfig, option: str | None
) -> tuple[tuple[str, ...], str | None]:
    """Return the options of the field, and the one that is chosen; None for a field unset.

    Raises:
        click.UsageError: when the field has no such option, or none is given and no document
            names a default that is deployed.
    """
    field = documented_field(project, FAILOPEN_FIELD)
    documented = () if field is None else tuple(one for one in field.choices if one != UNSET)
    options = documented or DEPLOYMENT_OPTIONS
    known = f"Choose one of: {', '.join((*options, _NOT_SET))}"
    if option is None:
        default = None if field is None else documented_default(field)
        if default in DEPLOYMENT_OPTIONS:
            return options, default
        said = (
            f"the document of {FAILOPEN_FIELD} names the default {default!r}, which is not deployed"
            if default
            else f"no document here names the default of {FAILOPEN_FIELD}"
        )
        raise click.UsageError(f"--option is missing, and {said}. {known}")
    if option != _NOT_SET and option not in options:
        raise click.UsageError(f"{FAILOPEN_FIELD} has no option {option!r}. {known}")
    return options, None if option == _NOT_SET else option


def _check_stage(fault: str | None, stage: str | None) -> None:
    """Refuse a stage without a fault."""
    if stage is not None and fault is None:
        raise click.UsageError("--stage needs --fault: say what goes wrong there.")


def _check_reached(stage: str | None, *, ping: bool, synchronous: bool) -> None:
    """Refuse a stage that a computer does not come to."""
    if stage == Stage.PING and not ping:
        raise click.UsageError("--stage ping needs --ping: without it no ping is sent.")
    if stage == Stage.AUTH_STATUS and synchronous:
        raise click.UsageError("--stage auth-status is never reached with --synchronous.")


def _run(
    simulator: Simulator, tried: WhatIsTried, computer: _Computer, *, right_password: bool
) -> ToldLogin:
    password = password_of(simulator, tried.user)
    _set_field(simulator, computer.options, tried.option)
    clients = simulator.logins.clients
    with _agent(simulator, computer.platform) as agent:
        deployment = deploy(
            agent,
            computer.platform,
            clients.keys,
            fields=(FieldSetting(FAILOPEN_FIELD, setting_named(FAILOPEN)),),
        )
    endpoint = deployment.package.install(computer.defaults)
    if tried.fault is not None:
        after = Stage.PING if _waits_for_ping(tried, computer) else None
        simulator.rules.add(
            Rule(vendor=Vendor.DUO, fault=tried.fault, stage=tried.stage, after=after)
        )
    product = ENDPOINT_PRODUCTS.kind(computer.platform.value).product
    request = LoginRequest(
        clients.endpoint_client(product, endpoint, timeouts=computer.timeouts, wire=computer.wire),
        tried.user,
        password if right_password else f"not {password}",
    )
    result = simulator.logins.driver.log_in(request)
    return told(result, {"deployment": deployment.trace}, deployment.warnings)


def _waits_for_ping(tried: WhatIsTried, computer: _Computer) -> bool:
    return (
        computer.wire.ping_first
        and tried.stage is Stage.PREAUTH
        and tried.fault is not None
        and tried.fault.level.is_before_requests
    )


def _set_field(simulator: Simulator, options: tuple[str, ...], option: str | None) -> None:
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
            "content": {"values": [{"name": label} for label in options]},
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
