"""The automation channel: the agent's rules, its client over TLS, and `ninjarmm-cli`."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from wsgiref.types import WSGIApplication

import pytest
import trustme
from click.testing import CliRunner, Result
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.serving import make_server

from failmode.simulator.errors import ConfigError
from failmode.simulator.ninjaone.agent import (
    AgentClient,
    AgentError,
    AgentRefusedError,
    AgentUnreachableError,
)
from failmode.simulator.ninjaone.cli import CA_VARIABLE, TOKEN_VARIABLE, URL_VARIABLE, main
from failmode.simulator.runtime import Simulator
from failmode.terms import Vendor
from failmode.terms.fields import Channel, DefinitionScope
from tests.failopen_field import OPTIONS
from tests.patience import PATIENT_SECONDS
from tests.simulator.ninjaone.tenant import Tenant, definition, option_ids, plain_field

FIELD = "cpvalDuoFailopen"
NOT_FOUND = "Unable to find the specified field"


@dataclass(frozen=True, slots=True)
class Served:
    """A tenant behind a listening TLS server."""

    tenant: Tenant
    url: str
    ca_file: Path

    def client(self) -> AgentClient:
        """Make the first device's agent."""
        token = self.tenant.ninjaone.agent_token(self.tenant.device)
        return AgentClient(self.url, token, trust=self.ca_file)

    def environment(self) -> dict[str, str]:
        """Give what `ninjarmm-cli` needs to be the first device."""
        return {
            URL_VARIABLE: self.url,
            TOKEN_VARIABLE: self.tenant.ninjaone.agent_token(self.tenant.device),
            CA_VARIABLE: str(self.ca_file),
        }

    def run(self, *arguments: str, stdin: str | None = None) -> Result:
        """Run `ninjarmm-cli` in this process."""
        return CliRunner().invoke(main, arguments, input=stdin, env=self.environment())


@contextmanager
def listening(app: WSGIApplication, context: ssl.SSLContext | None = None) -> Iterator[int]:
    """Serve the app on a free port of the loopback address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, ssl_context=context)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def served(tenant: Tenant, tmp_path: Path) -> Iterator[Served]:
    """Serve the tenant over TLS with a certificate of its own CA."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    ca_file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(ca_file))
    app = tenant.client.application
    with listening(app, context) as port:
        yield Served(tenant, f"https://127.0.0.1:{port}", ca_file)


def test_get_answers_the_id_of_the_closest_value(tenant: Tenant, ids: dict[str, str]) -> None:
    assert tenant.agent("GET", FIELD).get_json() == {"value": ""}
    tenant.send("PATCH", tenant.organization_values, {FIELD: "All"})
    assert tenant.agent("GET", FIELD).get_json() == {"value": ids["All"]}
    tenant.send("PATCH", tenant.location_values, {FIELD: "Windows"})
    assert tenant.agent("GET", FIELD).get_json() == {"value": ids["Windows"]}
    tenant.send("PATCH", tenant.device_values, {FIELD: "Disabled"})
    assert tenant.agent("GET", FIELD).get_json() == {"value": ids["Disabled"]}


def test_get_answers_the_id_even_where_the_api_shows_labels(
    tenant: Tenant, ids: dict[str, str]
) -> None:
    tenant.ninjaone.switches = replace(tenant.ninjaone.switches, dropdown_get="label")
    tenant.send("PATCH", tenant.organization_values, {FIELD: "All"})
    assert tenant.agent("GET", FIELD).get_json() == {"value": ids["All"]}


def test_a_device_sees_a_field_that_only_organizations_have(tenant: Tenant) -> None:
    created = tenant.ninjaone.create_field(definition(definitionScope=["ORGANIZATION"]))
    tenant.send("PATCH", tenant.organization_values, {FIELD: "Macintosh"})
    assert tenant.agent("GET", FIELD).get_json() == {"value": option_ids(created)["Macintosh"]}


