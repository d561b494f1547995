"""Lines to copy and paste that point real clients at a running simulator."""

from __future__ import annotations

import shlex
from dataclasses import dataclass

from failmode.cli.server_facts import ServerFacts

_USER = "alice"
"""The person whom every seed begins with."""


@dataclass(frozen=True, slots=True)
class Example:
    """One thing to try.

    Attributes:
        client: the client that it is for, one of `CLIENTS`.
        title: what it shows, in a few words.
        command: text for a POSIX shell; may be several lines.
    """

    client: str
    title: str
    command: str


def _ninjaone(facts: ServerFacts) -> Example:
    url = facts["addresses"]["ninjaone"]["url"]
    keys = facts["credentials"]["ninjaone"]
    command = rf"""{_ca(facts)}
TOKEN=$(curl -sS --cacert "$CA" {url}/ws/oauth/token \
  -d grant_type=client_credentials -d scope='monitoring management' \
  -d client_id={keys["client_id"]} \
  -d client_secret={keys["client_secret"]} |
  sed 's/.*"access_token": *"\([^"]*\)".*/\1/')
curl -sS --cacert "$CA" {url}/v2/custom-fields \
  -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{{
  "label": "Example", "fieldName": "example", "type": "DROPDOWN",
  "definitionScope": ["ORGANIZATION"], "scriptPermission": "READ_WRITE",
  "content": {{"values": [{{"name": "All"}}, {{"name": "Disabled"}}]}}}}'"""
    return Example("curl", "NinjaOne: a token, then a new custom field", command)


def _agent(facts: ServerFacts) -> Example:
    agent = facts["credentials"]["ninjaone"]["agents"][0]
    url = facts["addresses"]["ninjaone"]["url"]
    command = f"""{_ca(facts)}
export FAILMODE_CA_FILE="$CA" FAILMODE_NINJAONE_URL={url}
export FAILMODE_AGENT_TOKEN={agent["token"]}
ninjarmm-cli options example"""
    return Example("ninjarmm-cli", f"NinjaOne: that field's options, on {agent['device']}", command)


def _ping(facts: ServerFacts) -> Example:
    command = f"""{_ca(facts)}
curl -sS --cacert "$CA" {facts["addresses"]["duo"]["url"]}/auth/v2/ping"""
    return Example("curl", "Duo: ping", command)


def _duo_client(facts: ServerFacts) -> Example:
    duo, keys = facts["addresses"]["duo"], facts["credentials"]["duo"]
    command = f"""{_ca(facts)}
python3 -c 'import duo_client, os
duo = duo_client.Auth(host="{duo["host"]}", port={duo["port"]},
    ikey="{keys["ikey"]}", ca_certs=os.environ["CA"],
    skey="{keys["skey"]}")
print(duo.preauth(username="{_USER}"))
print(duo.auth("push", username="{_USER}", device="auto"))'"""
    return Example("duo_client", "Duo: preauth and a push, with duo_client", command)


def _duo_admin(facts: ServerFacts) -> Example:
    duo, keys = facts["addresses"]["duo"], facts["credentials"]["duo_admin"]
    command = f"""{_ca(facts)}
python3 -c 'import duo_client, os
admin = duo_client.Admin(host="{duo["host"]}", port={duo["port"]},
    ikey="{keys["ikey"]}", ca_certs=os.environ["CA"],
    skey="{keys["skey"]}")
for user in admin.get_users():
    print(user["username"], user["status"])'"""
    return Example("duo_client", "Duo: the users, with duo_client's Admin API", command)


def _duo_universal(facts: ServerFacts) -> Example:
    duo, keys = facts["addresses"]["duo"], facts["credentials"]["duo_universal"]
    command = f"""{_ca(facts)}
python3 -c 'import os, duo_universal
duo = duo_universal.Client(host="{duo["host"]}:{duo["port"]}",
    client_id="{keys["client_id"]}", duo_certs=os.environ["CA"],
    client_secret="{keys["client_secret"]}",
    redirect_uri="https://localhost/callback")
print(duo.health_check()["stat"])
print(duo.create_auth_url("{_USER}", duo.generate_state()))'"""
    return Example("duo_universal", "Duo: a Universal Prompt to open, with duo_universal", command)


