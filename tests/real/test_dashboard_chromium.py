"""The dashboard in Chromium: live, by keyboard alone, on a phone's width, in light and dark."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal

import httpx
import pytest

from failmode.simulator.edge.faults.answers import Http503
from failmode.simulator.edge.faults.delivery import Reset
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.simulator.runtime import ProxySettings, Simulator, SimulatorConfig
from failmode.terms.logins import Answer
from tests.patience import PATIENT_SECONDS
from tests.real.relying_party import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, ViewportSize

pytestmark = pytest.mark.real

SMALL_PHONE: ViewportSize = {"width": 320, "height": 640}
PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 900}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>" + "W" * 100
OUTSIDE = """() => {
  const right = one => one.getBoundingClientRect().right;
  const outside = (one, above) =>
    above && (right(one) > right(above) + 1 || outside(one, above.parentElement));
  return [...document.querySelectorAll('button, input, select, .count, .tag')]
    .filter(one => one.checkVisibility() && outside(one, one.parentElement))
    .map(one => one.outerHTML);
}"""
"""The controls and labels that reach over the right edge of what they stand in."""

CONTRAST = """
() => {
  const parse = (text) => {
    const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number);
    return { r, g, b, a };
  };
  const channel = (value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  const luminance = ({ r, g, b }) =>
    0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.a === 1) return colour;
    }
    return { r: 255, g: 255, b: 255 };
  };
  const poor = [];
  let checked = 0;
  for (const element of document.body.querySelectorAll("*")) {
    const own = [...element.childNodes].some((one) => one.nodeType === 3 && one.data.trim());
    if (!own || !element.checkVisibility() || element.closest(".unseen, :disabled")) continue;
    const style = getComputedStyle(element);
    const [light, dark] = [luminance(parse(style.color)), luminance(ground(element))].sort(
      (one, other) => other - one,
    );
    checked += 1;
    const ratio = (light + 0.05) / (dark + 0.05);
    if (ratio < 4.5) poor.push(`${element.tagName}.${element.className} ${ratio.toFixed(2)}`);
  }
  return { checked, poor, page: luminance(ground(document.body)) };
}
"""

Open = Callable[[], "Page"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def simulator_config() -> SimulatorConfig:
    """Configure the module's simulator."""
    return SimulatorConfig(proxy=ProxySettings(enabled=True))


@pytest.fixture
def dashboard(simulator: Simulator, browser: Browser) -> Iterator[Open]:
    """Open the live page, as often as wanted; at the end, no page may have complained."""
    complaints: list[str] = []
    contexts = []

    def open_page() -> Page:
        context = browser.new_context(viewport=DESK)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENT_SECONDS * 1000)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(simulator.addresses.control.url)
        page.get_by_text("live", exact=True).wait_for()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def waiting(simulator: Simulator) -> Iterator[Callable[[str], threading.Thread]]:
    """Let somebody log in elsewhere; the verdict is in the thread's name once it has ended."""
    threads: list[threading.Thread] = []

    def log_in(username: str) -> threading.Thread:
        def run() -> None:
            answer = httpx.post(
                f"{simulator.addresses.control.url}/_sim/logins",
                json={"client": "macos", "username": username, "failmode": "closed"},
                trust_env=False,
                timeout=60,
            )
            thread.name = answer.json()["verdict"]

        thread = threading.Thread(target=run, daemon=True)
        threads.append(thread)
        thread.start()
        return thread

    yield log_in
    for push in simulator.duo.transactions.all():
        if not push.status(simulator.clock.now()).final:
            simulator.duo.transactions.deny(push.txid)
    for thread in threads:
        thread.join(PATIENT_SECONDS)


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the focus is on the target."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if target.evaluate("(one) => one === document.activeElement"):
            return
    pytest.fail(f"the keyboard does not reach {target}")


def verdict(page: Page) -> str:
    """Wait for the verdict of the login that was tried."""
    shown = page.locator("#login-result .verdict")
    shown.wait_for()
    return shown.inner_text().split()[-1]


