"""What a request is called of which a vendor's package knows nothing."""

from __future__ import annotations

from failmode.simulator.edge.identify import Identified, path_of, unidentified
from tests.simulator.environs import environ


def test_paths_are_read_as_utf_8() -> None:
    assert path_of(environ("GET", "/Straße")) == "/Straße"
    assert path_of({"PATH_INFO": "/\xff"}) == "/�"


def test_an_unidentified_request_is_named_by_its_method_and_path() -> None:
    assert unidentified(environ("PUT", "/Straße")) == Identified("PUT /Straße", None, None)
