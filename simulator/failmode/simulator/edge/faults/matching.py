"""Whether there can be a request that a rule means, by how a vendor's requests are named."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from failmode.simulator.edge.errors import RuleError
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.request_names import RequestNames, split_path_name


def check_matchable(rule: Rule, names: RequestNames) -> None:
    """Refuse a rule that no request to its vendor can match.

    Args:
        rule: the rule.
        names: how the requests to its vendor are named.

    Raises:
        RuleError: names the matcher, and what is known instead.
    """
    _check_stage(rule, names)
    if rule.operation is not None:
        _check_operation(rule, rule.operation, names)
    if rule.user is not None:
        _check_user(rule, names)


def unanswered_path(rule: Rule, names: RequestNames) -> str | None:
    """Return the method and path that a rule acts at where no operation answers; else None."""
    if rule.operation is None or rule.operation in names.stages:
        return None
    return rule.operation if split_path_name(rule.operation) else None


def _check_stage(rule: Rule, names: RequestNames) -> None:
    for key, stage in (("stage", rule.stage), ("after", rule.after)):
        if stage is None or stage in names.known_stages:
            continue
        if not names.known_stages:
            raise RuleError(
                key,
                f"{stage} is none of {names.vendor}'s: its requests belong to no stage of a login",
                "Leave it out, or name an operation",
            )
        known = ", ".join(names.known_stages)
        raise RuleError(key, f"{stage} is none of {names.vendor}'s", f"Known: {known}")


def _check_operation(rule: Rule, operation: str, names: RequestNames) -> None:
    if operation not in names.stages:
        _check_path_name(operation, names)
        return
    belongs = names.stages[operation]
    if rule.stage is not None and belongs is not rule.stage:
        raise RuleError(
            "operation",
            f"{operation!r} belongs to {belongs or 'no stage'}, and the rule wants {rule.stage}",
            "Leave the stage or the operation out",
        )


def _check_path_name(operation: str, names: RequestNames) -> None:
    split = split_path_name(operation)
    if split is None:
        raise RuleError(
            "operation",
            f"{operation!r} is none of {names.vendor}'s",
            f"{_nearest(operation, names)}Known: {', '.join(_short(names))}, or a method and a "
            "path, such as GET /path",
        )
    known = names.operation_at(*split)
    if known is not None and known != operation:
        raise RuleError(
            "operation",
            f"{operation!r} never stands in a request's name: it is called {known!r}",
            f"Name the operation {known!r}",
        )


def _nearest(operation: str, names: RequestNames) -> str:
    nearest = get_close_matches(operation, names.stages, n=1)
    return f"Did you mean {nearest[0]}? " if nearest else ""


def _short(names: RequestNames) -> Iterator[str]:
    return (name for name in names.stages if split_path_name(name) is None and " " not in name)


def _check_user(rule: Rule, names: RequestNames) -> None:
    if not names.name_users:
        raise RuleError("user", f"is named by no request to {names.vendor}", "Leave it out")
    meant: tuple[str, ...] = ()
    if rule.operation is not None:
        meant = (rule.operation,)
    elif rule.stage is not None and not rule.is_connection_level:
        meant = names.operations_at(rule.stage)
    if meant and all(one in names.nameless for one in meant):
        raise RuleError("user", f"is not named by a {rule.operation or rule.stage}", "Leave it out")
