"""The verdict table of the Authentication Proxy, for each further kind of server that it runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from failmode.specs.derive.context import Context
from failmode.specs.derive.product_subject import (
    PROXY,
    RADIUS_ANSWERS,
    AnswerSteps,
    Mode,
    ProductSubject,
)
from failmode.specs.derive.verdicts import first_stage, verdict
from failmode.specs.facts.proxy_servers import PrimaryServer, ProxyServerRow, ServerProtocol
from failmode.specs.facts.verdict_tables import VerdictRow
from failmode.specs.scenarios import given, then, when
from failmode.terms import UNSET, Evidence, Verdict

DEFAULT_SERVER = "radius_server_auto"
"""The kind of server that the verdict table is about, and that scenarios name no section for."""

_LDAP_ANSWERS = AnswerSteps(
    answer=then('the LDAP result is "<answer>"'),
    reply=then('the LDAP errorMessage is "<reply>"'),
    words={
        Verdict.FAILED_OPEN: "success",
        Verdict.ALLOWED: "success",
        Verdict.DENIED: "invalidCredentials",
        Verdict.HUNG: "no answer",
        "unknown": "unknown",
    },
    rejected_login=when("the user logs in over LDAP with the wrong password"),
    tells_the_accepted=False,
)
_LOGIN = {
    ServerProtocol.RADIUS: PROXY.login,
    ServerProtocol.EAP: PROXY.login,
    ServerProtocol.LDAP: when("the user logs in over LDAP with the right password"),
}
_ANSWERS: Mapping[ServerProtocol, AnswerSteps] = {
    ServerProtocol.RADIUS: RADIUS_ANSWERS,
    ServerProtocol.LDAP: _LDAP_ANSWERS,
    ServerProtocol.EAP: replace(RADIUS_ANSWERS, tells_the_accepted=False, tells_the_denied=False),
}
_SURENESS = tuple(Evidence)
"""From the surest on."""


def further_servers(context: Context, subject: ProductSubject) -> Iterator[ProductSubject]:
    """Yield a subject for each further kind of server.

    Args:
        context: the documents.
        subject: the Authentication Proxy with its verdict table.
    """
    for named in context.documents:
        for row in named.document.every(ProxyServerRow):
            if row.section != DEFAULT_SERVER:
                yield _server_subject(subject, row)


def _server_subject(subject: ProductSubject, row: ProxyServerRow) -> ProductSubject:
    modes = tuple(mode for mode in subject.modes if mode.shown != UNSET)
    table = replace(
        subject.table, rows=tuple(_as_at(subject, modes, row, one) for one in subject.table.rows)
    )
    steps = replace(
        subject.steps,
        configured=given(
            f'an Authentication Proxy with [{row.section}], failmode "<failmode>" and '
            "api_timeout <api_timeout>"
        ),
        wrong_key=given(
            f'an Authentication Proxy with [{row.section}], failmode "<failmode>" and a wrong '
            "secret key"
        ),
        login=_LOGIN[row.protocol],
        answers=_ANSWERS[row.protocol],
        has_primary=row.primary is PrimaryServer.ASKED,
    )
    return replace(subject, steps=steps, table=table, modes=modes, server=row.section)


def _as_at(
    subject: ProductSubject, modes: tuple[Mode, ...], server: ProxyServerRow, row: VerdictRow
) -> VerdictRow:
    """Return a row of the verdict table as it holds for a kind of server."""
    reply = dict(row.reply)
    for mode in modes:
        if mode.name not in reply:
            continue
        denied = verdict(row, mode.failmode) == Verdict.DENIED
        if denied and server.auth_failure_text and row.stage != first_stage(subject.table):
            reply[mode.name] = server.auth_failure_text
        answers = _ANSWERS[server.protocol]
        if not (answers.tells_the_denied if denied else answers.tells_the_accepted):
            reply[mode.name] = ""
    return replace(
        row,
        reply=tuple(reply.items()),
        evidence=max(row.evidence, server.evidence, key=_SURENESS.index),
    )