def test_people_and_their_devices_are_seen(simulator: Simulator, dashboard: Open) -> None:
    rows = dashboard().get_by_role("table", name=re.compile("Duo's users")).get_by_role("row")
    texts = rows.all_inner_texts()[1:]
    users = simulator.duo.users.all()
    assert len(texts) == len(users)
    for text, user in zip(texts, users, strict=True):
        assert user.username in text
        assert user.status.value in text
        assert all(device.name in text for device in user.devices)


def test_a_push_appears_live_and_is_approved_by_keyboard_alone(
    dashboard: Open, waiting: Callable[[str], threading.Thread]
) -> None:
    page = dashboard()
    login = waiting("carol")
    button = page.get_by_role("button", name="Approve the push of carol")
    button.wait_for()
    assert "carol waits" in page.locator("#announcer").inner_text()
    tab_to(page, button)
    page.keyboard.press("Enter")
    button.wait_for(state="detached")
    login.join(PATIENT_SECONDS)
    assert login.name == "allowed"
    assert page.evaluate("document.activeElement.id") == "pushes-title"


@pytest.mark.parametrize("name", ["Deny the push of carol", "Report fraud for the push of carol"])
def test_a_push_can_be_refused(
    dashboard: Open, waiting: Callable[[str], threading.Thread], name: str
) -> None:
    page = dashboard()
    login = waiting("carol")
    page.get_by_role("button", name=name).click()
    login.join(PATIENT_SECONDS)
    assert login.name == "denied"


def test_the_focus_goes_to_the_next_push_when_one_is_answered(
    simulator: Simulator, dashboard: Open, waiting: Callable[[str], threading.Thread]
) -> None:
    simulator.duo.users.set_answer("bob", Answer.IGNORE)
    page = dashboard()
    waiting("carol")
    page.get_by_role("button", name="Deny the push of carol").wait_for()
    waiting("bob")
    page.get_by_role("button", name="Deny the push of bob").wait_for()
    page.get_by_role("button", name="Approve the push of carol").press("Enter")
    page.get_by_role("button", name="Approve the push of carol").wait_for(state="detached")
    assert page.locator(":focus").inner_text().startswith("Approve")
    assert "bob" in page.locator("li.push:has(:focus)").inner_text()


def test_a_fault_switched_on_decides_a_login_and_one_button_clears_it(
    simulator: Simulator, dashboard: Open
) -> None:
    page = dashboard()
    page.get_by_role("combobox", name="Stage").select_option("preauth")
    switch = page.locator(".group:not([inert]) #switch-http-503 button")
    switch.focus()
    page.keyboard.press("Space")
    page.get_by_text("http-503 (Duo, at preauth)").wait_for()
    assert switch.get_attribute("aria-pressed") == "true"
    assert switch.evaluate("(one) => one === document.activeElement")
    assert [rule.stage for rule in simulator.rules.list()] == ["preauth"]

    page.get_by_label("open", exact=True).check()
    page.get_by_role("button", name="Log in").click()
    assert verdict(page) == "failed-open"
    assert "Assumed: nobody has documented" in page.locator("#login-result").inner_text()
    page.get_by_label("default", exact=True).check()
    page.get_by_role("button", name="Log in").click()
    page.locator("#login-result .verdict-denied").wait_for()
    assert "judge the failure" in page.locator("#login-result").inner_text()

    page.get_by_role("button", name="Clear all faults").click()
    page.get_by_text("No fault is on").wait_for()
    assert simulator.rules.list() == ()
    page.get_by_role("button", name="Log in").click()
    page.locator("#login-result .verdict-allowed").wait_for()


def test_a_profile_is_one_switch(simulator: Simulator, dashboard: Open) -> None:
    page = dashboard()
    outage = page.get_by_role("button", name="outage")
    outage.click()
    page.locator("#alarm").get_by_text("profile outage").wait_for()
    assert [rule.fault for rule in simulator.rules.list()] == [ConnectionRefused()]
    outage.click()
    page.get_by_text("No fault is on").wait_for()
    assert simulator.rules.list() == ()


