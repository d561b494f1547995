"""The verdict of a login: by what the program did, what Duo's cloud saw and what was logged.

Never by one alone: a configuration error lets users in with exit code 0 and without a single
request.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from failmode.simulator import Exchange
from failmode.simulator import classify_login as reach_verdict
from failmode.steps.targets.duo_unix.program_run import ProgramRun
from failmode.terms import Admission, Verdict

_AUTHENTICATED = re.compile(r"\] (?:Successful|Skipped) Duo login ")
_FAILSAFE = re.compile(r"\] Failsafe Duo login ")


@dataclass(frozen=True, slots=True)
class Classification:
    """A verdict with what speaks for it, and against it."""

    verdict: Verdict
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CloudObservation:
    """What Duo's cloud saw of one login.

    Attributes:
        operations: that were asked, in order.
        allowed: whether an answer that let the user in went out whole.
        denied: whether an answer that refused the user went out whole.
    """

    operations: tuple[str, ...]
    allowed: bool
    denied: bool


def observe(exchanges: Iterable[Exchange], user: str) -> CloudObservation:
    """Read the journal.

    Args:
        exchanges: of one login or of several at once.
        user: whose login is meant; requests that name nobody count too.
    """
    own = [one for one in exchanges if one.user in (None, user) and one.is_request]
    results = [_result(one) for one in own if one.user == user and one.answered_whole]
    return CloudObservation(
        tuple(one.operation for one in own), "allow" in results, "deny" in results
    )


def has_begun(run: ProgramRun, observation: CloudObservation) -> bool:
    """Tell whether a program came so far that what it did is a verdict.

    Whom Duo Unix keeps out is logged with the reason, whatever that is.

    Args:
        run: what the program did and logged.
        observation: what Duo's cloud saw.
    """
    return run.let_in is not False or bool(run.log) or bool(observation.operations)


def classify(run: ProgramRun, observation: CloudObservation) -> Classification:
    """Classify a login.

    Args:
        run: what the program did and logged.
        observation: what Duo's cloud saw.
    """
    admission = _admission(run)
    verdict = reach_verdict(admission, approved=observation.allowed)
    return Classification(
        verdict, (_requests(observation.operations), *_notes(run, admission, observation))
    )


def _admission(run: ProgramRun) -> Admission | None:
    if run.let_in is None:
        return None
    if not run.let_in:
        return Admission.REFUSED
    return Admission.BY_DUO if _AUTHENTICATED.search(_logged(run)) else Admission.BY_FAILMODE


def _notes(
    run: ProgramRun, admission: Admission | None, observation: CloudObservation
) -> Iterator[str]:
    if admission is None:
        yield "no verdict before the deadline"
        return
    if run.let_in != (run.exit_code == 0):
        yield (
            f"contradiction: the user was {'' if run.let_in else 'not '}let in, "
            f"and the exit code is {run.exit_code}"
        )
    if admission is Admission.REFUSED:
        if observation.allowed:
            yield "contradiction: Duo's cloud let the user in, the program did not"
        return
    if observation.allowed and admission is Admission.BY_DUO:
        return
    if _FAILSAFE.search(_logged(run)):
        yield "let in by the failmode: the client logged Failsafe"
    elif not observation.operations:
        yield "let in without asking Duo at all"
    if observation.allowed:
        yield "contradiction: Duo's cloud let the user in, the client does not say so"
    if observation.denied:
        yield "contradiction: Duo's cloud refused the user, who was let in"


def _logged(run: ProgramRun) -> str:
    return "\n".join(run.log)


def _requests(operations: Sequence[str]) -> str:
    if not operations:
        return "Duo's cloud saw no request"
    return f"Duo's cloud saw: {', '.join(operations)}"


def _result(exchange: Exchange) -> str | None:
    """Read `response.result` of an answer, in lower case as Duo Unix does."""
    try:
        answer = json.loads(exchange.response_body)
    except ValueError:
        return None
    response = answer.get("response") if isinstance(answer, dict) else None
    result = response.get("result") if isinstance(response, dict) else None
    return result.lower() if isinstance(result, str) and exchange.status == HTTPStatus.OK else None