def test_options_are_listed_in_order_and_only_the_active_ones(
    tenant: Tenant, ids: dict[str, str]
) -> None:
    listed = tenant.agent("GET", FIELD, what="options").get_json()["options"]
    assert listed == [f"{ids[option]}={option}" for option in OPTIONS]
    values = [
        {"id": ids[option], "name": option, "active": option != "Macintosh"} for option in OPTIONS
    ]
    tenant.send("PUT", f"/v2/custom-fields/field-name/{FIELD}", {"content": {"values": values}})
    listed = tenant.agent("GET", FIELD, what="options").get_json()["options"]
    assert [line.partition("=")[2] for line in listed] == [o for o in OPTIONS if o != "Macintosh"]


@pytest.mark.parametrize(
    ("permission", "reads", "writes"),
    [
        ("NONE", False, False),
        ("READ_ONLY", True, False),
        ("WRITE_ONLY", False, True),
        ("READ_WRITE", True, True),
    ],
)
def test_automations_can_do_exactly_what_their_permission_says(
    tenant: Tenant, permission: str, reads: bool, writes: bool
) -> None:
    created = tenant.ninjaone.create_field(definition(scriptPermission=permission))
    ids = option_ids(created)
    tenant.send("PATCH", tenant.device_values, {FIELD: "All"})
    changed = tenant.agent("PUT", FIELD, {"value": ids["Disabled"]})
    shown = tenant.agent("GET", FIELD)
    listed = tenant.agent("GET", FIELD, what="options")
    cleared = tenant.agent("DELETE", FIELD)
    for answer, allowed in (
        (changed, writes),
        (shown, reads),
        (cleared, writes),
        (listed, reads or writes),
    ):
        assert (answer.status_code == 200) is allowed
        if not allowed:
            assert answer.get_json() == {"message": NOT_FOUND}
    assert tenant.get(tenant.device_values) == ({} if writes else {FIELD: ids["All"]})


@pytest.mark.parametrize("what", ["field", "options"])
@pytest.mark.parametrize("name", ["nope", "", "no/such field", "..", "\0"])
def test_an_unknown_field_cannot_be_found(tenant: Tenant, what: str, name: str) -> None:
    answer = tenant.agent("GET", name, what=what)
    assert answer.status_code == 404
    assert answer.get_json() == {"message": NOT_FOUND}


def test_set_writes_at_the_device(tenant: Tenant, ids: dict[str, str]) -> None:
    tenant.agent("PUT", FIELD, {"value": ids["Windows"]})
    assert tenant.get(tenant.device_values) == {FIELD: ids["Windows"]}
    assert tenant.get(tenant.organization_values) == {}
    tenant.agent("DELETE", FIELD)
    assert tenant.get(tenant.device_values) == {}


@pytest.mark.parametrize(
    ("scopes", "path"),
    [(["ORGANIZATION"], "organization_values"), (["LOCATION", "ORGANIZATION"], "location_values")],
)
def test_set_of_a_field_that_devices_lack_is_treated_as_its_switch_says(
    tenant: Tenant, scopes: list[str], path: str
) -> None:
    ids = option_ids(tenant.ninjaone.create_field(definition(definitionScope=scopes)))
    refused = tenant.agent("PUT", FIELD, {"value": ids["All"]})
    assert refused.get_json() == {"message": NOT_FOUND}
    tenant.ninjaone.switches = replace(
        tenant.ninjaone.switches, agent_set_without_node_scope="closest-scope"
    )
    assert tenant.agent("PUT", FIELD, {"value": ids["All"]}).status_code == 200
    assert tenant.get(getattr(tenant, path)) == {FIELD: ids["All"]}


