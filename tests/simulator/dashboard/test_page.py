"""The dashboard over HTTP: it shows, escapes, refuses foreign pages, and works by plain forms."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest

from failmode.simulator.control.client import ControlClient
from failmode.simulator.edge.faults.answers import Http503
from failmode.simulator.edge.faults.catalogue import fault_catalogue
from failmode.simulator.edge.faults.resolver import DnsFailure
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.simulator.runtime import ProxySettings, Simulator, SimulatorConfig
from failmode.terms.fields import Channel, DefinitionScope
from failmode.terms.logins import Answer
from failmode.terms.stages import Stage
from tests.patience import PATIENT_SECONDS, wait_until
from tests.simulator.authproxy.connected_proxy import CLOUD_KEY, RIKEY, write_connected_proxy
from tests.simulator.authproxy.listening_proxy import write_listening_proxy
from tests.simulator.duo.caller import DuoCaller

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7 * 7 }}"


@pytest.fixture(scope="module")
def simulator_config() -> SimulatorConfig:
    """Configure the module's simulator."""
    return SimulatorConfig(proxy=ProxySettings(enabled=True))


def browser(simulator: Simulator) -> httpx.Client:
    """Return a client of the dashboard."""
    return httpx.Client(
        base_url=simulator.addresses.control.url, trust_env=False, timeout=PATIENT_SECONDS
    )


@contextmanager
def page_of(config: SimulatorConfig) -> Iterator[tuple[Simulator, httpx.Client]]:
    """Run a simulator of its own, with a client of its dashboard."""
    with Simulator(config) as simulator, browser(simulator) as http:
        yield simulator, http


@pytest.fixture
def http(simulator: Simulator) -> Iterator[httpx.Client]:
    with browser(simulator) as client:
        yield client


class Elements(HTMLParser):
    """The elements of a page, in order: name, attributes, and the text directly within.

    Args:
        page: the page.
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str], list[str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.found.append((tag, {name: value or "" for name, value in attrs}, []))

    def handle_data(self, data: str) -> None:
        """Keep a text with the element that was opened last."""
        if self.found and data.strip():
            self.found[-1][2].append(data.strip())

    def named(self, tag: str) -> list[dict[str, str]]:
        """Return the attributes of the elements of a name."""
        return [attributes for name, attributes, _ in self.found if name == tag]


def page(http: httpx.Client, path: str = "/") -> str:
    """Return a page that must be there."""
    answer = http.get(path)
    assert answer.status_code == 200
    return answer.text


def press(http: httpx.Client, operation: str, **fields: str) -> httpx.Response:
    """Send a form as the page's own button does in a browser without a script."""
    origin = str(http.base_url).rstrip("/")
    return http.post(f"/_dashboard/operations/{operation}", data=fields, headers={"Origin": origin})


# What it shows


def test_the_page_shows_people_addresses_and_that_no_fault_is_on(
    simulator: Simulator, http: httpx.Client
) -> None:
    text = html.unescape(page(http))
    assert "No fault is on" in text
    for user in simulator.duo.users.all():
        assert user.username in text
    addresses = simulator.addresses
    for address in (addresses.duo, addresses.ninjaone, addresses.control, addresses.radius):
        assert address is not None
        assert address.url in text


def test_secrets_are_behind_a_disclosure(simulator: Simulator, http: httpx.Client) -> None:
    text = page(http)
    secrets = [simulator.keys.skey, simulator.keys.client_secret, simulator.keys.radius_secret]
    secrets += [user.password for user in simulator.credentials.users]
    inmost = re.compile(r"<details(?:(?!<details).)*?</details>", re.DOTALL)
    outside, count = text, 1
    while count:
        outside, count = inmost.subn("", outside)
    assert [secret for secret in secrets if secret not in text] == []
    assert [secret for secret in secrets if secret in outside] == []


def test_every_fault_has_a_switch_for_every_vendor_and_stage(http: httpx.Client) -> None:
    for query in ("", "?vendor=ninjaone", *(f"?vendor=duo&stage={stage}" for stage in Stage)):
        ids = {one.get("id") for one in Elements(page(http, f"/{query}")).named("li")}
        assert {f"switch-{fault}" for fault in fault_catalogue().names} <= ids


