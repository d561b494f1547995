"""Deliberately wrong implementations of what is the simulator's own business.

No document speaks of a simulator's failures, resets and snapshots, so no scenario can be derived
for them: the tests must catch every one of these.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import pytest
from sqlalchemy import create_engine

from failmode.simulator import internal_failures, network
from failmode.simulator.authproxy.radius.packets import AccessRequest, encode_reply
from failmode.simulator.authproxy.servers import ldap_bind
from failmode.simulator.authproxy.servers.radius_server import RadiusServer
from failmode.simulator.control.operations import duo as control_of_duo
from failmode.simulator.duo.auth import waiting
from failmode.simulator.edge.apps import upstream
from failmode.simulator.edge.journal.journal import Journal
from failmode.simulator.edge.request_handler import RequestHandler
from failmode.simulator.logins import driver
from failmode.simulator.network import UnreachableKind
from failmode.simulator.state import snapshots, store, transaction

VARIABLE = "FAILMODE_TESTS_DEFECT"
"""Environment variable that names the defect of a run of pytest, with `-p` of this module."""


@dataclass(frozen=True)
class OwnDefect:
    """One wrong implementation.

    Attributes:
        name: what is wrong, in a few words; also its id.
        test: the test that must catch it, below tests/simulator.
        wrong: patches the one wrong thing in this process.
    """

    name: str
    test: str
    wrong: Callable[[], object]


def verdicts_whatever_broke() -> None:
    """Judge a login although the simulator itself has failed meanwhile."""
    patch.object(internal_failures.InternalFailures, "check", lambda *_, **__: None).start()


def proxy_answers_whatever_broke() -> None:
    """Let the Authentication Proxy answer although the simulator itself has failed meanwhile."""

    def wrong(self: Any, request: AccessRequest) -> bytes | None:
        reply = self._responder.respond(request)
        return None if reply is None else encode_reply(request, reply)

    patch.object(RadiusServer, "_reply", wrong).start()


def binds_are_answered_whatever_broke() -> None:
    """Answer a bind although the simulator itself has failed meanwhile."""

    def wrong(self: ldap_bind.BindDecider, *given: Any) -> ldap_bind.BindOutcome | None:
        return ldap_bind._Bind(self, *given).decide()

    patch.object(ldap_bind.BindDecider, "decide", wrong).start()


def failure_concerns_everybody() -> None:
    """Give nobody a verdict because of a failure that concerns one user."""
    patch.object(internal_failures.InternalFailure, "may_concern", lambda *_, **__: True).start()


def exhaustion_is_an_outage() -> None:
    """Take a machine without file descriptors for a Duo that refuses the connection."""
    right = network._kind
    patch.object(network, "_kind", lambda error: right(error) or UnreachableKind.REFUSED).start()


def dead_worker_is_chosen() -> None:
    """Ask the process that has least to do, and no other when that one is dead."""

    async def wrong(self: Any, call: Any) -> Any:
        idlest = min(self._upstreams, key=lambda one: one.busy)
        try:
            return await idlest.exchange(call)
        except upstream.NotTakenError as error:
            raise upstream.UpstreamError("none is there") from error

    owner = next(
        found
        for found in vars(upstream).values()
        if isinstance(found, type) and "_exchange" in vars(found) and "identify" in vars(found)
    )
    patch.object(owner, "_exchange", wrong).start()


def database_connections_are_never_checked() -> None:
    """Use connections to the database for good, also those whose other end is gone."""

    def wrong(url: Any, **options: Any) -> Any:
        return create_engine(url, **{**options, "pool_pre_ping": False})

    patch(f"{store.__name__}.create_engine", wrong).start()


def pushes_break_with_the_data() -> None:
    """Break a request whose push is of data that were replaced, instead of ending the push."""
    right = waiting.TransactionWaiter.final_status

    def wrong(self: waiting.TransactionWaiter, txid: str) -> Any:
        status = right(self, txid)
        if status is None:
            raise RuntimeError("the push is gone")
        return status

    patch.object(waiting.TransactionWaiter, "final_status", wrong).start()
    # Else the edge drops what is about earlier data before it is told.
    patch.object(RequestHandler, "_is_outdated", False).start()


def asked_in_the_next_world() -> None:
    """Go on with requests about earlier data."""
    patch.object(RequestHandler, "_is_outdated", False).start()


def logins_go_on_for_nobody() -> None:
    """Let a login make its next request although nobody waits for it any longer."""
    patch.object(driver._Attempt, "_watch", lambda self, step: self.watched.append(step)).start()


def written_into_the_next_world() -> None:
    """Keep exchanges about earlier data in the journal of those that follow."""
    right = Journal.record

    def wrong(self: Journal, *given: Any, **facts: Any) -> Any:
        facts.pop("generation", None)
        return right(self, *given, **facts)

    patch.object(Journal, "record", wrong).start()


def rows_written_whatever_replaced_them() -> None:
    """Write into whatever rows are there."""
    patch.object(transaction.DatabaseTransaction, "_check", lambda *_: None).start()


def ids_made_for_nobody() -> None:
    """Draw the ids of requests about earlier rows from those of the rows that follow."""
    patch.object(store.Store, "is_of_earlier_rows", new=False).start()


def snapshots_checked_for_columns_alone() -> None:
    """Restore any value that stands in the right column."""
    patch.object(snapshots, "_value_problems", lambda *_: iter(())).start()
    patch.object(snapshots, "_row_constraint_problems", lambda *_: iter(())).start()


def writes_of_a_call_stand_alone() -> None:
    """Keep the first writes of a control call whose later ones are refused."""
    patch.object(control_of_duo, "duo_transaction", contextlib.nullcontext).start()


OWN_DEFECTS = (
    OwnDefect(
        "a-verdict-whatever-broke-in-the-simulator",
        "runtime/test_internal_failures.py::test_there_is_no_verdict_where_the_simulator_itself_failed",
        verdicts_whatever_broke,
    ),
    OwnDefect(
        "the-proxy-answers-whatever-broke-in-the-simulator",
        "authproxy/servers/test_radius_server_auto.py::test_nobody_is_rejected_because_the_simulator_s_own_primary_server_broke",
        proxy_answers_whatever_broke,
    ),
    OwnDefect(
        "binds-are-answered-whatever-broke-in-the-simulator",
        "authproxy/servers/test_ldap_server.py::test_a_failure_of_the_simulator_while_duo_answers_well_is_no_success",
        binds_are_answered_whatever_broke,
    ),
    OwnDefect(
        "a-failure-of-one-user-concerns-everybody",
        "runtime/test_internal_failures.py::test_a_login_of_another_user_has_its_verdict_all_the_same",
        failure_concerns_everybody,
    ),
    OwnDefect(
        "no-file-descriptors-is-an-outage",
        "runtime/test_internal_failures.py::test_a_computer_that_has_no_descriptors_left_does_not_fail_open",
        exhaustion_is_an_outage,
    ),
    OwnDefect(
        "a-dead-worker-is-chosen",
        "runtime/test_dead_workers.py::test_a_dead_worker_is_passed_over_started_anew_and_told",
        dead_worker_is_chosen,
    ),
    OwnDefect(
        "connections-to-the-database-are-never-checked",
        "runtime/test_lost_database.py::test_the_first_call_after_the_database_has_come_back_succeeds",
        database_connections_are_never_checked,
    ),
    OwnDefect(
        "a-push-breaks-when-its-data-are-replaced",
        "runtime/test_internal_failures.py::test_radius_refuses_whom_it_waited_for_while_the_data_are_replaced",
        pushes_break_with_the_data,
    ),
    OwnDefect(
        "what-was-asked-of-earlier-data-goes-on-in-the-next",
        "runtime/test_internal_failures.py::test_a_request_that_a_rule_delayed_does_not_reach_data_that_followed",
        asked_in_the_next_world,
    ),
    OwnDefect(
        "an-abandoned-login-goes-on-in-the-data-that-follow",
        "runtime/test_internal_failures.py::test_a_login_of_earlier_data_writes_nothing_into_those_that_follow",
        logins_go_on_for_nobody,
    ),
    OwnDefect(
        "exchanges-of-earlier-data-are-kept-among-those-of-the-next",
        "edge/journal/test_journal.py::test_an_exchange_that_began_with_earlier_data_is_not_kept_among_those_of_the_next",
        written_into_the_next_world,
    ),
    OwnDefect(
        "what-was-asked-of-earlier-rows-is-written-into-the-next",
        "runtime/test_replaced_rows.py::test_a_login_under_way_gets_no_answer_and_leaves_nothing_in_the_data_that_follow",
        rows_written_whatever_replaced_them,
    ),
    OwnDefect(
        "what-was-asked-of-earlier-rows-uses-ids-of-the-next-up",
        "runtime/test_replaced_rows.py::test_a_login_under_way_gets_no_answer_and_leaves_nothing_in_the_data_that_follow",
        ids_made_for_nobody,
    ),
    OwnDefect(
        "snapshots-are-checked-for-columns-alone",
        "control/test_restore.py::test_a_value_that_its_record_could_not_have_is_refused",
        snapshots_checked_for_columns_alone,
    ),
    OwnDefect(
        "a-refused-call-leaves-a-user-half-made",
        "control/test_application.py::test_a_person_whose_phone_is_refused_is_not_left_half_made",
        writes_of_a_call_stand_alone,
    ),
)


def pytest_configure(config: pytest.Config) -> None:
    """Put the defect in that the environment names."""
    del config
    name = os.environ[VARIABLE]
    next(one for one in OWN_DEFECTS if one.name == name).wrong()