def test_a_login_over_radius_takes_the_proxys_failmode(
    simulator: Simulator, dashboard: Open
) -> None:
    simulator.rules.add(Rule(vendor="duo", fault=Http503()))
    page = dashboard()
    page.get_by_label("closed", exact=True).check()
    page.get_by_role("combobox", name="Client").select_option("radius")
    assert page.get_by_label("closed", exact=True).is_disabled()
    page.get_by_role("button", name="Log in").click()
    assert verdict(page) == "failed-open"


def test_a_login_that_hangs_says_so(dashboard: Open) -> None:
    page = dashboard()
    page.get_by_label("User", exact=True).fill("carol")
    page.get_by_text("Timeout and deadline").click()
    page.get_by_label("Seconds until it counts as hung").fill("0.3")
    page.get_by_role("button", name="Log in").click()
    assert verdict(page) == "hung"


def log_in_elsewhere(simulator: Simulator, username: str = "dave") -> int:
    """Let somebody log in; the number of the last request then."""
    login = {"client": "macos", "username": username, "failmode": "open"}
    httpx.post(
        f"{simulator.addresses.control.url}/_sim/logins",
        json=login,
        trust_env=False,
        timeout=PATIENT_SECONDS,
    )
    return simulator.journal.last_number


def test_requests_appear_without_a_reload_and_one_in_full_stays_open(
    simulator: Simulator, dashboard: Open
) -> None:
    page = dashboard()
    page.evaluate("window.same = true")
    number = log_in_elsewhere(simulator)
    row = page.locator(f"#exchange-{number}")
    row.get_by_text("dave", exact=True).wait_for()
    row.get_by_role("link").press("Enter")
    title = page.get_by_role("heading", name=f"Request {number}:")
    title.wait_for()
    assert title.evaluate("(one) => one === document.activeElement")
    newest = log_in_elsewhere(simulator)
    page.locator(f"#exchange-{newest}").wait_for()
    assert title.is_visible()
    details = page.get_by_role("dialog")
    assert details.bounding_box()["width"] > DESK["width"] / 2  # type: ignore[index]
    for shown in ("POST /auth/v2/preauth", "username=", '"result": "allow"', "There were no rules"):
        assert shown in details.inner_text()
    page.keyboard.press("Escape")
    details.wait_for(state="hidden")
    assert row.get_by_role("link").evaluate("(one) => one === document.activeElement")
    assert page.evaluate("window.same") is True


def test_a_request_in_full_says_why_a_rule_acted_and_leads_to_its_neighbours(
    simulator: Simulator, dashboard: Open
) -> None:
    log_in_elsewhere(simulator)
    simulator.rules.add(Rule(vendor="duo", fault=Http503(), id="mine"))
    number = log_in_elsewhere(simulator)
    page = dashboard()
    page.locator(f"#exchange-{number}").get_by_role("link").click()
    details = page.get_by_role("dialog")
    details.get_by_text("The rule mine acted on it").wait_for()
    details.get_by_role("link", name="older").click()
    details.get_by_role("heading", name=f"Request {number - 1}:").wait_for()
    details.get_by_role("button", name="Close the details").click()
    details.wait_for(state="hidden")


def test_what_is_shown_can_be_copied(simulator: Simulator, dashboard: Open) -> None:
    page = dashboard()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy Auth API ikey").click()
    page.get_by_text("Copied", exact=True).first.wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == simulator.keys.ikey


def test_an_option_is_chosen_deployed_and_decides_who_gets_in(
    simulator: Simulator, dashboard: Open
) -> None:
    page = dashboard()
    page.get_by_role("button", name="Define cPVAL DUO FAILOPEN").click()
    page.get_by_label("cPVAL DUO FAILOPEN of Harbour Dental").select_option("Macintosh")
    page.get_by_role("button", name="Set cPVAL DUO FAILOPEN of Harbour Dental").press("Enter")
    page.get_by_role("button", name="Deploy Duo to HARBOUR-MAC01").click()
    page.locator("#deployment-result").get_by_text("the option covers macOS").wait_for()
    simulator.rules.add(Rule(vendor="duo", fault=ConnectionRefused()))
    page.get_by_role("button", name="Log in as alice at HARBOUR-MAC01").click()
    page.locator("#deployment-result .verdict-failed-open").wait_for()

    page.get_by_role("button", name="Try now").click()
    table = page.get_by_role("table", name="Who gets in, by option and platform")
    row = table.get_by_role("row", name=re.compile("^Macintosh"))
    row.wait_for()
    assert [text.split()[1] for text in row.get_by_role("cell").all_inner_texts()[1:]] == [
        "denied",
        "denied",
        "failed-open",
    ]
    page.get_by_label("For every").select_option("device")
    page.get_by_role("button", name="Try now").click()
    devices = page.get_by_role("table", name="Who gets in, device by device")
    assert (
        "failed-open" in devices.get_by_role("row", name=re.compile("HARBOUR-MAC01")).inner_text()
    )
    assert "no Duo" in devices.get_by_role("row", name=re.compile("HARBOUR-WS01")).inner_text()