def test_what_is_on_is_said_in_words_with_its_vendor_and_stage(
    simulator: Simulator, http: httpx.Client
) -> None:
    simulator.rules.add(Rule(vendor="duo", fault=Http503(), stage=Stage.PREAUTH))
    text = page(http)
    assert "A fault is on" in text
    assert "http-503 (Duo, at preauth)" in text
    pressed = [
        one
        for one in Elements(page(http, "/?vendor=duo&stage=preauth")).named("button")
        if one.get("aria-pressed") == "true"
    ]
    assert len(pressed) == 1
    assert "http-503 (Duo, at preauth)" in page(http, "/_dashboard/live")


def test_an_exhausted_rule_raises_no_alarm(simulator: Simulator, http: httpx.Client) -> None:
    simulator.rules.add(Rule(vendor="duo", fault=Http503(), times=1))
    with pytest.raises(AssertionError):
        DuoCaller(simulator).push("carol")
    text = page(http)
    assert "No fault is on" in text
    assert "used up" in text


def test_unknown_words_in_the_address_fall_back(http: httpx.Client) -> None:
    for query in ("?vendor=x&stage=y", "?vendor=ninjaone&stage=preauth", "?stage=%00%ff"):
        assert "aria-pressed" in page(http, f"/{query}")


def test_names_from_outside_are_text_and_never_markup(
    simulator: Simulator, http: httpx.Client
) -> None:
    simulator.duo.users.add(HOSTILE, answer=Answer.IGNORE)
    simulator.duo.devices.add_phone(HOSTILE, "+17345550199")
    simulator.primary.set_password(HOSTILE, HOSTILE)
    DuoCaller(simulator).push(HOSTILE)
    simulator.rules.add(Rule(vendor="duo", fault=Http503(), user=HOSTILE, id=HOSTILE))
    for path in ("/", "/_dashboard/live"):
        elements = Elements(page(http, path))
        assert [one for one in elements.named("script") if "src" not in one] == []
        assert elements.named("img") == []
        shown = [text for _, _, texts in elements.found for text in texts]
        assert len([text for text in shown if HOSTILE in text]) >= 3
        handlers = [n for _, attributes, _ in elements.found for n in attributes if n[:2] == "on"]
        assert handlers == []


def test_the_page_runs_and_styles_nothing_but_its_own_files(http: httpx.Client) -> None:
    answer = http.get("/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    elements = Elements(answer.text)
    files = [one["src"] for one in elements.named("script")]
    files += [one["href"] for one in elements.named("link")]
    types = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}
    for file in files:
        asset = http.get(file)
        assert asset.status_code == 200
        assert asset.headers["Content-Type"].startswith(types[file.rpartition(".")[2]])
    assert elements.named("style") == []
    assert not [one for _, attributes, _ in elements.found for one in attributes if one == "style"]


def test_every_field_has_a_label_and_every_table_its_headers(http: httpx.Client) -> None:
    text = page(http)
    for tag in ("input", "select"):
        for field in re.finditer(rf"<{tag}\b[^>]*>", text):
            if 'type="hidden"' in field[0]:
                continue
            before = text[: field.start()]
            assert before.rfind("<label") > before.rfind("</label>"), field[0]
    for table in re.findall(r"<table.*?</table>", text, re.DOTALL):
        assert "<caption" in table
        columns = len(re.findall(r'<th\b[^>]*scope="col"', table))
        for row in re.findall(r"<tr\b[^>]*id=.*?</tr>", table, re.DOTALL):
            assert len(re.findall(r"<td\b", row)) == columns


# Its forms, as a browser without a script sends them


def test_a_form_does_what_its_button_says_and_leads_back(
    simulator: Simulator, http: httpx.Client
) -> None:
    answer = press(http, "addFault", vendor="duo", fault="http-503", stage="preauth")
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/?")
    rule = simulator.rules.list()[0]
    assert (rule.fault, rule.stage) == (Http503(), Stage.PREAUTH)
    assert press(http, "clearFaults").status_code == 303
    assert simulator.rules.list() == ()


def test_a_push_can_be_denied_by_a_form(simulator: Simulator, http: httpx.Client) -> None:
    txid = DuoCaller(simulator).push("carol")
    assert "Approve" in page(http)
    assert press(http, "denyPush", txid=txid).status_code == 303
    refused = press(http, "approvePush", txid=txid)
    assert refused.status_code == 409
    assert 'role="alert"' in refused.text


