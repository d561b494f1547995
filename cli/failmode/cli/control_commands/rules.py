"""A fault rule of the control API in words."""

from __future__ import annotations

from failmode.cli.control_commands.json_output import Json
from failmode.cli.control_commands.times import time_of_day
from failmode.simulator import fault_catalogue


def describe(rule: Json) -> str:
    """Say what a rule does, how often, and where it acts."""
    return f"{_effect(rule)}; {_scope(rule)}"


def _effect(rule: Json) -> str:
    parts = []
    if rule.get("fault"):
        parts.append(str(rule["fault"]))
    if rule.get("answer"):
        parts.append(f"answer {rule['answer']['status']}")
    if rule.get("delay_seconds"):
        parts.append(f"delay {rule['delay_seconds']:g} s")
    for key, words in (
        *((key, one.phrase) for key, one in fault_catalogue().parameters.items()),
        ("times", "{} times a login" if rule.get("per_login") else "{} times"),
        ("probability", "probability {:g}"),
    ):
        if rule.get(key) is not None:
            parts.append(words.format(rule[key]))
    return ", ".join(parts)


def _scope(rule: Json) -> str:
    parts = [str(rule["vendor"])]
    for key, words in (
        ("stage", "at {}"),
        ("operation", "operation {}"),
        ("user", "for {}"),
        ("after", "after {}"),
    ):
        if rule.get(key) is not None:
            parts.append(words.format(rule[key]))
    parts += [f"where {name} is {value}" for name, value in (rule.get("parameters") or {}).items()]
    return " ".join(parts)


def describe_hits(rule: Json) -> str:
    """Say what a rule is known to have struck, and whether that may not be all."""
    if rule["hits"] is None:
        return "unknown"
    return str(rule["hits"]) if rule["hits_complete"] else f"{rule['hits']} or more"


def describe_state(rule: Json, now: float) -> str:
    """Say what has become of a rule, at `now` in seconds since the epoch."""
    if rule["exhausted"]:
        return "used up"
    if rule["begins"] is not None and now < rule["begins"]:
        return f"begins {time_of_day(rule['begins'])}"
    if rule["ends"] is not None and now >= rule["ends"]:
        return f"over since {time_of_day(rule['ends'])}"
    if not rule["armed"]:
        return "waits for its stage"
    if rule["ends"] is not None:
        return f"in force until {time_of_day(rule['ends'])}"
    return "in force"
