"""A request to NinjaOne's API, read with the types that its operations expect."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from werkzeug.wrappers import Request

from failmode.simulator.ninjaone.errors import (
    InvalidParameterError,
    InvalidTokenRequestError,
    MalformedBodyError,
)
from failmode.simulator.state.values import is_storable, json_problem
from failmode.terms import DefinitionScope

_MAX_INT32 = 2**31 - 1


class ApiRequest:
    """A request for one operation.

    Args:
        http: the request.
        variables: the variable parts of its path, converted.
    """

    def __init__(self, http: Request, variables: Mapping[str, Any]) -> None:
        self._http = http
        self._variables = variables

    @property
    def method(self) -> str:
        """HTTP method."""
        return self._http.method

    @property
    def path(self) -> str:
        """Path, percent-decoded."""
        return self._http.path

    @property
    def authorization(self) -> str | None:
        """The header `Authorization`."""
        return self._http.headers.get("Authorization")

    @property
    def form(self) -> Mapping[str, str]:
        """The decoded form in the body.

        Raises:
            InvalidTokenRequestError: when it has text that no database can hold.
        """
        form = self._http.form
        for key, value in form.items():
            if not is_storable(value):
                raise InvalidTokenRequestError(f"{key!r} has NUL")
        return form

    def variable_id(self, name: str) -> int:
        """Return the id that is a part of the path."""
        return int(self._variables[name])

    def variable_text(self, name: str) -> str:
        """Return the text that is a part of the path."""
        return str(self._variables[name])

    def text(self, key: str) -> str | None:
        """Return a query parameter; None when it is absent."""
        return self._http.args.get(key)

    def number(self, key: str) -> int | None:
        """Return a query parameter that is an int32; None when it is absent.

        Raises:
            InvalidParameterError: when it is none, or negative.
        """
        text = self.text(key)
        if text is None:
            return None
        if not (text.isascii() and text.isdigit()) or len(text) > 10 or int(text) > _MAX_INT32:
            raise InvalidParameterError(f"{key} is {text!r}; expected a whole number")
        return int(text)

    def milliseconds(self, key: str) -> int:
        """Return a query parameter in milliseconds since the epoch; 0 when it is absent.

        Raises:
            InvalidParameterError: when it is no such number.
        """
        text = self.text(key) or "0"
        if not (text.isascii() and text.isdigit()) or len(text) > 15:
            raise InvalidParameterError(f"{key} is {text!r}; expected epoch milliseconds")
        return int(text)

    def flag(self, key: str) -> bool:
        """Return a boolean query parameter; as in JAX-RS, everything but `true` is false."""
        return (self.text(key) or "").lower() == "true"

    def names(self, key: str) -> tuple[str, ...]:
        """Return the names that a query parameter lists with commas."""
        return tuple(name.strip() for name in (self.text(key) or "").split(",") if name.strip())

    def scopes(self, known: tuple[DefinitionScope, ...]) -> tuple[DefinitionScope, ...]:
        """Return the scopes of the parameter `scopes`: in any case, in British spelling too.

        Args:
            known: those on offer; all of them for `all` and when it is absent.

        Raises:
            InvalidParameterError: for another scope.
        """
        names = [
            name.upper().replace("ORGANISATION", "ORGANIZATION") for name in self.names("scopes")
        ]
        if not names or "ALL" in names:
            return known
        for name in names:
            if name not in known:
                raise InvalidParameterError(
                    f"scopes: {name!r} is none of all, {', '.join(known).lower()}"
                )
        return tuple(scope for scope in known if scope in names)

    def json(self) -> Any:
        """Return the body's JSON value.

        Raises:
            MalformedBodyError: when it is none, or has what no database can hold.
        """
        try:
            data = json.loads(self._http.get_data())
        except (ValueError, RecursionError) as error:
            raise MalformedBodyError(f"the body is no JSON: {error}") from None
        problem = json_problem(data)
        if problem is not None:
            raise MalformedBodyError(f"the body {problem}")
        return data

    def values(self) -> Mapping[str, object]:
        """Return the body's values by the name of their field.

        Raises:
            MalformedBodyError: when the body is no JSON object.
        """
        data = self.json()
        if not isinstance(data, dict):
            raise MalformedBodyError("the body is no JSON object of field names and values")
        return data
