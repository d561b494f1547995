"""A client for tests that holds every answer of the control API against its description."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from openapi_schema_validator import OAS31Validator

from failmode.simulator.control.errors import DOCUMENT_PATH
from failmode.simulator.runtime import Simulator
from tests.patience import PATIENT_SECONDS


class DescribedApi:
    """Calls the control API; an answer that the OpenAPI document does not describe fails.

    Args:
        simulator: a running simulator.
    """

    def __init__(self, simulator: Simulator) -> None:
        self._http = httpx.Client(
            base_url=simulator.addresses.control.url, trust_env=False, timeout=PATIENT_SECONDS
        )
        self.document: dict[str, Any] = self._http.get(DOCUMENT_PATH).json()
        self.called: set[str] = set()

    def close(self) -> None:
        """Release the connections."""
        self._http.close()

    def call(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send one request to a described path; the answer's status and body are checked."""
        answer = self._http.request(method, path, **options)
        operation = self._operation(method, answer.request.url.path)
        self.called.add(operation["operationId"])
        described = operation["responses"]
        assert str(answer.status_code) in described, (answer.status_code, answer.text)
        content = described[str(answer.status_code)].get("content")
        if content is None:
            assert answer.content == b""
        else:
            schema = content["application/json"]["schema"]
            validator = OAS31Validator({**schema, "components": self.document["components"]})
            validator.validate(answer.json())
        return answer

    @contextmanager
    def stream(self, path: str, **options: Any) -> Iterator[httpx.Response]:
        """Return the answer to a GET of a described path whose body has no end of its own."""
        with self._http.stream("GET", path, **options) as answer:
            operation = self._operation("GET", answer.request.url.path)
            self.called.add(operation["operationId"])
            described = operation["responses"][str(answer.status_code)]["content"]
            assert answer.headers["Content-Type"].partition(";")[0] in described
            yield answer

    def ok(self, method: str, path: str, **options: Any) -> Any:
        """Do as `call`, for a request that must succeed; return the decoded body, if any."""
        answer = self.call(method, path, **options)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def refused(self, method: str, path: str, **options: Any) -> dict[str, str]:
        """Do as `call`, for a request that must be refused; return the error."""
        answer = self.call(method, path, **options)
        assert answer.is_error, answer.text
        error: dict[str, str] = answer.json()["error"]
        return {"status": str(answer.status_code), **error}

    def _operation(self, method: str, path: str) -> Any:
        fits = [
            (template.count("{"), item[method.lower()])
            for template, item in self.document["paths"].items()
            if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path) and method.lower() in item
        ]
        assert fits, f"{method} {path} is not described"
        return min(fits, key=lambda fit: fit[0])[1]
