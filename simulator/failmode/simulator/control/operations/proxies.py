"""/_sim/authproxy, /_sim/sso and /_sim/directory-sync: connected Authentication Proxies."""

from __future__ import annotations

from failmode.simulator.authproxy.clients.directory_search import DirectorySyncError
from failmode.simulator.authproxy.directory_sync.connected import NoProxyError, run_connected_sync
from failmode.simulator.authproxy.directory_sync.model import settings_of
from failmode.simulator.authproxy.drpc.status import LinkState
from failmode.simulator.authproxy.ldap.binding import AuthType
from failmode.simulator.control.controller import SimulatorController
from failmode.simulator.control.errors import ConflictError, InvalidRequestError
from failmode.simulator.control.operation import ControlEndpoint, ControlOperation, ControlRequest
from failmode.simulator.control.operations.duo_schemas import duo_transaction
from failmode.simulator.control.schemas import (
    JsonObject,
    any_object,
    array,
    boolean,
    integer,
    obj,
    text,
)
from failmode.simulator.duo.admin.client import AdminApi
from failmode.simulator.duo.directory.authentication_proxies import (
    AuthenticationSource,
    DomainController,
)
from failmode.simulator.duo.own_calls import OwnCalls
from failmode.simulator.duo.proxies.connections import ProxyService
from failmode.simulator.duo.sso.single_sign_on import SingleSignOn
from failmode.simulator.errors import ConfigError
from failmode.simulator.http_api.operation import Operation
from failmode.terms import Vendor

_MOST_SECONDS = 600
_TRANSPORT = text("How the connection is protected.", choices=("clear", "starttls", "ldaps"))
_CERTIFICATES = text("PEM text that the directory's certificate must lead to.", nullable=True)
_AUTH_TYPE = text(
    "How names and passwords are given to the directory.",
    choices=tuple(one.value for one in AuthType),
)
_NTLM = {
    "ntlm_domain": text("NetBIOS name of the service account's domain.", nullable=True),
    "ntlm_workstation": text("The proxy's name in NTLM.", nullable=True),
}
_SERVER = obj(
    {
        "hostname": text("Name or address of the directory.", nonempty=True),
        "port": integer("Its TCP port.", minimum=1, maximum=65_535),
    },
    required=("hostname", "port"),
)
_SOURCE_MEMBERS = {
    "rikey": text("Its key, as the section [sso] has it.", nonempty=True),
    "servers": array(_SERVER, "The directories, in the order in which they are asked."),
    "base_dns": array(text(), "Below which users are searched for."),
    "username_attributes": array(text(), "Attributes that a user may name herself by."),
    "auth_type": _AUTH_TYPE,
    **_NTLM,
    "transport_type": _TRANSPORT,
    "ssl_verify_hostname": boolean("Whether the certificate must be for the host."),
    "ssl_ca_certs": _CERTIFICATES,
    "timeout": integer("Seconds for a directory.", minimum=1, maximum=_MOST_SECONDS),
}
_SOURCE = obj(_SOURCE_MEMBERS)
_ANSWER = obj({"source": obj(_SOURCE_MEMBERS, "Null: none is set up.", nullable=True)})
_CONNECTIONS = obj(
    {
        "sections": array(
            obj(
                {
                    "section": text("Its name, as the file has it."),
                    "state": text(
                        "`connecting` while it is tried for again, `stopped` when it is not.",
                        choices=tuple(LinkState),
                    ),
                    "reason": text("Why it is not connected; empty: no attempt has failed."),
                }
            ),
            "The sections [sso] and [cloud] of the running Authentication Proxy.",
        ),
        "joined": array(
            obj(
                {
                    "service": text("What Duo calls it for.", choices=tuple(ProxyService)),
                    "identity": text("Integration key, or key of the proxy."),
                }
            ),
            "What has joined at the simulated Duo, of whatever proxy, the latest last.",
        ),
    }
)
_SYNC = obj(
    {
        "name": text("What the sync is called.", nonempty=True),
        "type": text("Whose schema.", choices=("active-directory", "openldap")),
        "host": text("Name or address of the directory.", nonempty=True),
        "port": integer("Its TCP port.", minimum=1, maximum=65_535),
        "transport": _TRANSPORT,
        "auth_type": _AUTH_TYPE,
        **_NTLM,
        "base_dn": text("Below which is searched.", nonempty=True),
        "groups": array(text(), "objectGUIDs in Active Directory, else distinguished names."),
        "username": text("Attribute with the user name; so are those that follow."),
        "realname": text("Of the whole name."),
        "email": text("Of the address."),
        "phone": text("Of the number."),
        "certificates": _CERTIFICATES,
        "ikey": text("Of the section [cloud] that is to search; null: any.", nullable=True),
        "dry_run": boolean("Whether nothing is changed."),
    },
    required=("name", "type", "host", "base_dn", "groups"),
)
_SYNCED = obj(
    {
        "sync": text("Its name."),
        "dry_run": boolean("Whether nothing was changed."),
        "counts": any_object("How many users were created, updated and disabled."),
        "unchanged": integer("Users of the sync that were right already."),
        "changes": array(
            obj(
                {
                    "action": text("What was done."),
                    "username": text(),
                    "what": array(text(), "In words."),
                }
            )
        ),
        "assumed": array(text(), "What no source settles, and users were changed upon."),
        "skipped": array(text(), "Entries that are no user, each with the reason."),
        "problems": array(text(), "What Duo refused."),
    }
)


