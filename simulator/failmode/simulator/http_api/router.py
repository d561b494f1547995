"""The router of an API: one list of operations leads requests to them, and names requests."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic
from wsgiref.types import WSGIEnvironment

from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import IntegerConverter, Map, MapAdapter, Rule

from failmode.simulator.edge.http.messages import SMALL_BODY_BYTES, Request
from failmode.simulator.edge.identify import Identified, Identify, path_of, unidentified
from failmode.simulator.edge.request_names import RequestNames
from failmode.simulator.http_api.environ import RequestValue
from failmode.simulator.http_api.operation import VARIABLE, Endpoint, Operation
from failmode.terms import Stage


@dataclass(frozen=True, slots=True)
class Match(Generic[Endpoint]):
    """The operation that a request asks for.

    Attributes:
        operation: the operation.
        variables: the variable parts of the path by name, converted.
    """

    operation: Operation[Endpoint]
    variables: Mapping[str, Any]


class Router(Generic[Endpoint]):
    """Finds the operation that a request asks for.

    The converters are werkzeug's and `int32`, a whole number from 0 that fits 32 bits with a sign.

    Args:
        operations: all operations of the API.

    Attributes:
        operations: the same.

    Raises:
        ValueError: when two operations stand at one place, or one that is answered at once has a
            path with variable parts.
    """

    def __init__(self, operations: Iterable[Operation[Endpoint]]) -> None:
        self.operations = tuple(operations)
        self._routes = _by_route(self.operations)
        self._constant = {
            route: Match(operation, {})
            for route, operation in self._routes.items()
            if not VARIABLE.search(route[1])
        }
        self._at_once = frozenset(path for (_, path), one in self._routes.items() if one.at_once)
        self._of_request = RequestValue(
            "failmode.match",
            lambda environ: self.match(environ["REQUEST_METHOD"], path_of(environ)),
        )

    @cached_property
    def url_map(self) -> Map:
        """All paths, as werkzeug knows them; it takes long to make, and many need it never."""
        return Map(
            [
                Rule(_werkzeug_path(path), methods=[method], endpoint=operation)
                for (method, path), operation in self._routes.items()
            ],
            strict_slashes=True,
            merge_slashes=False,
            converters={"int32": _Int32Converter},
        )

    @cached_property
    def _adapter(self) -> MapAdapter:
        return self.url_map.bind("")

    def match(self, method: str, path: str) -> Match[Endpoint]:
        """Return the operation for a method and a path.

        Args:
            method: HTTP method.
            path: the path, percent-decoded, without a query.

        Raises:
            werkzeug.exceptions.NotFound: when there is no such path.
            werkzeug.exceptions.MethodNotAllowed: when the path has no such method.
        """
        found = self._constant.get((method, path))
        if found is not None:
            return found
        # Werkzeug would take a path that begins with several slashes for one that begins with one.
        if path.startswith("//"):
            raise NotFound
        operation, variables = self._adapter.match(path, method)
        return Match(operation, variables)

    def match_request(self, environ: WSGIEnvironment) -> Match[Endpoint]:
        """Return the operation for a request, which is looked for once, whoever asks.

        Args:
            environ: the request.

        Raises:
            werkzeug.exceptions.HTTPException: see `match`.
        """
        return self._of_request.of(environ)

    def max_body_bytes(self, request: Request) -> int:
        """Return how many bytes of body a request may have, by the operation that it asks for.

        Args:
            request: its head.
        """
        try:
            return self.match(request.method, request.path).operation.max_body_bytes
        except HTTPException:
            return SMALL_BODY_BYTES

    def answers_at_once(self, path: str) -> bool:
        """Whether a request to `path` is answered without waiting for people or other requests."""
        return path in self._at_once

    def request_names(
        self,
        vendor: str,
        *,
        name_users: bool = False,
        nameless: Collection[str] = (),
        further: Collection[str] = (),
    ) -> RequestNames:
        """Return how the requests of this API are named.

        Args:
            vendor: the vendor as people write it.
            name_users: whether requests can name a user.
            nameless: the operations whose requests name none all the same.
            further: names of requests that are answered beside the operations.
        """
        stages: dict[str, Stage | None] = {one.name: one.stage for one in self.operations}
        return RequestNames(
            vendor, {**stages, **dict.fromkeys(further)}, self._name_at, name_users, nameless
        )

    def _name_at(self, method: str, path: str) -> str | None:
        try:
            return self.match(method, path).operation.name
        except HTTPException:
            return None

    def identifier(
        self, user: Callable[[Match[Endpoint], WSGIEnvironment], str | None] | None = None
    ) -> Identify:
        """Return what names the requests of this API.

        A request that no operation answers is named by its method and path.

        Args:
            user: finds whom a request is about; None where requests are about nobody.
        """

        def identify(environ: WSGIEnvironment) -> Identified:
            try:
                match = self.match_request(environ)
            except HTTPException:
                return unidentified(environ)
            operation = match.operation
            return Identified(
                operation.name, operation.stage, user(match, environ) if user else None
            )

        return identify


class _Int32Converter(IntegerConverter):
    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=2**31 - 1)


def _by_route(
    operations: Iterable[Operation[Endpoint]],
) -> dict[tuple[str, str], Operation[Endpoint]]:
    routes: dict[tuple[str, str], Operation[Endpoint]] = {}
    for operation in operations:
        for path in operation.paths:
            if (operation.method, path) in routes:
                raise ValueError(f"two operations stand at {operation.method} {path}")
            if operation.at_once and VARIABLE.search(path):
                raise ValueError(f"{path} is not one path, and cannot be answered at once")
            routes[operation.method, path] = operation
    return routes


def _werkzeug_path(path: str) -> str:
    return VARIABLE.sub(
        lambda found: f"<{found[2]}:{found[1]}>" if found[2] else f"<{found[1]}>", path
    )