def test_numbers_of_a_form_arrive_as_numbers(simulator: Simulator, http: httpx.Client) -> None:
    fields = {"username": "bob", "answer": "approve", "answer_after_seconds": "1.5"}
    assert press(http, "updateUser", **fields).status_code == 303
    user = simulator.duo.users.get("bob")
    assert (user.answer, user.answer_after_seconds) == (Answer.APPROVE, 1.5)


def test_an_empty_field_takes_a_devices_answer_back(
    simulator: Simulator, http: httpx.Client
) -> None:
    device = simulator.duo.users.get("bob").devices[0].device
    for answer, stored in (("approve", Answer.APPROVE), ("", None)):
        fields = {"username": "bob", "device": device, "answer": answer}
        assert press(http, "updateUserDevice", **fields).status_code == 303
        assert simulator.duo.users.get("bob").devices[0].answer is stored


def test_a_login_by_a_form_shows_its_verdict_and_steps(http: httpx.Client) -> None:
    answer = press(http, "attemptLogin", client="macos", username="alice", failmode="open")
    assert answer.status_code == 200
    assert "verdict-allowed" in answer.text
    assert "primary password" in answer.text
    assert "Assumed:" not in answer.text


def test_a_rule_tells_whom_it_cannot_strike_and_what_nobody_can_count(
    simulator: Simulator, http: httpx.Client
) -> None:
    simulator.rules.add(Rule("duo", DnsFailure()))
    assert "ask the operating system&#39;s resolver" in http.get("/").text
    simulator.rules.clear()
    refused = simulator.rules.add(Rule("duo", ConnectionRefused()))
    assert 'class="number">unknown</td>' in http.get("/").text
    simulator.rules.count(refused.id)
    assert 'class="number">1 or more</td>' in http.get("/").text


def test_the_preselected_failmode_is_the_documented_default_of_the_client(
    http: httpx.Client,
) -> None:
    page = http.get("/").text
    (preselected,) = (line for line in page.splitlines() if "checked" in line)
    assert preselected.endswith('name="failmode" value="" checked> default</label>')
    assert ">Windows server, closed by default</option>" in page
    answer = press(http, "attemptLogin", client="macos", username="alice", failmode="")
    assert "<dt>fail_open</dt><dd>false</dd>" in answer.text


def test_a_login_by_a_form_shows_what_its_verdict_assumes(
    simulator: Simulator, http: httpx.Client
) -> None:
    simulator.rules.add(Rule(vendor="duo", fault=Http503()))
    answer = press(http, "attemptLogin", client="macos", username="alice", failmode="open")
    assert "nobody has documented what Duo for macOS does on http-5xx at preauth" in answer.text


@pytest.mark.parametrize("client", ["radius", "ldap", "ldap-direct"])
def test_only_protocols_that_a_proxy_speaks_can_be_chosen(http: httpx.Client, client: str) -> None:
    with page_of(SimulatorConfig()) as (_, without):
        option = _option(page(without), client)
    assert " disabled>" in option
    assert ", not running<" in option
    assert "disabled" not in _option(page(http), client)


def _option(text: str, value: str) -> str:
    (option,) = (one for one in text.split("<option") if one.startswith(f' value="{value}"'))
    return option


def test_a_login_over_ldap_by_a_form_tells_that_the_connection_stays_bound(
    http: httpx.Client,
) -> None:
    answer = press(http, "attemptLogin", client="ldap", username="bob")
    assert "who am I?" in answer.text
    assert "the connection stays bound at the directory" in answer.text


def test_a_field_of_any_value_is_the_text_itself(simulator: Simulator, http: httpx.Client) -> None:
    press(http, "createField", name="mode", label="Mode", options='["0", "1"]')
    press(http, "setConsoleValue", scope="ORGANIZATION", entity="1", field="mode", value="1")
    assert _value(simulator) == "1"
    assert "<option selected>1</option>" in page(http)
    press(http, "setConsoleValue", scope="ORGANIZATION", entity="1", field="mode", value="")
    assert _value(simulator) is None


def _value(simulator: Simulator) -> object:
    return simulator.ninjaone.value(Channel.TECHNICIAN, DefinitionScope.ORGANIZATION, 1, "mode")