def _connections(controller: SimulatorController, _: ControlRequest) -> JsonObject:
    return {
        "sections": [
            {"section": name, "state": one.state, "reason": one.reason}
            for name, one in controller.proxy_connections.items()
        ],
        "joined": [
            {"service": one.service, "identity": one.identity}
            for one in controller.duo.proxies.joined
        ],
    }


def _get(controller: SimulatorController, _: ControlRequest) -> JsonObject:
    source = controller.duo.authentication_proxies.source
    return {"source": None if source is None else source.arguments()}


def _set(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    given = dict(request.body)
    given["servers"] = tuple(DomainController(**one) for one in given["servers"])
    for name in ("base_dns", "username_attributes"):
        if name in given:
            given[name] = tuple(given[name])
    with duo_transaction(controller):
        source = AuthenticationSource(**given)
        SingleSignOn(controller.duo).set_up(source, controller.keys.api_host)
    return _get(controller, request)


def _delete(controller: SimulatorController, _: ControlRequest) -> None:
    SingleSignOn(controller.duo).set_up(None, controller.keys.api_host)


def _sync(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    given = dict(request.body)
    certificates, ikey = given.pop("certificates", None), given.pop("ikey", None)
    dry_run = given.pop("dry_run", False)
    for name in ("ntlm_domain", "ntlm_workstation"):
        if given.get(name) is None:
            given.pop(name, None)
    keys = controller.keys
    own = OwnCalls(controller.duo, keys.api_host, keys.admin_ikey, keys.admin_skey)
    try:
        settings = settings_of(given, "the request")
        result = run_connected_sync(
            controller.duo.proxies,
            settings,
            AdminApi(own),
            certificates=certificates,
            ikey=ikey,
            dry_run=dry_run,
        )
    except ConfigError as error:
        raise InvalidRequestError(error.what, error.remedy) from error
    except (DirectorySyncError, NoProxyError) as error:
        raise ConflictError(error.what, error.remedy) from error
    return result.to_json(settings.name)


OPERATIONS: tuple[ControlOperation, ...] = (
    Operation(
        "GET",
        "/_sim/authproxy/connections",
        "getProxyConnections",
        ControlEndpoint(Vendor.DUO, _connections, _CONNECTIONS),
        summary="Whether the sections [sso] and [cloud] are connected to the simulated Duo.",
    ),
    Operation(
        "GET",
        "/_sim/sso/source",
        "getSsoSource",
        ControlEndpoint(Vendor.DUO, _get, _ANSWER),
        summary="Where Duo Single Sign-On has passwords checked.",
    ),
    Operation(
        "PUT",
        "/_sim/sso/source",
        "setSsoSource",
        ControlEndpoint(
            Vendor.DUO,
            _set,
            _ANSWER,
            body=obj(_SOURCE_MEMBERS, required=("rikey", "servers", "base_dns")),
            refusals=(409,),
        ),
        summary="Have Duo Single Sign-On check passwords at an Active Directory, by a connected "
        "Authentication Proxy with [sso].",
    ),
    Operation(
        "DELETE",
        "/_sim/sso/source",
        "deleteSsoSource",
        ControlEndpoint(Vendor.DUO, _delete, status=204),
        summary="Let nobody log in by Duo Single Sign-On any more.",
    ),
    Operation(
        "POST",
        "/_sim/directory-sync",
        "runDirectorySync",
        ControlEndpoint(Vendor.DUO, _sync, _SYNCED, body=_SYNC, refusals=(409,)),
        summary="Bring Duo's users in line with a directory, by a connected Authentication Proxy "
        "with [cloud].",
    ),
)
"""The operations that have to do with connected Authentication Proxies."""
