"""Every organization of a tenant is read, whatever happens in the middle, or the audit says why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from failmode.simulator import ControlClient
from failmode.steps.audit.model import AuditError, ValueState
from failmode.steps.audit.progress_file import AuditProgress, AuditProgressFile
from failmode.steps.audit.tenant import OwnedValue, TenantValues, read_tenant
from failmode.steps.targets.access import TargetUnderTest
from failmode.steps.targets.config import load_target
from failmode.steps.targets.settings import LoginDeadline
from tests.cli.serving import serving
from tests.tenants import DOCUMENTED, REPORT, VALUES, ServedTenant

FIELD = DOCUMENTED.name
ADDED = 12


@pytest.fixture(scope="module")
def tenant() -> Iterator[ServedTenant]:
    """Run a tenant with some organizations in another process."""
    with (
        serving() as served,
        ControlClient(served.facts["addresses"]["control"]["url"]) as control,
    ):
        yield ServedTenant(served, control)


@pytest.fixture
def target(
    tenant: ServedTenant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TargetUnderTest]:
    """Give the tenant as a target, with its field defined and a few choices made."""
    tenant.define()
    tenant.add_organizations(ADDED)
    tenant.calm()
    for name, value in tenant.environment.items():
        monkeypatch.setenv(name, value)
    file = tmp_path / "targets.toml"
    file.write_text(
        f'[targets.customer]\nkind = "ninjaone"\nurl = "{tenant.url}"\n'
        f'ca_file = "{tenant.ca_file}"\n'
    )
    made = load_target("customer", file, LoginDeadline(1.0))
    yield made
    made.close()


def options(values: TenantValues) -> list[str | None]:
    """List what the organizations have that were added."""
    found = values.values[FIELD]
    return [found[one.id].label for one in values.organizations[-ADDED:]]


def test_a_token_that_ends_in_the_middle_is_renewed(
    tenant: ServedTenant, target: TargetUnderTest
) -> None:
    def tell(done: int, _of: int) -> None:
        if done == 5:
            tenant.control.advance_clock(4000)

    values = read_tenant(target, [FIELD], AuditProgress(), tell)
    assert options(values)[:8] == [*DOCUMENTED.options, None, "All"]
    assert tenant.requests("oauth-token") == 2


def test_an_interrupted_reading_goes_on_with_the_organizations_that_are_left(
    tenant: ServedTenant, target: TargetUnderTest, tmp_path: Path
) -> None:
    def interrupt(done: int, _of: int) -> None:
        if done == 5:
            raise KeyboardInterrupt

    progress = AuditProgressFile(tmp_path / "progress", "customer", [FIELD])
    with pytest.raises(KeyboardInterrupt):
        read_tenant(target, [FIELD], progress, interrupt)
    progress.close()
    assert tenant.requests(VALUES) == 5
    again = AuditProgressFile(tmp_path / "progress", "customer", [FIELD])
    values = read_tenant(target, [FIELD], again)
    again.close()
    assert tenant.requests(VALUES) == len(values.organizations)
    assert options(values)[:8] == [*DOCUMENTED.options, None, "All"]


def test_a_value_that_is_changed_in_between_is_read_again(
    tenant: ServedTenant, target: TargetUnderTest
) -> None:
    def tell(done: int, of: int) -> None:
        if done == of:
            tenant.choose(5, "Macintosh")
            tenant.choose(6, None)

    found = read_tenant(target, [FIELD], AuditProgress(), tell).values[FIELD]
    assert found[5] == OwnedValue("Macintosh", ValueState.EXPLICIT)
    assert found[6] == OwnedValue(None, ValueState.UNSET)


def test_what_reads_as_the_default_though_nobody_chose_it_is_inherited(
    tenant: ServedTenant, target: TargetUnderTest
) -> None:
    tenant.control.set_switches(ninjaone={"default_applies_on_read": True})
    found = read_tenant(target, [FIELD], AuditProgress()).values[FIELD]
    assert found[1] == OwnedValue("Disabled", ValueState.INHERITED)
    assert found[5] == OwnedValue("All", ValueState.EXPLICIT)


@pytest.mark.parametrize("shown", ["id", "label"])
def test_options_are_told_by_label_however_the_tenant_shows_them(
    tenant: ServedTenant, target: TargetUnderTest, shown: str
) -> None:
    tenant.control.set_switches(ninjaone={"dropdown_get": shown})
    values = read_tenant(target, [FIELD], AuditProgress())
    assert options(values)[:8] == [*DOCUMENTED.options, None, "All"]


@pytest.mark.parametrize("operation", [VALUES, REPORT])
def test_answers_that_do_not_fit_together_are_no_audit(
    tenant: ServedTenant, target: TargetUnderTest, operation: str
) -> None:
    tenant.fault("malformed-response", operation)
    with pytest.raises(AuditError) as caught:
        read_tenant(target, [FIELD], AuditProgress())
    (line,) = str(caught.value).splitlines()
    assert "target 'customer': " in line


def test_a_page_that_is_shorter_than_asked_for_is_not_the_last(
    tenant: ServedTenant, target: TargetUnderTest
) -> None:
    values = read_tenant(target, [FIELD], AuditProgress())
    assert len(values.organizations) > ADDED
    assert tenant.requests("organizations-list") == 3, "one by the check, two by the listing"