def test_the_matrix_by_a_form_marks_what_is_assumed(
    simulator: Simulator, http: httpx.Client
) -> None:
    simulator.rules.add(Rule(vendor="duo", fault=Http503()))
    text = press(http, "tryMatrix", by="option", username="alice").text
    assert text.count('<span class="tag">assumed</span>') == 21
    assert "nobody has documented what Duo for Windows Logon does on http-5xx at preauth" in text


def test_a_request_in_full_is_a_page_of_its_own_and_a_part_for_the_script(
    simulator: Simulator, http: httpx.Client
) -> None:
    DuoCaller(simulator).preauth(HOSTILE)
    number = simulator.journal.last_number
    text = page(http, f"/_dashboard/exchanges/{number}")
    assert text.startswith("<!doctype html>")
    assert "<script>alert" not in text
    part = http.get(f"/_dashboard/exchanges/{number}", headers={"X-Fragment": "true"}).text
    assert part in text
    assert "<html" not in part


def test_a_request_that_is_not_kept_is_not_found(http: httpx.Client) -> None:
    answer = http.get("/_dashboard/exchanges/999999")
    assert answer.status_code == 404
    assert "has no exchange 999999" in answer.json()["error"]["message"]


def test_a_refusal_is_told_to_the_script_as_the_api_tells_it(http: httpx.Client) -> None:
    origin = str(http.base_url).rstrip("/")
    answer = http.post(
        "/_dashboard/operations/deployDuo",
        data={"device": "999"},
        headers={"Origin": origin, "X-Fragment": "true"},
    )
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "not-found"


@pytest.mark.parametrize(
    ("operation", "fields", "status"),
    [
        ("nothing", {}, 404),
        ("listUsers", {}, 404),
        ("approvePush", {"txid": "no-such"}, 404),
        ("addFault", {"vendor": "duo", "fault": "<b>"}, 400),
        ("addFault", {"vendor": "duo", "fault": "reset", "surprise": "1"}, 400),
        ("updateUser", {"username": "bob", "answer_after_seconds": "soon"}, 400),
        ("attemptLogin", {"client": "macos", "username": "alice", "failmode": "safe"}, 400),
    ],
)
def test_a_form_that_does_not_fit_is_refused_on_the_page(
    simulator: Simulator, http: httpx.Client, operation: str, fields: dict[str, str], status: int
) -> None:
    before = simulator.control.snapshot()
    answer = press(http, operation, **fields)
    assert answer.status_code == status
    assert 'role="alert"><p>' in answer.text
    assert "<b>" not in answer.text
    assert simulator.control.snapshot() == before
    assert simulator.rules.list() == ()


# Foreign pages


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:1"},
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_foreign_page_cannot_press_a_button(
    simulator: Simulator, http: httpx.Client, headers: dict[str, str]
) -> None:
    fields = {"vendor": "duo", "fault": "http-503"}
    answer = http.post("/_dashboard/operations/addFault", data=fields, headers=headers)
    assert answer.status_code == 403
    assert simulator.rules.list() == ()


@pytest.mark.parametrize("path", ["/", "/_dashboard/live", "/_sim/journal/events", "/_sim/logins"])
@pytest.mark.parametrize("name", ["Host", "Origin"])
def test_a_foreign_page_cannot_read_anything(http: httpx.Client, path: str, name: str) -> None:
    value = "evil.example" if name == "Host" else "https://evil.example"
    assert http.get(path, headers={name: value}).status_code == 403


def test_the_pages_own_buttons_pass(simulator: Simulator, http: httpx.Client) -> None:
    fields = {"vendor": "duo", "fault": "http-503"}
    same = {"Sec-Fetch-Site": "same-origin"}
    answer = http.post("/_dashboard/operations/addFault", data=fields, headers=same)
    assert answer.status_code == 303
    origin = simulator.addresses.control.url
    assert http.delete("/_sim/faults", headers={"Origin": origin}).status_code == 204


@pytest.mark.parametrize(
    "path", ["/_dashboard/assets/../view.py", "/_dashboard/assets/%2e%2e/view.py", "/_dashboard/x"]
)
def test_nothing_but_assets_is_served(http: httpx.Client, path: str) -> None:
    assert http.get(path).status_code == 404


def proxy_panel(http: httpx.Client, path: str = "/") -> str:
    """Return the text of the panel of the Authentication Proxy."""
    found = re.search(r'<section id="proxy".*?</section>', page(http, path), re.DOTALL)
    assert found is not None
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", found.group())).split())


