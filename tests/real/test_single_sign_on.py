"""Duo Single Sign-On with a real directory and a real browser: OpenLDAP's slapd, Chromium, curl."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from failmode.simulator.duo.directory.authentication_proxies import (
    AuthenticationSource,
    DomainController,
)
from failmode.simulator.runtime import ProxySettings, Simulator, SimulatorConfig
from tests.patience import LONGEST_RUN_SECONDS, PATIENT_SECONDS
from tests.real import slapd
from tests.real.relying_party import chromium
from tests.real.slapd import BASE, Slapd

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.real

RIKEY = "RIXXXXXXXXXXXXXXXXXX"
SOON = PATIENT_SECONDS


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Slapd]:
    with slapd.slapd(tmp_path_factory.mktemp("slapd")) as running:
        yield running


@pytest.fixture(scope="module", params=["clear", "ldaps", "starttls"])
def transport(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def source(directory: Slapd, transport: str) -> AuthenticationSource:
    port = directory.tls_port if transport == "ldaps" else directory.port
    return AuthenticationSource(
        rikey=RIKEY,
        servers=(DomainController("localhost", port),),
        base_dns=(BASE,),
        username_attributes=("uid",),
        transport_type=transport,
        ssl_ca_certs=None if transport == "clear" else directory.ca_file.read_text(),
    )


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    """Serve a file with [sso] as `failmode serve --authproxy` does."""
    file = tmp_path_factory.mktemp("proxy") / "authproxy.cfg"
    file.write_text(
        f"[sso]\nrikey={RIKEY}\nservice_account_username={slapd.SERVICE}\n"
        f"service_account_password={slapd.SERVICE_PASSWORD}\n"
    )
    with Simulator(SimulatorConfig(proxy=ProxySettings(enabled=True, file=file))) as simulator:
        assert simulator.wait_for_proxy("sso", SOON)
        yield simulator


def curl(simulator: Simulator, *arguments: str) -> str:
    program = shutil.which("curl")
    if program is None:
        pytest.skip("curl is not installed")
    command = [program, "-sS", "--cacert", str(simulator.ca_file), "-o", "/dev/null"]
    done = subprocess.run(
        [*command, "-w", "%{http_code}", f"{simulator.addresses.duo.url}/sso/login", *arguments],
        capture_output=True,
        text=True,
        timeout=LONGEST_RUN_SECONDS,
        check=True,
    )
    return done.stdout


def test_curl_posts_the_form_and_a_real_directory_decides(
    running: Simulator, directory: Slapd, transport: str
) -> None:
    running.set_up_single_sign_on(source(directory, transport))
    password = f"password={slapd.PASSWORD}"
    assert curl(running) == "200"
    assert curl(running, "-d", "username=alice", "-d", password) == "303"
    assert curl(running, "-d", "username=alice", "-d", "password=wrong") == "401"
    assert curl(running, "-d", "username=nobody", "-d", password) == "401"
    assert curl(running, "-d", "username=*", "-d", password) == "401"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(ignore_https_errors=True)
    context.set_default_timeout(PATIENT_SECONDS * 1000)
    yield context.new_page()
    context.close()


def log_in(page: Page, simulator: Simulator, username: str, password: str) -> None:
    page.goto(f"{simulator.addresses.duo.url}/sso/login")
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()


def test_a_person_logs_in_with_password_and_push_and_not_without_either(
    page: Page, running: Simulator, directory: Slapd, tmp_path: Path
) -> None:
    running.set_up_single_sign_on(source(directory, "clear"))
    log_in(page, running, "alice", "wrong")
    assert page.get_by_role("alert").inner_text() == "The user name or the password is wrong."
    assert page.get_by_label("User name").input_value() == "alice"
    page.screenshot(path=str(tmp_path / "wrong.png"))
    log_in(page, running, "alice", slapd.PASSWORD)
    page.get_by_role("button", name="Send a Duo Push").click()
    page.get_by_text("You are logged in as alice.").wait_for()
    page.screenshot(path=str(tmp_path / "done.png"))
    log_in(page, running, "bob", slapd.PASSWORD)
    page.get_by_role("button", name="Send a Duo Push").click()
    page.get_by_role("alert").wait_for()
    assert "/sso/return" not in page.url


def test_nobody_logs_in_while_the_real_directory_is_away(
    page: Page, running: Simulator, tmp_path: Path
) -> None:
    with slapd.slapd(tmp_path) as gone:
        running.set_up_single_sign_on(source(gone, "clear"))
        gone.kill()
        log_in(page, running, "alice", slapd.PASSWORD)
        alert = page.get_by_role("alert").inner_text()
        assert alert == "The password could not be checked, so nobody can log in."