def test_a_label_is_refused_unless_the_switch_accepts_it(
    tenant: Tenant, ids: dict[str, str]
) -> None:
    refused = tenant.agent("PUT", FIELD, {"value": "All"})
    assert refused.status_code == 400
    assert "GUID" in refused.get_json()["message"]
    assert tenant.agent("PUT", FIELD, {"value": "All GUID"}).status_code == 400
    tenant.ninjaone.switches = replace(tenant.ninjaone.switches, agent_set_label="accept")
    assert tenant.agent("PUT", FIELD, {"value": "All"}).status_code == 200
    assert tenant.get(tenant.device_values) == {FIELD: ids["All"]}


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("TEXT", "x=y z", "x=y z"),
        ("TEXT_MULTILINE", "two\nlines", "two\nlines"),
        ("TEXT_ENCRYPTED", "s3cret", "s3cret"),
        ("CHECKBOX", "1", True),
        ("CHECKBOX", "0", False),
        ("NUMERIC", "-12", -12),
        ("DECIMAL", "1.5", 1.5),
        ("DATE", "1700000000", 1_700_000_000_000),
        ("DATE_TIME", "1700000000", 1_700_000_000_000),
        ("TIME", "43200", 43_200_000),
        ("WYSIWYG", '{"text": "hi", "html": "<p>hi</p>"}', {"text": "hi", "html": "<p>hi</p>"}),
        ("NODE_DROPDOWN", "1", 1),
        ("CLIENT_MULTI_SELECT", "[1, 2]", [1, 2]),
    ],
)
def test_the_agent_writes_and_prints_texts_that_the_api_shows_typed(
    tenant: Tenant, kind: str, text: str, value: object
) -> None:
    tenant.ninjaone.create_field(plain_field("key", kind))
    assert tenant.agent("PUT", "key", {"value": text}).status_code == 200
    assert tenant.agent("GET", "key").get_json() == {"value": text}
    shown = tenant.ninjaone.value(Channel.TECHNICIAN, DefinitionScope.NODE, tenant.device, "key")
    assert shown == value
    assert type(shown) is type(value)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("CHECKBOX", "true"),
        ("NUMERIC", "1.5"),
        ("NUMERIC", "x"),
        ("DECIMAL", "1e3"),
        ("DATE", "2024-01-01"),
        ("TIME", "86400"),
        ("WYSIWYG", "<p>"),
        ("NODE_DROPDOWN", '"1"'),
        ("CLIENT_MULTI_SELECT", "1"),
    ],
)
def test_a_text_that_stands_for_no_value_is_refused(tenant: Tenant, kind: str, text: str) -> None:
    tenant.ninjaone.create_field(plain_field("key", kind))
    answer = tenant.agent("PUT", "key", {"value": text})
    assert answer.status_code == 400
    assert "key" in answer.get_json()["message"]
    assert tenant.agent("GET", "key").get_json() == {"value": ""}


def test_a_multi_select_is_a_list_of_ids_joined_by_commas(tenant: Tenant) -> None:
    ids = option_ids(tenant.ninjaone.create_field(definition(type="MULTI_SELECT")))
    text = f"{ids['All']},{ids['Disabled']}"
    assert tenant.agent("PUT", FIELD, {"value": text}).status_code == 200
    assert tenant.agent("GET", FIELD).get_json() == {"value": text}
    assert tenant.agent("PUT", FIELD, {"value": f"{ids['All']},Disabled"}).status_code == 400


def test_any_text_survives_the_way_through_the_agent(tenant: Tenant) -> None:
    tenant.ninjaone.create_field(plain_field("key", "TEXT_MULTILINE"))

    @given(st.text(min_size=1, max_size=30))
    @settings(max_examples=40, deadline=None)
    def survives(text: str) -> None:
        assert tenant.agent("PUT", "key", {"value": text}).status_code == 200
        assert tenant.agent("GET", "key").get_json() == {"value": text}

    survives()


def test_a_required_field_is_not_cleared(tenant: Tenant) -> None:
    tenant.ninjaone.create_field(plain_field("key", "TEXT", content={"required": True}))
    tenant.agent("PUT", "key", {"value": "x"})
    assert tenant.agent("DELETE", "key").status_code == 400
    assert tenant.agent("GET", "key").get_json() == {"value": "x"}


