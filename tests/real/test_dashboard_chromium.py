"""The dashboard in Chromium: live, by keyboard alone, on a phone's width, in light and dark."""

from __future__ import annotations

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
from tests.real.relying_party import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, ViewportSize

pytestmark = pytest.mark.real

PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 900}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>" + "W" * 100
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
        page.set_default_timeout(15_000)
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
        thread.join(20)


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
    login.join(20)
    assert login.name == "allowed"
    assert page.evaluate("document.activeElement.id") == "pushes-title"


@pytest.mark.parametrize("name", ["Deny the push of carol", "Report fraud for the push of carol"])
def test_a_push_can_be_refused(
    dashboard: Open, waiting: Callable[[str], threading.Thread], name: str
) -> None:
    page = dashboard()
    login = waiting("carol")
    page.get_by_role("button", name=name).click()
    login.join(20)
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
    page.get_by_text("Patience and deadline").click()
    page.get_by_label("Seconds until it counts as hung").fill("0.3")
    page.get_by_role("button", name="Log in").click()
    assert verdict(page) == "hung"


def test_requests_appear_without_a_reload_and_open_rows_stay_open(
    simulator: Simulator, dashboard: Open
) -> None:
    page = dashboard()
    page.evaluate("window.same = true")
    login = {"client": "macos", "username": "dave", "failmode": "open"}
    url = f"{simulator.addresses.control.url}/_sim/logins"
    httpx.post(url, json=login, trust_env=False)
    number = simulator.journal.last_number
    row = page.locator(f"#exchange-{number}")
    row.get_by_text("dave", exact=True).wait_for()
    row.locator("summary").press("Enter")
    httpx.post(url, json=login, trust_env=False)
    page.locator(f"#exchange-{number + 1}").wait_for()
    assert row.locator("details").evaluate("(one) => one.open")
    assert row.locator("summary").evaluate("(one) => one === document.activeElement")
    assert page.evaluate("window.same") is True


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


def test_buttons_work_without_a_script(simulator: Simulator, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False, viewport=PHONE) as context:
        page = context.new_page()
        page.goto(simulator.addresses.control.url)
        page.locator("#switch-http-503 button").click()
        page.get_by_text("A fault is on").wait_for()
        assert [rule.fault for rule in simulator.rules.list()] == [Http503()]
        page.get_by_role("button", name="Log in").click()
        assert verdict(page) == "denied"
        page.get_by_role("button", name="Clear all faults").click()
        page.get_by_text("No fault is on").wait_for()
    assert simulator.rules.list() == ()