def test_what_the_reader_has_closed_stays_closed(simulator: Simulator, dashboard: Open) -> None:
    page = dashboard()
    first = page.locator("#fleet details").first
    first.locator("summary").click()
    simulator.rules.add(Rule(vendor="duo", fault=Reset()))
    page.locator("#alarm").get_by_text("reset").wait_for()
    assert first.evaluate("(one) => one.open") is False


def test_organizations_devices_and_people_are_added(simulator: Simulator, dashboard: Open) -> None:
    page = dashboard()
    page.get_by_text("Add a field, an organization or a device").click()
    page.get_by_label("Organization", exact=True).fill("Corner Shop")
    page.get_by_role("button", name="Add organization").click()
    page.locator("#fleet").get_by_text("Corner Shop").wait_for()
    page.get_by_label("Device", exact=True).fill("NEW-PC")
    page.get_by_role("button", name="Add device").click()
    page.locator("#fleet").get_by_text("NEW-PC", exact=True).wait_for()
    page.get_by_text("Add a user", exact=True).click()
    page.get_by_label("User name").fill("zoe")
    page.locator("#create-user").get_by_label("Phone").fill("+17345550177")
    page.locator("#create-user").get_by_label("Password").fill("zoe-dummy-password")
    page.get_by_role("button", name="Add user").click()
    page.get_by_role("row", name=re.compile("^zoe")).wait_for()
    assert simulator.duo.users.get("zoe").devices


def test_the_clock_is_shown_advanced_frozen_and_reset_with_the_rest(
    simulator: Simulator, dashboard: Open
) -> None:
    simulator.duo.users.add("passing")
    page = dashboard()
    page.get_by_role("button", name="Freeze").click()
    page.locator("#clock-state").get_by_text("frozen").wait_for()
    before = simulator.clock.now()
    page.get_by_label("Seconds", exact=True).fill("3600")
    page.get_by_role("button", name="Advance").click()
    page.get_by_role("button", name="Advance").and_(page.locator(":not([aria-busy])")).wait_for()
    assert simulator.clock.now() == before + 3600
    page.get_by_role("button", name="Real time").click()
    page.locator("#clock-state").get_by_text("real time").wait_for()
    page.get_by_text("Reset the simulator").click()
    page.get_by_role("button", name="Reset everything").click()
    page.get_by_role("row", name=re.compile("^passing")).wait_for(state="detached")
    assert "passing" not in {user.username for user in simulator.duo.users.all()}


def test_the_journal_is_downloaded_as_an_archive(simulator: Simulator, dashboard: Open) -> None:
    log_in_elsewhere(simulator)
    page = dashboard()
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Download as HAR").click()
    archive = json.loads(downloading.value.path().read_text())
    assert archive["log"]["version"] == "1.2"


def test_what_somebody_is_editing_is_left_alone(simulator: Simulator, dashboard: Open) -> None:
    page = dashboard()
    row = page.get_by_role("row", name=re.compile("^alice"))
    row.get_by_text("Change").click()
    row.get_by_label("When asked").select_option("deny")
    simulator.rules.add(Rule(vendor="duo", fault=Reset()))
    page.locator("#alarm").get_by_text("reset").wait_for()
    assert row.get_by_label("When asked").input_value() == "deny"
    row.get_by_role("button", name="Save alice", exact=True).click()
    row.locator("td").get_by_text("deny", exact=True).first.wait_for()
    assert simulator.duo.users.get("alice").answer is Answer.DENY


