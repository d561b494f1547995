"""Steps about the directory sync of the Authentication Proxy.

PYTEST_DONT_REWRITE: the messages of the assertions are for readers of the documents.
"""

from __future__ import annotations

from failmode.steps.context import ProxyScenario, ScenarioContext
from failmode.steps.library.step_library import StepLibrary
from failmode.steps.reporting.mismatch import Matter, Mismatch, expect
from failmode.steps.reporting.subject import About, Subject, SubjectKind
from failmode.steps.targets.capabilities import (
    CONNECTED_SYNC,
    DIRECTORY_SYNC,
    LARGE_GROUPS,
)

_ABOUT = About(subject=Subject(SubjectKind.AUTHENTICATION_PROXY, "[cloud]"))
_NOTHING = "nothing"
_ABSENT = "absent"
_WHO = r'"(?P<username>[^"]+)"'

steps = StepLibrary()


@steps.given(
    (
        r"a directory sync from (?P<directory>Active Directory|OpenLDAP) "
        r'whose group has "(?P<people>[^"]+)"'
    ),
    about=lambda _words: _ABOUT,
    needs=DIRECTORY_SYNC,
)
def directory_sync(scenario_context: ScenarioContext, directory: str, people: str) -> None:
    """Make a directory and a sync of its group."""
    scenario_context.target.capability(DIRECTORY_SYNC).set_up(directory, people.split(", "))


@steps.given(
    rf'the directory has "(?P<value>[^"]*)" as the (?P<attribute>name|address|phone) of {_WHO}',
    needs=DIRECTORY_SYNC,
)
def value_in_directory(
    scenario_context: ScenarioContext, value: str, attribute: str, username: str
) -> None:
    """Change a person in the directory."""
    scenario_context.target.capability(DIRECTORY_SYNC).set_value(username, attribute, value)


@steps.given(
    rf"{_WHO} (?P<which>has left|is back in) the group of the directory", needs=DIRECTORY_SYNC
)
def group_member(scenario_context: ScenarioContext, username: str, which: str) -> None:
    """Take a person out of the group, or put one in."""
    scenario_context.target.capability(DIRECTORY_SYNC).set_member(
        username, is_member=which != "has left"
    )


@steps.given(
    r"the group of the directory has (?P<count>\d+) computers before its people",
    converters={"count": int},
    needs=LARGE_GROUPS,
)
def computers_in_group(scenario_context: ScenarioContext, count: int) -> None:
    """Put members into the group that are no people."""
    scenario_context.target.capability(LARGE_GROUPS).add_computers(count)


@steps.given(
    rf"the account of {_WHO} is (?P<which>disabled|enabled) in the directory", needs=DIRECTORY_SYNC
)
def account_in_directory(scenario_context: ScenarioContext, username: str, which: str) -> None:
    """Disable or enable an account in the directory."""
    scenario_context.target.capability(DIRECTORY_SYNC).set_enabled(
        username, is_enabled=which == "enabled"
    )


@steps.given(rf"an administrator of Duo has disabled {_WHO}", needs=DIRECTORY_SYNC)
def disabled_at_duo(scenario_context: ScenarioContext, username: str) -> None:
    """Disable a user at Duo."""
    scenario_context.target.capability(DIRECTORY_SYNC).disable_at_duo(username)


@steps.given(
    (
        r"the directory (?P<trouble>cannot be reached|refuses the service account|"
        r"has a name that leads nowhere|has lost the group)"
    ),
    needs=DIRECTORY_SYNC,
)
def broken_directory(scenario_context: ScenarioContext, trouble: str) -> None:
    """Let something be wrong with the directory."""
    scenario_context.target.capability(DIRECTORY_SYNC).break_directory(trouble)


@steps.given("the directory was synced", needs=DIRECTORY_SYNC)
def synced_before(scenario_context: ScenarioContext) -> None:
    """Run the sync once, and see that nothing went wrong."""
    error = scenario_context.target.capability(DIRECTORY_SYNC).run(dry_run=False).error
    expect(
        not error,
        f"expected: a sync without an error; it failed with {error}",
        Mismatch(Matter.ANSWER, "the error of the sync", _NOTHING, error),
    )