@pytest.mark.parametrize("header", [None, "Bearer nobody", "Bearer", "x"])
def test_a_token_of_no_device_is_refused(
    tenant: Tenant, ids: dict[str, str], header: str | None
) -> None:
    assert ids
    headers = {} if header is None else {"Authorization": header}
    answer = tenant.client.get(f"/_agent/v1/field?name={FIELD}", headers=headers)
    assert answer.status_code == 401
    assert "token" in answer.get_json()["message"]


def test_an_api_token_is_no_agents_token(tenant: Tenant) -> None:
    tenant.ninjaone.create_field(definition())
    assert tenant.send("GET", "/_agent/v1/field", query={"name": FIELD}).status_code == 401


def test_the_client_reads_writes_and_clears_over_tls(served: Served, ids: dict[str, str]) -> None:
    with served.client() as client:
        assert client.get(FIELD) == ""
        assert client.options(FIELD)[0] == f"{ids['All']}=All"
        client.set(FIELD, ids["All"])
        assert client.get(FIELD) == ids["All"]
        client.clear(FIELD)
        assert client.get(FIELD) == ""
        with pytest.raises(AgentRefusedError, match=NOT_FOUND):
            client.get("no/such\0 field")


def test_a_connection_that_the_tenant_has_ended_is_made_anew(
    simulator: Simulator,
) -> None:
    url, agent = simulator.addresses.ninjaone.url, simulator.credentials.agents[0]
    simulator.ninjaone.create_field(definition())
    with AgentClient(url, agent.token, trust=simulator.ca_file) as client:
        assert client.get(FIELD) == ""
        # A rule of this kind ends the connections that are open when it begins.
        simulator.faults.add("connection-refused", vendor=Vendor.NINJAONE)
        with pytest.raises(AgentUnreachableError, match="Unable to reach"):
            client.get(FIELD)
        simulator.faults.clear()
        assert client.get(FIELD) == ""


def test_a_name_that_is_no_text_is_refused_by_the_tenant(served: Served) -> None:
    with served.client() as client, pytest.raises(AgentRefusedError, match=NOT_FOUND):
        client.get("\udcff")


def test_a_host_that_cannot_be_a_name_is_unreachable() -> None:
    with AgentClient(f"https://{'x' * 64}.test", "token") as client, pytest.raises(AgentError):
        client.get(FIELD)


def test_the_program_is_made_of_the_standard_library_and_what_reads_its_command_line() -> None:
    listed = "import sys, failmode.simulator.ninjaone.cli; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", listed], capture_output=True, text=True, check=True
    )
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert loaded.isdisjoint({"httpx", "httpcore", "sqlalchemy", "flask", "rich", "cryptography"})


def test_the_client_trusts_only_the_given_authority(served: Served, tmp_path: Path) -> None:
    other = tmp_path / "other.pem"
    trustme.CA().cert_pem.write_to_path(str(other))
    with (
        AgentClient(served.url, "token", trust=other) as client,
        pytest.raises(AgentUnreachableError, match="certificate"),
    ):
        client.get(FIELD)


def test_an_answer_of_something_else_is_not_taken_for_a_value() -> None:
    app = Flask("other")
    app.add_url_rule("/<path:_>", view_func=lambda _: "<html>", endpoint="html")
    with (
        listening(app) as port,
        AgentClient(f"http://127.0.0.1:{port}", "token") as client,
        pytest.raises(AgentUnreachableError, match="not one of failmode's simulator"),
    ):
        client.get(FIELD)


@pytest.mark.parametrize("url", ["", "127.0.0.1:1", "ftp://127.0.0.1", "https://", "http://a:b"])
def test_a_url_that_cannot_be_used_is_a_wrong_setting(url: str) -> None:
    with pytest.raises(ConfigError, match="URL"):
        AgentClient(url, "token")


@pytest.mark.parametrize("content", [None, "not a certificate"])
def test_a_ca_file_that_cannot_be_used_is_a_wrong_setting(
    tmp_path: Path, content: str | None
) -> None:
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match="CA file"):
        AgentClient("https://127.0.0.1:1", "token", trust=file)