def _duo_unix(facts: ServerFacts, file: str) -> str:
    duo, keys = facts["addresses"]["duo"], facts["credentials"]["duo"]
    return f"""(umask 077; cat > {file} <<'END'
[duo]
ikey={keys["ikey"]}
skey={keys["skey"]}
host={duo["host"]}:{duo["port"]}
cafile={facts["ca_file"]}
failmode=secure
autopush=yes
prompts=1
END
)"""


def _login_duo(facts: ServerFacts) -> Example:
    command = f"""{_duo_unix(facts, "login_duo.conf")}
login_duo -d -c login_duo.conf -f {_USER} echo let in"""
    return Example("login_duo", "Duo Unix: login_duo (as root)", command)


def _pam_duo(facts: ServerFacts) -> Example:
    control = facts["addresses"]["control"]["url"]
    command = rf"""{_duo_unix(facts, "pam_duo.conf")}
mkdir -p pam.d
echo "auth required pam_duo.so conf=$PWD/pam_duo.conf" > pam.d/example
cp pam.d/example pam.d/other
curl -sS {control}/_sim/users {_authorization(facts)}-H 'Content-Type: application/json' \
  -d "{{\"username\": \"$(id -un)\", \"phone\": \"+17345550150\"}}" > /dev/null
LD_PRELOAD=libpam_wrapper.so PAM_WRAPPER=1 PAM_WRAPPER_SERVICE_DIR=$PWD/pam.d \
  pamtester example "$(id -un)" authenticate"""
    return Example("pam_duo", "Duo Unix: pam_duo, as whoever you are", command)


def _radclient(facts: ServerFacts) -> Example | None:
    radius, credentials = facts["addresses"]["radius"], facts["credentials"]
    if radius is None:
        return None
    # The secrets of a given file are told to nobody.
    is_given = facts["authproxy"]["file"] is not None
    secret = '"$RADIUS_SECRET"' if is_given else credentials["radius"]["secret"]
    password = next(one["password"] for one in credentials["users"] if one["username"] == _USER)
    command = rf"""echo 'User-Name={_USER},User-Password={password},'\
'Message-Authenticator=0x00' |
  radclient -r 1 -t 10 {radius["host"]}:{radius["port"]} auth {secret}"""
    return Example("radclient", "Authentication Proxy: a login over RADIUS", command)


def _ldapwhoami(facts: ServerFacts) -> Example | None:
    ldap, credentials = facts["addresses"]["ldap"], facts["credentials"]
    # What a given file's directory holds is told to nobody.
    if ldap is None or facts["authproxy"]["file"] is not None:
        return None
    password = next(one["password"] for one in credentials["users"] if one["username"] == _USER)
    name = shlex.quote(f"uid={_USER},{credentials['ldap']['users']}")
    command = f"""ldapwhoami -x -H {ldap["url"]} \\
  -D {name} -w {shlex.quote(password)}"""
    title = "Authentication Proxy: a first bind over LDAP, let in without Duo"
    return Example("ldapwhoami", title, command)


def _authorization(facts: ServerFacts) -> str:
    """Return what the control API wants of curl; nothing where it wants no token."""
    token = facts["credentials"]["control"]["token"]
    return "" if token is None else f"-H {shlex.quote(f'Authorization: Bearer {token}')} "


def _ca(facts: ServerFacts) -> str:
    return f"export CA={shlex.quote(facts['ca_file'])}"


CLIENTS = (
    "curl",
    "ninjarmm-cli",
    "duo_client",
    "duo_universal",
    "login_duo",
    "pam_duo",
    "radclient",
    "ldapwhoami",
)
"""The clients for which there are lines."""


def examples(facts: ServerFacts) -> tuple[Example, ...]:
    """Write lines for every port of a running simulator; for RADIUS and LDAP only where it runs."""
    made = (
        _ninjaone(facts),
        _agent(facts),
        _ping(facts),
        _duo_client(facts),
        _duo_admin(facts),
        _duo_universal(facts),
        _login_duo(facts),
        _pam_duo(facts),
        _radclient(facts),
        _ldapwhoami(facts),
    )
    return tuple(one for one in made if one is not None)
