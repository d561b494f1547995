"""The prompt page: what a person is shown and can do, without JavaScript."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from failmode.simulator.duo.application import identifier
from failmode.simulator.duo.directory.records import Capability, Policy, UserStatus
from failmode.simulator.duo.vendor import SECRETS
from failmode.simulator.edge.identify import Identified
from failmode.simulator.edge.journal.masking import Masker
from failmode.simulator.edge.journal.secrets import COMMON
from failmode.terms.logins import Answer
from failmode.terms.stages import Stage
from tests.simulator.duo.universal.client import (
    FIRST,
    SECOND,
    STATE,
    PromptTestbed,
    brought_back,
    claims_of,
    open_testbed,
    page_of,
    text_of,
)
from tests.simulator.environs import environ


@pytest.fixture
def testbed() -> Iterator[PromptTestbed]:
    with open_testbed() as opened:
        for name, answer in (
            ("alice", Answer.APPROVE),
            ("bob", Answer.DENY),
            ("carol", Answer.IGNORE),
        ):
            opened.duo.users.add(name, answer=answer)
            opened.duo.devices.add_phone(name, "+12025550100", name="Phone", platform="Apple iOS")
        opened.duo.users.add("dave", status=UserStatus.BYPASS)
        opened.duo.users.add("erin", status=UserStatus.DISABLED)
        opened.duo.users.add("grace", status=UserStatus.LOCKED_OUT)
        opened.duo.users.add("frank")
        yield opened


def test_the_page_offers_what_the_devices_can_do(testbed: PromptTestbed) -> None:
    landline = testbed.duo.devices.add_phone(
        "alice", "+12025550111", capabilities=[Capability.PHONE]
    )
    testbed.duo.devices.add_token("alice", "123456")

    answer = testbed.get(testbed.visit())

    mobile = testbed.device()
    assert page_of(answer).choices == [
        f"push {mobile}",
        f"phone {mobile}",
        f"sms {mobile}",
        f"phone {landline.device}",
        "passcode",
        "cancel",
    ]
    assert "XXX-XXX-0111" in answer.text
    assert "+12025550100" not in answer.text


def test_a_user_with_a_token_only_is_asked_for_a_passcode(testbed: PromptTestbed) -> None:
    testbed.duo.devices.add_token("frank", "123456")

    assert page_of(testbed.get(testbed.visit("frank"))).choices == ["passcode", "cancel"]


@pytest.mark.parametrize("factor", ["push", "phone"])
def test_who_approves_goes_back_with_a_code(testbed: PromptTestbed, factor: str) -> None:
    back = brought_back(testbed.choose(testbed.visit(), f"{factor} {testbed.device()}"))

    assert set(back) == {"duo_code", "state"}
    assert back["state"] == STATE


def test_who_denies_may_choose_again(testbed: PromptTestbed) -> None:
    page = testbed.visit("bob")

    denied = testbed.choose(page, f"push {testbed.device('bob')}")

    assert "Login request denied." in text_of(denied)
    assert f"push {testbed.device('bob')}" in page_of(denied).choices
    testbed.duo.users.set_answer("bob", Answer.APPROVE)
    assert "duo_code" in brought_back(testbed.choose(page, f"push {testbed.device('bob')}"))


def test_who_reports_fraud_is_not_let_in(testbed: PromptTestbed) -> None:
    testbed.duo.users.set_answer("alice", Answer.FRAUD)

    refused = testbed.choose(testbed.visit(), f"push {testbed.device()}")

    assert page_of(refused).choices
    assert "duo_code" not in refused.text


def test_a_push_waits_until_the_person_answers_and_a_reload_goes_on(testbed: PromptTestbed) -> None:
    page = testbed.visit("carol")
    waiting = testbed.choose(page, f"push {testbed.device('carol')}")
    assert "Pushed a login request to your device" in text_of(waiting)
    assert page in page_of(waiting).links
    assert '<meta http-equiv="refresh"' in waiting.text

    (transaction,) = testbed.duo.transactions.all("carol")
    testbed.duo.transactions.approve(transaction.txid)

    assert "duo_code" in brought_back(testbed.get(page))


def test_a_push_that_nobody_answers_times_out(testbed: PromptTestbed) -> None:
    testbed.clock.freeze(time.time())
    page = testbed.visit("carol")
    testbed.choose(page, f"push {testbed.device('carol')}")

    testbed.clock.advance(testbed.duo.settings.current.push_timeout_seconds + 1)

    assert "Login timed out." in text_of(testbed.get(page))


def test_other_options_leave_a_push_behind_for_good(testbed: PromptTestbed) -> None:
    page = testbed.visit("carol")
    testbed.choose(page, f"push {testbed.device('carol')}")

    chosen_again = testbed.choose(page, "again")
    (transaction,) = testbed.duo.transactions.all("carol")
    testbed.duo.transactions.approve(transaction.txid)

    assert f"push {testbed.device('carol')}" in page_of(chosen_again).choices
    assert page_of(testbed.get(page)).choices == page_of(chosen_again).choices


def test_the_status_is_told_step_by_step(testbed: PromptTestbed) -> None:
    page = testbed.visit("carol")
    follow = page.replace("/prompt?", "/prompt/status?")
    assert testbed.get(follow).get_json() == {"waiting": False, "message": ""}
    testbed.choose(page, f"push {testbed.device('carol')}")

    assert testbed.get(follow).get_json() == {
        "waiting": True,
        "message": "Pushed a login request to your device...",
    }
    (transaction,) = testbed.duo.transactions.all("carol")
    testbed.duo.transactions.deny(transaction.txid)
    assert testbed.get(follow).get_json() == {"waiting": False, "message": "Login request denied."}


def test_a_verified_push_shows_the_code_to_type(testbed: PromptTestbed) -> None:
    testbed.duo.integrations.set_policy(FIRST.client_id, Policy(verified_push_digits=4))
    page = testbed.visit("carol")

    waiting = testbed.choose(page, f"push {testbed.device('carol')}")

    (transaction,) = testbed.duo.transactions.all("carol")
    code = transaction.verification_code
    assert code is not None
    assert code in text_of(waiting)
    testbed.duo.transactions.approve(transaction.txid, code)
    assert "duo_code" in brought_back(testbed.get(page))


def test_a_right_passcode_logs_in_and_a_wrong_one_asks_again(testbed: PromptTestbed) -> None:
    testbed.duo.passcodes.add("alice", ["1234567"])
    page = testbed.visit()

    wrong = testbed.choose(page, "passcode", passcode="7654321")

    assert "Invalid passcode, please try again." in text_of(wrong)
    assert "duo_code" in brought_back(testbed.choose(page, "passcode", passcode="1234567"))


def test_an_empty_passcode_asks_again_without_a_try(testbed: PromptTestbed) -> None:
    answer = testbed.choose(testbed.visit(), "passcode", passcode="")

    assert "Enter a passcode." in text_of(answer)
    assert testbed.duo.transactions.all("alice") == ()


def test_passcodes_by_text_message_log_in(testbed: PromptTestbed) -> None:
    page = testbed.visit()

    sent = testbed.choose(page, f"sms {testbed.device()}")

    assert "New SMS passcodes sent." in text_of(sent)
    code = testbed.duo.passcodes.of("alice")[0]
    assert "duo_code" in brought_back(testbed.choose(page, "passcode", passcode=code))


def test_a_bypassed_user_goes_straight_through_and_is_logged_once(testbed: PromptTestbed) -> None:
    back = brought_back(testbed.get(testbed.visit("dave")))

    claims = claims_of(testbed.exchange(back["duo_code"]))
    assert claims["auth_result"]["status"] == "bypass"
    assert claims["auth_context"]["reason"] == "bypass_user"
    assert len(testbed.duo.transactions.all("dave")) == 1


@pytest.mark.parametrize("username", ["erin", "grace"])
def test_a_blocked_user_is_told_and_can_only_go_back(testbed: PromptTestbed, username: str) -> None:
    answer = testbed.get(testbed.visit(username))

    assert "Your account is disabled and cannot access this application." in text_of(answer)
    assert page_of(answer).choices == ["cancel"]


def test_a_user_who_is_disabled_meanwhile_is_told(testbed: PromptTestbed) -> None:
    page = testbed.visit()
    testbed.duo.users.set_status("alice", UserStatus.DISABLED)

    answer = testbed.choose(page, f"push {testbed.device()}")

    assert "Your account is disabled" in text_of(answer)


@pytest.mark.parametrize("username", ["frank", "nobody"])
def test_a_user_without_a_device_is_told_of_a_portal_that_no_link_can_open(
    testbed: PromptTestbed, username: str
) -> None:
    answer = testbed.get(testbed.visit(username))

    assert "Enroll an authentication device to proceed" in text_of(answer)
    assert "/portal?" in text_of(answer)
    assert not any("/portal?" in link for link in page_of(answer).links)
    assert page_of(answer).choices == ["cancel"]


def test_who_enrols_meanwhile_can_go_on(testbed: PromptTestbed) -> None:
    page = testbed.visit("frank")
    testbed.duo.devices.add_phone("frank", "+12025550123")

    assert f"push {testbed.device('frank')}" in page_of(testbed.get(page)).choices


def test_who_cancels_goes_back_with_an_error(testbed: PromptTestbed) -> None:
    page = testbed.visit()

    back = brought_back(testbed.choose(page, "cancel"))

    assert (back["error"], back["state"]) == ("access_denied", STATE)
    assert "code" not in back
    assert testbed.get(page).status_code == 400


def test_a_visit_ends_with_its_code(testbed: PromptTestbed) -> None:
    page = testbed.visit()
    assert brought_back(testbed.choose(page, f"push {testbed.device()}"))

    again = testbed.get(page)

    assert again.status_code == 400
    assert "This login is over" in text_of(again)
    assert "Location" not in again.headers


def test_a_visit_expires_by_the_cloud_s_clock(testbed: PromptTestbed) -> None:
    testbed.clock.freeze(time.time())
    page = testbed.visit()

    testbed.clock.advance(301)

    assert testbed.get(page).status_code == 400


@pytest.mark.parametrize(
    "path", ["/prompt", "/prompt?prompt_session=", "/prompt?prompt_session=" + "0" * 32]
)
def test_an_unknown_visit_shows_nothing(testbed: PromptTestbed, path: str) -> None:
    answer = testbed.get(path)

    assert answer.status_code == 400
    assert answer.mimetype == "text/html"


def test_nobody_goes_back_with_a_code_before_being_let_in(testbed: PromptTestbed) -> None:
    page = testbed.visit("carol")
    back = page.replace("/prompt?", "/prompt/return?")
    assert testbed.get(back).status_code == 400
    testbed.choose(page, f"push {testbed.device('carol')}")

    answer = testbed.get(back)

    assert answer.status_code == 400
    assert "Location" not in answer.headers


def test_a_form_without_the_session_of_its_visit_does_nothing(testbed: PromptTestbed) -> None:
    testbed.visit()

    answer = testbed.post("/prompt", {"choice": f"push {testbed.device()}"})

    assert answer.status_code == 400
    assert testbed.duo.transactions.all("alice") == ()


@pytest.mark.parametrize("choice", ["push DP" + "0" * 18, "push", "phone phone9"])
def test_a_device_that_is_not_the_user_s_is_not_asked(testbed: PromptTestbed, choice: str) -> None:
    testbed.duo.users.add("ivan")
    testbed.duo.devices.add_token("ivan", "1")

    answer = testbed.choose(testbed.visit("ivan"), choice)

    assert "Choose another way to log in." in text_of(answer)
    assert testbed.duo.transactions.all("ivan") == ()


@pytest.mark.parametrize("choice", ["", "nonsense", "auto", "approve"])
def test_a_choice_that_is_not_on_the_page_is_refused(testbed: PromptTestbed, choice: str) -> None:
    assert testbed.choose(testbed.visit(), choice).status_code == 400


def test_names_are_shown_as_text_whatever_they_contain(testbed: PromptTestbed) -> None:
    evil = '"><script>alert(1)</script>'
    testbed.duo.users.add(evil)
    testbed.duo.devices.add_phone(evil, "+12025550177", name="<img src=x onerror=alert(1)>")
    state = '"><script>alert(2)</script>'

    shown = testbed.get(testbed.visit(evil, state=state))
    waiting = testbed.choose(testbed.visit("carol", state=state), f"push {testbed.device('carol')}")
    unknown = testbed.get(testbed.visit("<b>nobody</b>"))

    for answer in (shown, waiting, unknown):
        tags = page_of(answer).tags
        assert "img" not in tags
        assert "b" not in tags
        assert tags.count("script") == (1 if answer is waiting else 0)
    assert "&lt;script&gt;alert(1)" in shown.text


def test_every_page_forbids_caching_framing_and_foreign_scripts(testbed: PromptTestbed) -> None:
    page = testbed.visit("carol")
    for answer in (
        testbed.get(page),
        testbed.choose(page, f"push {testbed.device('carol')}"),
        testbed.get("/prompt"),
        testbed.authorize("carol"),
    ):
        policy = answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"
        assert "frame-ancestors 'none'" in policy
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


@pytest.mark.parametrize("name", ["prompt.css", "prompt.js"])
def test_the_page_s_files_are_part_of_the_package(testbed: PromptTestbed, name: str) -> None:
    answer = testbed.get(f"/prompt/{name}")

    assert answer.status_code == 200
    assert len(answer.data) > 100


def test_the_visits_of_two_applications_are_apart(testbed: PromptTestbed) -> None:
    first, second = testbed.visit(), testbed.visit("alice", SECOND)
    code = brought_back(testbed.choose(first, f"push {testbed.device()}"))["duo_code"]

    assert page_of(testbed.get(second)).choices
    assert testbed.exchange(code, SECOND).get_json()["error"] == "invalid_grant"


def test_a_snapshot_keeps_a_visit(testbed: PromptTestbed) -> None:
    page = testbed.visit()
    taken = testbed.duo.store.snapshot()
    testbed.duo.store.clear()
    testbed.duo.store.restore(taken)

    assert "duo_code" in brought_back(testbed.choose(page, f"push {testbed.device()}"))


# For fault rules and the journal


def test_every_request_is_known_by_operation_stage_and_user(testbed: PromptTestbed) -> None:
    identified = identifier(testbed.duo)

    def identify(*request: Any) -> Identified:
        return identified(environ(*request))

    page = testbed.visit()
    session = page.partition("?")[2]
    code = brought_back(testbed.choose(page, f"push {testbed.device()}"))["duo_code"]
    request = FIRST.signed(FIRST.request_claims("ACME\\Alice"))
    form = {"content-type": "application/x-www-form-urlencoded"}

    assert identify("POST", "/oauth/v1/health_check", "", form, b"client_id=x") == Identified(
        "health-check", Stage.PING, None
    )
    assert identify(
        "GET", "/oauth/v1/authorize", f"client_id={FIRST.client_id}&request={request}", {}, b""
    ) == Identified("authorize", None, "alice")
    assert identify("GET", "/prompt", session, {}, b"") == Identified("prompt", None, "alice")
    assert identify("GET", "/prompt/status", session, {}, b"") == Identified(
        "prompt-status", None, "alice"
    )
    assert identify("GET", "/prompt/return", session, {}, b"") == Identified(
        "prompt-return", Stage.PREAUTH, "alice"
    )
    assert identify("POST", "/oauth/v1/token", f"code={code}", {}, b"") == Identified(
        "token", Stage.AUTH, "alice"
    )
    assert identify("GET", "/oauth/v1/authorize", "request=nonsense", {}, b"") == Identified(
        "authorize", None, None
    )


def test_the_journal_hides_what_could_be_used_again(testbed: PromptTestbed) -> None:
    masker = Masker(COMMON | SECRETS)
    answer = testbed.authorize()
    page = answer.headers["Location"]
    shown = testbed.get(page)
    done = testbed.choose(page, f"push {testbed.device()}")
    code = brought_back(done)["duo_code"]
    tokens = testbed.exchange(code)
    session = page.partition("=")[2]

    noted = " ".join(
        [
            masker.target(answer.request.url),
            *(value for _, value in masker.headers(answer.headers.items())),
            masker.target(page),
            masker.body(shown.data, "text/html", request=False),
            masker.body(f"prompt_session={session}".encode(), "", request=True),
            *(value for _, value in masker.headers(done.headers.items())),
            masker.body(tokens.data, "application/json", request=False),
        ]
    )

    sent = answer.request.args["request"]
    body = tokens.get_json()
    for secret in (session, code, sent, body["id_token"], body["access_token"]):
        assert secret not in noted