@steps.when(r"the directory is synced(?P<how>| as a dry run)", needs=DIRECTORY_SYNC)
def sync(scenario_context: ScenarioContext, proxy_scenario: ProxyScenario, how: str) -> None:
    """Run the sync once, whatever comes of it."""
    proxy_scenario.sync = scenario_context.target.capability(DIRECTORY_SYNC).run(dry_run=bool(how))


@steps.when(
    r"Duo has the directory synced by an Authentication Proxy that is (?P<state>connected|away)",
    needs=CONNECTED_SYNC,
)
def sync_by_proxy(
    scenario_context: ScenarioContext, proxy_scenario: ProxyScenario, state: str
) -> None:
    """Let Duo begin the sync, whatever comes of it."""
    connected = state == "connected"
    proxy_scenario.sync = scenario_context.target.capability(CONNECTED_SYNC).run(
        connected=connected
    )


@steps.then(
    (
        r"the sync has (?P<created>\d+) users? created, (?P<updated>\d+) updated "
        r"and (?P<disabled>\d+) disabled"
    ),
    converters={"created": int, "updated": int, "disabled": int},
)
def counts(proxy_scenario: ProxyScenario, created: int, updated: int, disabled: int) -> None:
    """See that it went well, and how many users it changed."""
    outcome = proxy_scenario.sync
    actual = outcome.error or _counted(outcome.created, outcome.updated, outcome.disabled)
    wanted = _counted(created, updated, disabled)
    expect(
        actual == wanted,
        f"expected: {wanted}; it was: {actual}",
        Mismatch(Matter.ANSWER, "what the sync changed", wanted, actual),
    )


@steps.then(r'the sync fails with "(?P<error>[^"]+)"')
def fails(proxy_scenario: ProxyScenario, error: str) -> None:
    """See the name of what went wrong."""
    actual = proxy_scenario.sync.error or _NOTHING
    expect(
        actual == error,
        f"expected: the sync fails with {error}; it failed with {actual}",
        Mismatch(Matter.ANSWER, "the error of the sync", error, actual),
    )


@steps.then(r'the sync assumes "(?P<assumed>[^"]+)"')
def assumes(proxy_scenario: ProxyScenario, assumed: str) -> None:
    """See upon what it changed users that no source settles."""
    actual = ", ".join(proxy_scenario.sync.assumed) or _NOTHING
    expect(
        actual == assumed,
        f"expected: the sync assumes {assumed}; it assumed {actual}",
        Mismatch(Matter.ANSWER, "what the sync assumes", assumed, actual),
    )


@steps.then(r'the sync tells to "(?P<change>.+)"')
def tells(proxy_scenario: ProxyScenario, change: str) -> None:
    """See what it tells of one of the users whom it changes, or would change."""
    told = proxy_scenario.sync.told
    expect(
        change in told,
        f"expected: the sync tells to {change}; it told to {'; '.join(told) or 'change nobody'}",
        Mismatch(Matter.ANSWER, "what the sync tells", change, "; ".join(told) or _NOTHING),
    )


@steps.then(
    rf'Duo has {_WHO} as "(?P<status>active|bypass|disabled|locked out|absent)"',
    needs=DIRECTORY_SYNC,
)
def status_at_duo(scenario_context: ScenarioContext, username: str, status: str) -> None:
    """See what a user is at Duo."""
    user = scenario_context.target.capability(DIRECTORY_SYNC).at_duo(username)
    actual = user.get("status", _ABSENT)
    expect(
        actual == status,
        f"expected: Duo has {username} as {status}; it has {username} as {actual}",
        Mismatch(Matter.ANSWER, f"what {username} is at Duo", status, actual),
    )


@steps.then(
    rf'Duo has "(?P<value>[^"]*)" as the (?P<attribute>name|address|phone|groups) of {_WHO}',
    needs=DIRECTORY_SYNC,
)
def value_at_duo(
    scenario_context: ScenarioContext, value: str, attribute: str, username: str
) -> None:
    """See what Duo has of a user."""
    user = scenario_context.target.capability(DIRECTORY_SYNC).at_duo(username)
    actual = user.get(attribute, _ABSENT)
    expect(
        actual == value,
        f"expected: Duo has {value!r} as the {attribute} of {username}; it has {actual!r}",
        Mismatch(Matter.ANSWER, f"the {attribute} of {username} at Duo", value, actual),
    )


def _counted(created: int, updated: int, disabled: int) -> str:
    return f"{created} created, {updated} updated, {disabled} disabled"