def test_the_program_prints_ids_options_and_nothing_for_an_unset_field(
    served: Served, ids: dict[str, str]
) -> None:
    assert served.run("get", FIELD).output == ""
    listed = served.run("options", FIELD)
    assert listed.stdout.splitlines() == [f"{ids[option]}={option}" for option in OPTIONS]
    assert served.run("set", FIELD, ids["All"]).exit_code == 0
    assert served.run("get", FIELD).stdout == f"{ids['All']}\n"
    assert served.run("clear", FIELD).exit_code == 0
    unset = served.run("get", FIELD)
    assert (unset.exit_code, unset.output) == (0, "")


def test_the_program_says_what_the_real_one_says_about_an_unknown_field(served: Served) -> None:
    for arguments in (("get", "nope"), ("options", "nope"), ("set", "nope", "x"), ("clear", "no")):
        result = served.run(*arguments)
        assert result.exit_code == 1
        assert result.stderr == f"{NOT_FOUND}\n"
        assert result.stdout == ""


def test_the_program_takes_values_from_standard_input_and_with_a_dash(served: Served) -> None:
    served.tenant.ninjaone.create_field(plain_field("key", "TEXT_MULTILINE"))
    assert served.run("set", "--stdin", "key", stdin="two\nlines\n").exit_code == 0
    assert served.run("get", "key").stdout == "two\nlines\n"
    assert served.run("set", "key", "-1 = --x").exit_code == 0
    assert served.run("get", "key").stdout == "-1 = --x\n"
    for wrong in (("set", "key"), ("set", "--stdin", "key", "x")):
        assert served.run(*wrong, stdin="").exit_code == 2


@pytest.mark.parametrize(
    "arguments", [("templates",), ("tag-get",), ("org-set", "a", "b", "-c"), ("get", "t", "d", "f")]
)
def test_the_program_refuses_documentation_and_tags_by_name(
    served: Served, arguments: tuple[str, ...]
) -> None:
    result = served.run(*arguments)
    assert result.exit_code == 1
    assert arguments[0] in result.stderr
    assert "custom fields only" in result.stderr


@pytest.mark.parametrize("missing", [URL_VARIABLE, TOKEN_VARIABLE])
def test_a_missing_variable_is_named(missing: str) -> None:
    environment = {URL_VARIABLE: "https://127.0.0.1:1", TOKEN_VARIABLE: "token", missing: ""}
    result = CliRunner().invoke(main, ["get", FIELD], env=environment)
    assert result.exit_code == 2
    assert missing in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_tenant_that_cannot_be_reached_is_one_line_and_exit_code_1() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"https://127.0.0.1:{unused.getsockname()[1]}"
        environment = {URL_VARIABLE: url, TOKEN_VARIABLE: "token", CA_VARIABLE: ""}
        result = CliRunner().invoke(main, ["get", FIELD], env=environment)
    assert result.exit_code == 1
    assert url in result.stderr
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.output


def test_the_installed_program_speaks_to_a_listening_tenant(
    served: Served, ids: dict[str, str]
) -> None:
    program = shutil.which("ninjarmm-cli", path=str(Path(sys.executable).parent))
    assert program is not None, "ninjarmm-cli is not installed beside this Python"
    environment = {**os.environ, **served.environment()}

    def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [program, *arguments],
            input=stdin,
            env=environment,
            capture_output=True,
            text=True,
            timeout=PATIENT_SECONDS,
            check=False,
        )

    assert run("set", "--stdin", FIELD, stdin=ids["Windows Servers"]).returncode == 0
    shown = run("get", FIELD)
    assert (shown.returncode, shown.stdout) == (0, f"{ids['Windows Servers']}\n")
    assert f"{ids['Windows Servers']}=Windows Servers" in run("options", FIELD).stdout.splitlines()
    unknown = run("get", "nope")
    assert (unknown.returncode, unknown.stdout, unknown.stderr) == (1, "", f"{NOT_FOUND}\n")
