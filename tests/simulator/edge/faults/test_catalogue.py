"""The catalogue of faults, and a fault that a package beside failmode brings."""

from __future__ import annotations

import dataclasses
import json
import os
import ssl
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import httpx
import pytest

from failmode.simulator.edge.errors import RuleError
from failmode.simulator.edge.faults.affected_connection import AffectedConnection
from failmode.simulator.edge.faults.answers import GatewayPage, Http429, HttpStatus
from failmode.simulator.edge.faults.catalogue import (
    BUILT_IN,
    RULE_KEYS,
    FaultCatalogue,
    fault_catalogue,
)
from failmode.simulator.edge.faults.delivery import Reset, Trickle
from failmode.simulator.edge.faults.fault import Fault, Level, NoAnswerFault, Reach, number
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.errors import ConfigError
from tests.patience import PATIENT_SECONDS

TOY = '''
from dataclasses import dataclass

from failmode.simulator.edge.faults.fault import NoAnswerFault, text


@dataclass(frozen=True)
class Parrot(NoAnswerFault):
    """Something that only says one word."""

    name = "parrot"
    summary = "A parrot answers."

    word: str | None = text("What it says.", phrase="saying {}")

    async def end(self, connection):
        await connection.stream.write((self.word or "hello").encode())
        await connection.stream.cut()
'''
TABLE = """---
kind: failmode
---

# Duo Unix

| Fault | Stage | Outcome | Evidence |
| --- | --- | --- | --- |
| parrot | preauth | denied | measured |
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """Install a package that offers one fault, for processes with these variables."""
    folder = tmp_path_factory.mktemp("toys")
    (folder / "toys.py").write_text(TOY, encoding="utf-8")
    metadata = folder / "toys-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: toys\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text("[failmode.faults]\nparrot = toys:Parrot\n")
    return os.environ | {"PYTHONPATH": str(folder)}


def failmode(environment: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "failmode", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def served(environment: Mapping[str, str]) -> Iterator[dict[str, object]]:
    """Serve a simulator where that package is installed; what it says about itself."""
    command = [sys.executable, "-m", "failmode", "serve", "--json"]
    command += [f"--{port}-port=0" for port in ("ninjaone", "duo", "control", "radius", "ldap")]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())
    finally:
        process.terminate()
        process.communicate()


def test_a_fault_of_another_package_is_one_class_and_no_other_change(
    environment: Mapping[str, str], served: dict[str, object], tmp_path: Path
) -> None:
    info = json.loads(json.dumps(served))
    control, duo = info["addresses"]["control"]["url"], info["addresses"]["duo"]["url"]

    offered = failmode(environment, "faults", "add", "--help").stdout
    assert "parrot: What it says." in " ".join(offered.split())
    added = failmode(
        environment, "faults", "add", "parrot", "--word", "polly", "--control", control, "--json"
    )
    assert json.loads(added.stdout)["word"] == "polly", added.stderr

    with httpx.Client(base_url=control, trust_env=False, timeout=PATIENT_SECONDS) as client:
        page = client.get("/").text
        assert 'id="switch-parrot"' in page
        assert "saying polly" in page
        client.delete("/_sim/faults")
        rule = {"vendor": "duo", "fault": "parrot", "word": "pieces of eight"}
        assert client.post("/_sim/faults", json=rule).status_code == 201
        refused = client.post("/_sim/faults", json={"vendor": "duo", "fault": "parot"})
        assert "parrot" in refused.text

    document = tmp_path / "outage.md"
    document.write_text(TABLE, encoding="utf-8")
    (read,) = json.loads(failmode(environment, "read", "--json", str(document)).stdout)
    assert [row["fault"] for table in read["verdicts"] for row in table["rows"]] == ["parrot"]

    trust = ssl.create_default_context(cafile=info["ca_file"])
    with (
        httpx.Client(verify=trust, trust_env=False, timeout=PATIENT_SECONDS) as client,
        pytest.raises(httpx.RemoteProtocolError),
    ):
        client.get(f"{duo}/auth/v2/ping")
    with httpx.Client(base_url=control, trust_env=False, timeout=PATIENT_SECONDS) as client:
        (exchange,) = client.get("/_sim/journal", params={"fault": "parrot"}).json()["exchanges"]
    assert (exchange["operation"], exchange["fault"]) == ("ping", "parrot")


def test_what_a_package_offers_that_is_no_fault_is_told_as_its_mistake(tmp_path: Path) -> None:
    (tmp_path / "toys.py").write_text("Parrot = 5\n", encoding="utf-8")
    metadata = tmp_path / "toys-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: toys\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text("[failmode.faults]\nparrot = toys:Parrot\n")
    program = (
        "from failmode.simulator.edge.faults.catalogue import fault_catalogue; fault_catalogue()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "toys:Parrot, offered as the fault parrot, is no class of a fault" in ran.stderr


@dataclass(frozen=True)
class OddTrickle(NoAnswerFault):
    """Takes a parameter of another fault for something else."""

    name = "odd-trickle"
    summary = "Odd."

    interval_seconds: float = number(5.0, "Something else.", phrase="{}", minimum=0, maximum=9)

    async def end(self, connection: AffectedConnection) -> None:
        """Do nothing."""


@dataclass(frozen=True)
class Greedy(NoAnswerFault):
    """Takes what a rule itself is made of."""

    name = "greedy"
    summary = "Greedy."

    user: float = number(5.0, "Something else.", phrase="{}", minimum=0, maximum=9)

    async def end(self, connection: AffectedConnection) -> None:
        """Do nothing."""


class Unfinished(NoAnswerFault):
    """Does not say how the connection ends."""

    name = "unfinished"
    summary = "Unfinished."


class Nameless(Reset):
    """Has no summary."""

    summary = ""


class SecondReset(Reset):
    """Has the name of another fault."""


class Shouting(Reset):
    """Has a name that is none."""

    name: ClassVar[str] = "SHOUTING"


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        (OddTrickle, "takes interval_seconds for something else"),
        (Greedy, "takes user for something else"),
        (Unfinished, "Unfinished does not say what the fault does"),
        (Nameless, "no summary"),
        (SecondReset, "two faults reset"),
        (Shouting, "SHOUTING"),
    ],
)
def test_a_catalogue_has_one_meaning_for_each_word(kind: type[Fault], what: str) -> None:
    with pytest.raises(ConfigError, match=what):
        FaultCatalogue([*BUILT_IN, kind])


def test_every_fault_says_what_it_is_and_has_defaults_for_its_parameters() -> None:
    for kind in fault_catalogue():
        assert kind.summary.endswith(".")
        assert kind().set_parameters() == {}
        assert all(one.phrase and one.description for one in kind.parameters().values())


def test_parameters_are_read_from_the_class_of_the_fault() -> None:
    assert fault_catalogue().make("trickle", {"interval_seconds": 2}) == Trickle(interval_seconds=2)
    statuses = {kind.name for kind in fault_catalogue() if issubclass(kind, GatewayPage)}
    assert set(fault_catalogue().taking("retry_after")) == statuses
    assert fault_catalogue().taking_in_words("retry_after") == "http-..."
    assert fault_catalogue().taking_in_words("interval_seconds") == "trickle"
    with pytest.raises(RuleError, match="Use trickle"):
        fault_catalogue().make("reset", {"interval_seconds": 2})


def test_a_whole_number_has_bounds() -> None:
    assert fault_catalogue().make("http-status", {"status": 418}) == HttpStatus(status=418)
    for wrong in (199, 600, 418.0, True, "418"):
        with pytest.raises(RuleError, match=r"status.*200 to 599"):
            fault_catalogue().make("http-status", {"status": wrong})


def test_a_rule_is_read_by_the_catalogue_that_is_given() -> None:
    small = FaultCatalogue([Http429])
    rule = {"vendor": "acme", "fault": "http-429", "retry_after": "3"}
    assert Rule.from_json(rule, small).fault == Http429(retry_after="3")
    with pytest.raises(RuleError, match="Known: http-429"):
        Rule.from_json({"vendor": "acme", "fault": "reset"}, small)


def test_no_parameter_is_called_like_a_part_of_a_rule() -> None:
    assert {field.name for field in dataclasses.fields(Rule)} == RULE_KEYS
    assert not fault_catalogue().parameters.keys() & RULE_KEYS


def test_only_faults_under_which_the_application_is_heard_answer_in_whole() -> None:
    assert [kind.name for kind in fault_catalogue() if kind.answers_whole] == [
        "clock-skew",
        "wrong-keys",
    ]


@pytest.mark.parametrize("kind", BUILT_IN, ids=lambda kind: kind.name)
def test_every_fault_says_whom_it_can_strike_and_why_not_others(kind: type[Fault]) -> None:
    simulated_only = kind.level is Level.RESOLVER
    assert kind.reach is (Reach.SIMULATED_MACHINES if simulated_only else Reach.EVERY_CLIENT)
    assert kind.counted is (kind.level is not Level.SOCKET)
    assert kind.reach_note or (kind.counted and not simulated_only)
