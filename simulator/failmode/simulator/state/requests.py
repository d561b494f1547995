"""Requests to the vendors, which write into no other rows than those they began with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.types import WSGIApplication

from failmode.simulator.errors import RowsReplacedError
from failmode.simulator.state.store import Store


def kept_to_their_rows(store: Store, app: WSGIApplication) -> WSGIApplication:
    """Return `app`, whose requests write into no other rows than those they began with.

    Args:
        store: the database.
        app: answers with whole bodies: what it does later is not held.
    """

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        with store.request():
            try:
                return app(environ, start_response)
            except Exception as error:
                # It may have read earlier rows and then later ones, so it proves no mistake.
                if store.is_of_earlier_rows:
                    raise RowsReplacedError from error
                raise

    return answer
