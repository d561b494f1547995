"""The PyPI package duo_universal, unchanged, against the simulator, and the prompt in Chromium."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from failmode.simulator.edge.faults.answers import Http503
from failmode.simulator.edge.faults.conditions import ClockSkew
from failmode.simulator.edge.faults.fault import Fault
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.simulator.edge.faults.tls import TlsUntrusted
from failmode.simulator.runtime import Simulator
from failmode.terms.logins import Answer
from failmode.terms.stages import Stage
from tests.patience import PATIENT_SECONDS
from tests.real.prompt import approve_push
from tests.real.relying_party import RelyingParty, chromium, universal_client

duo_universal = pytest.importorskip("duo_universal", reason="duo_universal is missing")
DuoException = duo_universal.DuoException

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = [
    pytest.mark.real,
    # The SDK signs with Duo's 40 characters; PyJWT would rather have 64.
    pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning"),
]

STATE = "a-state-of-more-than-22-characters"
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}


# The SDK alone


def test_the_health_check_succeeds(simulator: Simulator) -> None:
    answer = universal_client(simulator).health_check()

    assert answer["stat"] == "OK"
    assert abs(answer["response"]["timestamp"] - time.time()) < 60


def test_a_wrong_secret_fails_the_health_check(simulator: Simulator) -> None:
    with pytest.raises(DuoException, match="invalid_client"):
        universal_client(simulator, client_secret="x" * 40).health_check()


def test_a_fault_at_ping_fails_the_health_check(simulator: Simulator) -> None:
    simulator.rules.add(Rule(vendor="duo", fault=Http503(), stage=Stage.PING))

    with pytest.raises(DuoException):
        universal_client(simulator).health_check()


@pytest.mark.parametrize("fault", [TlsUntrusted(), ConnectionRefused(), Http503()])
def test_a_fault_at_auth_strikes_the_exchange_of_the_code_and_nothing_before(
    simulator: Simulator, fault: Fault
) -> None:
    simulator.rules.add(Rule(vendor="duo", fault=fault, stage=Stage.AUTH))
    client = universal_client(simulator)
    client.health_check()
    back = _code(simulator, client.create_auth_url("alice", STATE), "alice")

    with pytest.raises((DuoException, ValueError)):
        client.exchange_authorization_code_for_2fa_result(back["duo_code"], "alice")


def test_a_skewed_clock_fails_the_health_check(simulator: Simulator) -> None:
    simulator.rules.add(Rule(vendor="duo", fault=ClockSkew()))

    with pytest.raises(DuoException, match="exp"):
        universal_client(simulator).health_check()


def _code(simulator: Simulator, url: str, username: str) -> dict[str, str]:
    """Bring back what a browser does when the user approves a push."""
    return approve_push(simulator, httpx.URL(url), username)


def test_a_code_is_exchanged_for_the_result(simulator: Simulator) -> None:
    client = universal_client(simulator)
    nonce = client.generate_state()
    back = _code(simulator, client.create_auth_url("alice", STATE, nonce), "alice")
    assert back["state"] == STATE

    result = client.exchange_authorization_code_for_2fa_result(back["duo_code"], "alice", nonce)

    assert result["auth_result"]["result"] == "allow"
    assert result["auth_context"]["user"]["name"] == "alice"
    with pytest.raises(DuoException, match="invalid_grant"):
        client.exchange_authorization_code_for_2fa_result(back["duo_code"], "alice", nonce)


def test_a_result_for_somebody_else_is_refused_by_the_sdk(simulator: Simulator) -> None:
    client = universal_client(simulator)
    back = _code(simulator, client.create_auth_url("alice", STATE), "alice")

    with pytest.raises(DuoException, match="username"):
        client.exchange_authorization_code_for_2fa_result(back["duo_code"], "bob")


def test_the_code_attribute_can_be_chosen(simulator: Simulator) -> None:
    client = universal_client(simulator, use_duo_code_attribute=False)

    back = _code(simulator, client.create_auth_url("alice", STATE), "alice")

    assert set(back) == {"code", "state"}


def test_the_journal_tells_the_stages_and_no_secret(simulator: Simulator) -> None:
    client = universal_client(simulator)
    client.health_check()
    back = _code(simulator, client.create_auth_url("alice", STATE), "alice")
    token = client.exchange_authorization_code_for_2fa_result(back["duo_code"], "alice")

    seen = simulator.journal.query(vendor="duo")

    assert [one.operation for one in seen] == [
        "health-check",
        "authorize",
        "prompt",
        "prompt",
        "prompt-return",
        "token",
    ]
    assert {one.user for one in seen if one.operation != "health-check"} == {"alice"}
    noted = repr(seen)
    assert back["duo_code"] not in noted
    assert token["auth_context"]["txid"] not in noted
    assert simulator.keys.universal_client_secret not in noted
    assert "eyJ" not in noted


# In the browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def app(simulator: Simulator) -> Iterator[RelyingParty]:
    served = RelyingParty(universal_client(simulator))
    yield served
    served.close()


Open = Callable[..., "Page"]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    contexts: list[BrowserContext] = []

    def opened(**options: Any) -> Page:
        context = browser.new_context(ignore_https_errors=True, **{"viewport": DESK, **options})
        context.set_default_timeout(PATIENT_SECONDS * 1000)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def _log_in(page: Page, app: RelyingParty, username: str) -> None:
    page.goto(app.url)
    page.get_by_label("User").fill(username)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/prompt?**")


def test_an_approved_push_logs_in(app: RelyingParty, open_page: Open) -> None:
    page = open_page()
    _log_in(page, app, "alice")

    page.get_by_role("button", name="Send a Duo Push").click()

    page.wait_for_url("**/duo-callback?**")
    assert page.text_content("body") == "Logged in as alice"
    assert app.results[0]["auth_context"]["factor"] == "duo_push"


def test_the_page_follows_a_push_that_is_approved_by_hand(
    simulator: Simulator, app: RelyingParty, open_page: Open
) -> None:
    page = open_page()
    _log_in(page, app, "carol")
    page.get_by_role("button", name="Send a Duo Push").click()
    status = page.get_by_role("status")
    assert status.text_content() == "Pushed a login request to your device..."

    (transaction,) = simulator.duo.transactions.all("carol")
    simulator.duo.transactions.approve(transaction.txid)

    page.wait_for_url("**/duo-callback?**")
    assert page.text_content("body") == "Logged in as carol"


def test_a_denied_push_is_told_and_cancelled(app: RelyingParty, open_page: Open) -> None:
    page = open_page()
    _log_in(page, app, "bob")
    page.get_by_role("button", name="Send a Duo Push").click()

    notice = page.get_by_role("alert")
    assert notice.text_content() == "Login request denied."
    page.get_by_role("button", name="Cancel").click()

    page.wait_for_url("**/duo-callback?**")
    assert page.text_content("body") == "Not logged in: access_denied"
    assert app.results == []


def test_a_passcode_logs_in(simulator: Simulator, app: RelyingParty, open_page: Open) -> None:
    (code,) = simulator.duo.passcodes.issue("alice")
    page = open_page()
    _log_in(page, app, "alice")

    page.get_by_label("From Duo Mobile").fill("0000000")
    page.keyboard.press("Enter")
    assert "Invalid passcode" in str(page.get_by_role("alert").text_content())
    page.get_by_label("From Duo Mobile").fill(code)
    page.keyboard.press("Enter")

    page.wait_for_url("**/duo-callback?**")
    assert page.text_content("body") == "Logged in as alice"


@pytest.mark.parametrize("username", ["frank", "somebody-unknown"])
def test_a_user_without_a_device_is_told_to_enrol(
    app: RelyingParty, open_page: Open, username: str
) -> None:
    page = open_page()
    _log_in(page, app, username)

    assert "Enroll an authentication device" in str(page.get_by_role("status").text_content())
    assert "/portal?" in str(page.text_content("main"))


def test_a_bypassed_user_sees_no_prompt(app: RelyingParty, open_page: Open) -> None:
    page = open_page()
    page.goto(app.url)
    page.get_by_label("User").fill("dave")
    page.get_by_role("button", name="Log in").click()

    page.wait_for_url("**/duo-callback?**")
    assert page.text_content("body") == "Logged in as dave"


def test_a_disabled_user_is_told(app: RelyingParty, open_page: Open) -> None:
    page = open_page()
    _log_in(page, app, "erin")

    assert "Your account is disabled" in str(page.get_by_role("alert").text_content())


def test_the_keyboard_is_enough(app: RelyingParty, open_page: Open) -> None:
    page = open_page(viewport=PHONE)
    page.goto(app.url)
    # A browser without a window gives the focus to what a page marks for it late, or not at all:
    # what is typed before would be lost.
    page.get_by_label("User").focus()
    page.keyboard.type("alice")
    page.keyboard.press("Enter")
    page.wait_for_url("**/prompt?**")

    # The push to the first device is marked for the focus; the call is one step further and back.
    first = page.locator("button[autofocus]")
    assert "Duo Push" in (first.get_attribute("aria-label") or "")
    first.focus()
    page.keyboard.press("Tab")
    assert "Call this phone" in page.evaluate("document.activeElement.ariaLabel")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")

    page.wait_for_url("**/duo-callback?**")
    assert page.text_content("body") == "Logged in as alice"


def test_the_prompt_works_without_javascript(
    simulator: Simulator, app: RelyingParty, open_page: Open
) -> None:
    page = open_page(java_script_enabled=False)
    _log_in(page, app, "carol")
    page.get_by_role("button", name="Send a Duo Push").click()
    page.wait_for_selector("#status")
    (transaction,) = simulator.duo.transactions.all("carol")
    simulator.duo.transactions.approve(transaction.txid)

    page.get_by_role("link", name="Continue").click()

    page.wait_for_url("**/duo-callback?**")
    assert page.text_content("body") == "Logged in as carol"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_nothing_is_cut_off_and_every_page_is_readable(
    simulator: Simulator, app: RelyingParty, open_page: Open, size: dict[str, int], scheme: str
) -> None:
    simulator.duo.devices.add_phone(
        "bob", "+12025550177", name="A phone with a rather long name " * 4
    )
    simulator.duo.users.set_answer("bob", Answer.IGNORE)
    page = open_page(viewport=size, color_scheme=scheme)
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))

    def check() -> None:
        # What is looked for is there before its style is.
        page.wait_for_load_state("load")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate(_LOWEST_CONTRAST) >= 4.5

    _log_in(page, app, "bob")
    check()
    page.get_by_role("button", name="Text new passcodes").first.click()
    page.wait_for_selector("#notice")
    check()
    page.get_by_role("button", name="Send a Duo Push").first.click()
    page.wait_for_selector("#status")
    check()
    for username in ("erin", "frank"):
        _log_in(page, app, username)
        check()
    assert errors == []


_LOWEST_CONTRAST = """() => {
  const rgb = (text) => text.match(/[0-9.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b]
    .map((v) => v / 255)
    .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = rgb(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const ratios = [...document.querySelectorAll("p, h1, h2, button, a, label, footer")].map((n) => {
    const pair = [light(rgb(getComputedStyle(n).color)), light(behind(n))];
    return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
  });
  return Math.min(...ratios);
}"""
"""The lowest contrast of a page's texts with what is behind them, by WCAG 2."""
