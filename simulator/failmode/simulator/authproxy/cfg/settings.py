"""The settings of an Authentication Proxy, typed: what `authproxy.cfg` comes to.

Names are those of the file's sections and options; default values are the product's.
Times are seconds. Built by `config.parse`, or by hand with
`dataclasses.replace` where a test needs a time that the file cannot express, such as half a second.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

IpNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network


class Failmode(StrEnum):
    """What to do when Duo cannot be reached: `safe` lets in, `secure` refuses."""

    SAFE = "safe"
    SECURE = "secure"


class Factor(StrEnum):
    """The words that `factors` may list."""

    AUTO = "auto"
    PUSH = "push"
    PHONE = "phone"
    PASSCODE = "passcode"


@dataclass(frozen=True, slots=True)
class MainSection:
    """[main].

    Attributes:
        debug: log more.
        log_dir: directory for `authproxy.log` and `authevents.log`; None: no files are written
            (the product writes to its own `log` directory).
        log_auth_events: whether `authevents.log` is written.
        log_max_size: bytes after which a log file is rotated.
        log_max_files: rotated files that are kept.
        http_ca_certs_file: PEM bundle that Duo's certificate must lead to; None: not given.
    """

    debug: bool = False
    log_dir: Path | None = None
    log_auth_events: bool = False
    log_max_size: int = 10 * 1024 * 1024
    log_max_files: int = 6
    http_ca_certs_file: Path | None = None


@dataclass(frozen=True, slots=True)
class RadiusClientSection:
    """[radius_client]: the RADIUS server that checks the primary password.

    Attributes:
        name: the section's name.
        hosts: addresses and ports, asked in turn.
        secret: shared with all of them.
        retries: attempts after the first one.
        retry_wait: seconds between attempts.
        nas_ip: NAS-IP-Address to send; None: the address the proxy itself sends from.
        pass_through_all: return all attributes of the primary's answer to the client.
        pass_through_attr_names: return these attributes of the primary's answer.
        pw_codec: encoding of the password sent.
    """

    name: str
    hosts: tuple[tuple[str, int], ...]
    secret: str = field(repr=False)
    retries: int = 3
    retry_wait: float = 2
    nas_ip: str | None = None
    pass_through_all: bool = False
    pass_through_attr_names: tuple[str, ...] = ()
    pw_codec: str = "utf-8"


@dataclass(frozen=True, slots=True)
class DuoOnlyClientSection:
    """[duo_only_client]: no primary authentication; any password passes."""

    name: str


ClientSection = RadiusClientSection | DuoOnlyClientSection


@dataclass(frozen=True, slots=True)
class DuoApi:
    """The Duo integration that a server section uses.

    Attributes:
        ikey: integration key.
        skey: secret key.
        api_host: Duo's API host.
        api_port: its TCP port.
        api_timeout: seconds for a whole call; 0: no limit but the one on connecting.
    """

    ikey: str
    skey: str = field(repr=False)
    api_host: str
    api_port: int = 443
    api_timeout: float = 0


@dataclass(frozen=True, slots=True)
class RadiusPeer:
    """One pair of radius_ip_N and radius_secret_N.

    Attributes:
        networks: the addresses that may send; a range becomes several networks.
        secret: shared with them.
    """

    networks: tuple[IpNetwork, ...]
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RadiusServerAutoSection:
    """[radius_server_auto]: RADIUS in, the factor chosen by the administrator or by the password.

    Attributes:
        name: the section's name.
        api: the Duo integration.
        client: where the primary password is checked.
        peers: who may send requests.
        failmode: what to do when Duo cannot be reached.
        interface: address to bind; empty: not given.
        port: UDP port; 0 (ours, not the product's): any free one.
        exempt_usernames: users for whom Duo is not asked.
        pass_through_all: send all attributes of the request to the primary server.
        pass_through_attr_names: send these attributes of the request to the primary server.
        pw_codec: encoding of the password received.
        client_ip_attr: attribute with the address of the user's machine.
        factors: factors to use, in order of preference.
        delimiter: between password and factor.
        delimited_password_length: where the password ends; 0: at the last delimiter.
        allow_concat: whether a factor or passcode may follow the password.
    """

    name: str
    api: DuoApi
    client: ClientSection
    peers: tuple[RadiusPeer, ...]
    failmode: Failmode = Failmode.SAFE
    interface: str = ""
    port: int = 1812
    exempt_usernames: tuple[str, ...] = ()
    pass_through_all: bool = False
    pass_through_attr_names: tuple[str, ...] = ()
    pw_codec: str = "utf-8"
    client_ip_attr: str = "Calling-Station-Id"
    factors: tuple[Factor, ...] = (Factor.AUTO,)
    delimiter: str = ","
    delimited_password_length: int = 0
    allow_concat: bool = True


@dataclass(frozen=True, slots=True)
class ProxyConfig:
    """A whole `authproxy.cfg`.

    Attributes:
        source: the file's name, for messages.
        main: [main].
        servers: the server sections in the order of the file, each with its client resolved.
        section_names: every section as spelt in the file.
        warnings: what the product would ignore without a word, one line each.
    """

    source: str
    main: MainSection
    servers: tuple[RadiusServerAutoSection, ...]
    section_names: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def smallest_network(
    server: RadiusServerAutoSection, address: str
) -> tuple[IpNetwork, RadiusPeer] | None:
    """The smallest network of `server` that holds `address`, with its peer."""
    wanted = ipaddress.ip_address(address)
    matches = [
        (network, peer)
        for peer in server.peers
        for network in peer.networks
        if wanted.version == network.version and wanted in network
    ]
    return max(matches, key=lambda match: match[0].prefixlen, default=None)
