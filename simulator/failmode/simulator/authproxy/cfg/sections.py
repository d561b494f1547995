"""Every section and option of Authentication Proxy 5.0.0, and which of them are simulated.

Source: the Duo Authentication Proxy 5.0.0 (`lib/validation/config/check/*.py`, `section.py`).
A name ending in `_N` stands for numbered options such as `radius_ip_1`.
"""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class SectionOptions:
    """Options of one kind of section.

    Attributes:
        simulated: read and acted upon.
        refused: they exist in the product, but are not simulated.
    """

    simulated: frozenset[str]
    refused: frozenset[str] = frozenset()


_RADIUS_SERVER = frozenset(
    {
        "ikey",
        "skey",
        "api_host",
        "api_port",
        "api_timeout",
        "client",
        "failmode",
        "port",
        "interface",
        "radius_ip_N",
        "radius_secret_N",
        "exempt_username_N",
        "pass_through_all",
        "pass_through_attr_names",
        "pw_codec",
        "client_ip_attr",
        "debug",
    }
)
_RADIUS_SERVER_REFUSED = frozenset(
    {
        "skey_protected",
        "radius_secret_protected_N",
        "http_proxy_host",
        "http_proxy_port",
        "http_ca_certs_file",
    }
)

SIMULATED = MappingProxyType(
    {
        "main": SectionOptions(
            frozenset(
                {
                    "debug",
                    "log_dir",
                    "log_auth_events",
                    "log_max_files",
                    "log_max_size",
                    "http_ca_certs_file",
                    "interface",
                    "client",
                    "server",
                }
            ),
            frozenset(
                {
                    "log_sso_events",
                    "log_file",
                    "log_stdout",
                    "log_syslog",
                    "syslog_facility",
                    "http_proxy_host",
                    "http_proxy_port",
                    "test_connectivity_on_startup",
                    "fips_mode",
                }
            ),
        ),
        "radius_client": SectionOptions(
            frozenset(
                {
                    "host",
                    "host_N",
                    "port",
                    "port_N",
                    "secret",
                    "retries",
                    "retry_wait",
                    "nas_ip",
                    "pass_through_all",
                    "pass_through_attr_names",
                    "pw_codec",
                    "debug",
                }
            ),
            frozenset({"secret_protected", "http_ca_certs_file"}),
        ),
        "duo_only_client": SectionOptions(frozenset({"debug"}), frozenset({"http_ca_certs_file"})),
        "radius_server_auto": SectionOptions(
            _RADIUS_SERVER
            | {"factors", "delimiter", "delimited_password_length", "allow_concat", "concat_mode"},
            _RADIUS_SERVER_REFUSED,
        ),
    }
)
"""Sections that are simulated, with their options."""

REFUSED_SECTIONS = frozenset(
    {
        "ad_client",
        "radius_server_concat",
        "radius_server_challenge",
        "radius_server_iframe",
        "radius_server_duo_only",
        "radius_server_eap",
        "ldap_server_auto",
        "cloud",
        "sso",
        "http_proxy",
    }
)
"""Sections of 5.0.0 that are not simulated."""


def section_kind(name: str) -> str:
    """The kind of a section: its name without case and trailing digits."""
    lowered = name.lower()
    return lowered if lowered == "main" else lowered.rstrip(string.digits)


def is_listed(option: str, listed: frozenset[str]) -> bool:
    """Whether an option is in the list, by its name or its numbered form."""
    return option in listed or re.sub(r"_[0-9]+$", "_N", option, flags=re.ASCII) in listed


def suggestion(word: str, known: frozenset[str]) -> str:
    """A remedy for an unknown word: the closest known one, or all of them."""
    close = get_close_matches(word, sorted(known), n=1)
    if close:
        return f"Did you mean {close[0]}?"
    return f"Known: {', '.join(sorted(known))}"