def test_the_sections_of_the_proxy_are_shown_with_what_they_listen_on(
    http: httpx.Client, simulator: Simulator
) -> None:
    told = proxy_panel(http)
    radius = simulator.addresses.radius
    assert radius is not None
    assert "Configuration generated" in told
    assert f"[radius_server_auto] {radius.host}:{radius.port} (UDP), failmode safe" in told


def test_every_port_of_a_section_is_shown_and_the_second_by_its_option(tmp_path: Path) -> None:
    file = write_listening_proxy(tmp_path)
    config = SimulatorConfig(proxy=ProxySettings(enabled=True, file=file))
    with page_of(config) as (simulator, http):
        proxy = simulator.proxy
        assert proxy is not None
        section = proxy.config.servers[1]
        clear, tls = (proxy.address_of(section, one)[1] for one in ("port", "ssl_port"))
        assert (
            f"[ldap_server_auto] 127.0.0.1:{clear} (TCP), ssl_port 127.0.0.1:{tls} (TCP), "
            "failmode secure"
        ) in proxy_panel(http)


def test_the_sections_that_duo_calls_are_shown_with_what_they_are_called_for(
    tmp_path: Path,
) -> None:
    file = write_connected_proxy(tmp_path)
    config = SimulatorConfig(proxy=ProxySettings(enabled=True, file=file))
    with (
        page_of(config) as (simulator, http),
        ControlClient(simulator.addresses.control.url) as client,
    ):
        assert f"Configuration {file}" in proxy_panel(http)
        no_port = "no port: connected to Duo, which calls it, failmode does not apply"
        wait_until(lambda: f"[cloud] {no_port}" in proxy_panel(http), "[cloud]")
        wait_until(lambda: f"[sso] {no_port}" in proxy_panel(http), "[sso]")
        joined = f"directory sync: {CLOUD_KEY}"
        wait_until(lambda: joined in proxy_panel(http).partition("Joined at Duo")[2], "joined")
        told = proxy_panel(http)
        assert f"[sso] {no_port} Duo Single Sign-On has no authentication source" in told
        assert f"[cloud] {no_port} Duo has directories searched by it" in told
        client.set_sso_source(
            RIKEY, [{"hostname": "dc1.example.test", "port": 636}], ["dc=a"], transport_type="ldaps"
        )
        assert (
            "Duo Single Sign-On has passwords checked at dc1.example.test:636 (ldaps) by the "
            f"proxy with rikey={RIKEY}."
        ) in proxy_panel(http, "/_dashboard/live")
        client.set_sso_source(RIKEY, [{"hostname": "2001:db8::5", "port": 389}], ["dc=a"])
        assert "checked at [2001:db8::5]:389" in proxy_panel(http, "/_dashboard/live")


def test_a_section_that_is_not_connected_says_why(tmp_path: Path) -> None:
    file = write_connected_proxy(tmp_path)
    config = SimulatorConfig(
        proxy=ProxySettings(enabled=True, file=file), api_host="api-00000000.duosecurity.com"
    )
    with page_of(config) as (_, http):
        tried = "[cloud] no port: not connected to Duo, tried again and again ("
        wait_until(lambda: tried in proxy_panel(http), "an attempt")
        told = proxy_panel(http)
        assert "api.example.test" in told.partition(tried)[2].partition(")")[0]
        assert (
            "[sso] no port: not connected to Duo, and not tried again ([sso] has no keys: the "
            "proxy has not been connected to Duo Single Sign-On"
        ) in told
        assert "Joined at Duo" not in told


def test_a_proxy_that_has_stopped_is_shown_as_such(tmp_path: Path) -> None:
    config = SimulatorConfig(
        proxy=ProxySettings(enabled=True, file=write_listening_proxy(tmp_path))
    )
    with page_of(config) as (simulator, http):
        assert simulator.proxy is not None
        simulator.proxy.stop()
        told = proxy_panel(http)
        assert f"{config.proxy.file} The proxy has stopped." in told
        assert "[ldap_server_auto] closed, failmode secure" in told
        assert "[sso] closed, failmode does not apply" in told


def test_without_a_proxy_that_is_said() -> None:
    with page_of(SimulatorConfig()) as (_, http):
        assert "No Authentication Proxy runs." in proxy_panel(http)