def test_a_name_from_outside_is_shown_as_text(simulator: Simulator, dashboard: Open) -> None:
    simulator.duo.users.add(HOSTILE)
    page = dashboard()
    assert page.get_by_text(HOSTILE, exact=True).first.is_visible()


def test_nothing_overflows_and_everything_is_readable_in_light_and_dark(
    simulator: Simulator, dashboard: Open, waiting: Callable[[str], threading.Thread]
) -> None:
    simulator.duo.users.add(HOSTILE, answer=Answer.IGNORE)
    simulator.duo.devices.add_phone(HOSTILE, "+17345550199")
    simulator.primary.set_password(HOSTILE, "x")
    page = dashboard()
    waiting(HOSTILE)
    page.locator("li.push").wait_for()
    page.get_by_role("button", name="Log in").click()
    verdict(page)
    simulator.rules.add(Rule(vendor="duo", fault=Http503(), user=HOSTILE))
    page.get_by_role("button", name="Clear all faults").wait_for()
    page.get_by_role("button", name="Define cPVAL DUO FAILOPEN").click()
    page.get_by_role("button", name="Deploy Duo to HARBOUR-MAC01").click()
    page.locator("#deployment-result .outcome").wait_for()
    page.get_by_role("button", name="Try now").click()
    page.locator("#matrix-result table").wait_for()
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")

    for viewport in (PHONE, DESK):
        page.set_viewport_size(viewport)
        width, inner = page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
        assert width <= inner, viewport
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            contrast = page.evaluate(CONTRAST)
            assert contrast["checked"] > 100
            assert contrast["poor"] == [], (viewport, scheme)
            assert (contrast["page"] < 0.2) == (scheme == "dark")


def test_every_control_stays_inside_what_it_stands_in(dashboard: Open) -> None:
    page = dashboard()
    page.get_by_role("button", name="Define cPVAL DUO FAILOPEN").wait_for()
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    for viewport in (SMALL_PHONE, PHONE, DESK):
        page.set_viewport_size(viewport)
        assert page.evaluate(OUTSIDE) == [], viewport


def test_buttons_work_without_a_script(simulator: Simulator, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False, viewport=PHONE) as context:
        page = context.new_page()
        page.goto(simulator.addresses.control.url)
        page.locator("#switch-http-503 button").click()
        page.get_by_text("A fault is on").wait_for()
        assert [rule.fault for rule in simulator.rules.list()] == [Http503()]
        page.get_by_role("button", name="Log in").click()
        assert verdict(page) == "denied"
        page.get_by_role("button", name="Try now").click()
        page.get_by_role("table", name="Who gets in, by option and platform").wait_for()
        page.locator("#requests").get_by_role("link", name="duo preauth").first.click()
        page.get_by_text("acted on it").wait_for()
        page.get_by_role("link", name="All requests").click()
        page.get_by_role("button", name="Define cPVAL DUO FAILOPEN").click()
        page.get_by_label("cPVAL DUO FAILOPEN of Harbour Dental").select_option("All")
        page.get_by_role("button", name="Set cPVAL DUO FAILOPEN of Harbour Dental").click()
        page.get_by_role("button", name="Deploy Duo to HARBOUR-WS01").click()
        page.locator("#deployment-result").get_by_text("fails open").wait_for()
        page.get_by_role("button", name="Clear all faults").click()
        page.get_by_text("No fault is on").wait_for()
    assert simulator.rules.list() == ()


def test_the_token_is_typed_once_as_a_password_and_the_page_is_live(browser: Browser) -> None:
    with Simulator(SimulatorConfig(host="0.0.0.0")) as simulator:
        url = simulator.addresses.control.url
        context = browser.new_context(
            http_credentials={"username": "whoever", "password": simulator.control_token or ""}
        )
        page = context.new_page()
        page.goto(url)
        page.get_by_text("live", exact=True).wait_for()
        page.get_by_role("button", name="Reset").first.click()
        context.close()
