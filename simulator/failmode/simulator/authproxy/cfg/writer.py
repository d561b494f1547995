"""Write the text of an `authproxy.cfg`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

Sections = Mapping[str, Mapping[str, object]]
"""The options of each section by their names."""


def write_authproxy_cfg(sections: Sections) -> str:
    """Return the text of a file with these sections."""
    blocks = (
        "\n".join([f"[{name}]", *(f"{key}={value}" for key, value in options.items()), ""])
        for name, options in sections.items()
    )
    return "\n".join(blocks)


def radius_sections(
    *,
    ikey: str,
    skey: str,
    api_host: str,
    primary: tuple[str, int],
    primary_secret: str,
    peers: Mapping[str, str],
    options: Mapping[str, object],
    server: str = "radius_server_auto",
) -> Sections:
    """Return the sections of a proxy that speaks RADIUS on both sides.

    Args:
        ikey: integration key of Duo.
        skey: its secret key.
        api_host: Duo's API host.
        primary: address and port of the primary server.
        primary_secret: shared with the primary server.
        peers: who may send requests, as an address, a network or a range, with the shared secret.
        options: further options of the server section.
        server: name of the server section.
    """
    host, port = primary
    numbered: dict[str, object] = {}
    for number, (network, secret) in enumerate(peers.items(), start=1):
        numbered |= {f"radius_ip_{number}": network, f"radius_secret_{number}": secret}
    return {
        "radius_client": {"host": host, "port": port, "secret": primary_secret},
        server: {
            "ikey": ikey,
            "skey": skey,
            "api_host": api_host,
            "client": "radius_client",
            **numbered,
            **options,
        },
    }


def ldap_sections(
    *,
    ikey: str,
    skey: str,
    api_host: str,
    directory: tuple[str, int],
    service_name: str,
    service_dn: str,
    service_password: str,
    search_dn: str,
    options: Mapping[str, object],
    client_options: Mapping[str, object] = MappingProxyType({}),
) -> Sections:
    """Return the sections of a proxy that speaks LDAP on both sides.

    Args:
        ikey: integration key of Duo.
        skey: its secret key.
        api_host: Duo's API host.
        directory: address and port of the directory, in whose entries `uid` is the user name.
        service_name: user name of the service account.
        service_dn: its distinguished name.
        service_password: its password.
        search_dn: below which the users are.
        options: further options of the server section.
        client_options: further options of [ad_client].
    """
    host, port = directory
    return {
        "ad_client": {
            "host": host,
            "port": port,
            "service_account_username": service_name,
            "service_account_password": service_password,
            "bind_dn": service_dn,
            "search_dn": search_dn,
            "username_attribute": "uid",
            **client_options,
        },
        "ldap_server_auto": {
            "ikey": ikey,
            "skey": skey,
            "api_host": api_host,
            "client": "ad_client",
            **options,
        },
    }
