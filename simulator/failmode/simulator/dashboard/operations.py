"""The control API's operations, called in this process: from a page, or by a plain HTML form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from failmode.simulator.control.controller import SimulatorController
from failmode.simulator.control.errors import InvalidRequestError, NotFoundError
from failmode.simulator.control.operation import ControlOperation, ControlRequest
from failmode.simulator.control.schemas import JsonObject, JsonType, Schema


class Operations:
    """What the control API can do, by name.

    Args:
        controller: what the operations steer.
        operations: all of them.
    """

    def __init__(
        self, controller: SimulatorController, operations: Iterable[ControlOperation]
    ) -> None:
        self._controller = controller
        self._operations = {one.name: one for one in operations}

    def __contains__(self, name: object) -> bool:
        return name in self._operations

    def __getitem__(self, name: str) -> ControlOperation:
        return self._operations[name]

    def read(
        self, name: str, path: Mapping[str, str | int] | None = None, **query: str | int
    ) -> JsonObject:
        """Return the answer of an operation that only reads.

        Args:
            name: the operation.
            path: the path's variable parts.
            query: the query parameters.

        Raises:
            ControlError: when it refuses.
        """
        answer: JsonObject = self[name].endpoint.answer(
            self._controller, ControlRequest(path=path or {}, query=query, body={})
        )
        return answer

    def not_texts(self, name: str) -> list[str]:
        """Return the members of an operation's body that are no texts: a form has but texts."""
        texts = (JsonType.STRING, None)
        return [
            member
            for member, schema in self[name].endpoint.members.items()
            if schema.type not in texts
        ]

    def nullable(self, name: str) -> list[str]:
        """Return the members of an operation's body for which an empty field stands for null."""
        return [member for member, schema in self[name].endpoint.members.items() if schema.nullable]

    def submit(self, name: str, fields: Mapping[str, str]) -> JsonObject | None:
        """Do an operation as a form asks for it.

        Args:
            name: the operation.
            fields: the path's variable parts and the body's members; an empty text is null, and
                left out where null is not allowed.

        Returns:
            The operation's answer; None when it has none.

        Raises:
            ControlError: when there is no such operation, or it refuses.
        """
        if name not in self or self[name].method == "GET":
            raise NotFoundError(f"no form leads to {name!r}", "Use the buttons of the dashboard")
        endpoint = self[name].endpoint
        members = endpoint.members
        unknown = sorted(set(fields) - set(members) - set(endpoint.parameters))
        if unknown:
            raise InvalidRequestError(
                f"the form has an unknown field {unknown[0]!r}",
                "Use the forms of the dashboard",
            )
        path = {
            part: schema.parse_text(fields.get(part, ""), part)
            for part, schema in endpoint.parameters.items()
        }
        body = {
            member: _value(schema, fields[member], member) if fields[member] else None
            for member, schema in members.items()
            if fields.get(member) or (member in fields and schema.nullable)
        }
        if endpoint.body is not None:
            endpoint.body.check(body, "form")
        answer: JsonObject | None = endpoint.answer(
            self._controller, ControlRequest(path=path, query={}, body=body)
        )
        return answer


def _value(schema: Schema, text: str, member: str) -> object:
    """Return the value of a field; where any value is allowed, the text itself."""
    return text if schema.type is None else schema.parse_text(text, member)
