"""Lines to copy and paste that point real clients at a running simulator."""

from __future__ import annotations

import shlex
from dataclasses import dataclass

from failmode.simulator import FIRST_USER, Address, Credentials, ServerInfo


@dataclass(frozen=True, slots=True)
class Example:
    """One thing to try.

    Args:
        title: what it shows, in a few words.
        program: the program that must be installed.
        command: text for a POSIX shell; may be several lines.
    """

    title: str
    program: str
    command: str


def examples(info: ServerInfo) -> tuple[Example, ...]:
    """Write lines for every port of a running simulator; RADIUS only where it runs."""
    result = [
        _ninjaone(info),
        _agent(info),
        _ping(info),
        _duo_client(info),
        _duo_admin(info),
        _duo_universal(info),
        _login_duo(info),
        _pam_duo(info),
    ]
    if info.addresses.radius is not None:
        result.append(_radclient(info.addresses.radius, info.credentials))
    return tuple(result)


def _ninjaone(info: ServerInfo) -> Example:
    url, keys = info.addresses.ninjaone.url, info.credentials.keys
    command = rf"""{_ca(info)}
TOKEN=$(curl -sS --cacert "$CA" {url}/ws/oauth/token \
  -d grant_type=client_credentials -d scope='monitoring management' \
  -d client_id={keys.client_id} \
  -d client_secret={keys.client_secret} |
  sed 's/.*"access_token": *"\([^"]*\)".*/\1/')
curl -sS --cacert "$CA" {url}/v2/custom-fields \
  -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{{
  "label": "Example", "fieldName": "example", "type": "DROPDOWN",
  "definitionScope": ["ORGANIZATION"], "scriptPermission": "READ_WRITE",
  "content": {{"values": [{{"name": "All"}}, {{"name": "Disabled"}}]}}}}'"""
    return Example("NinjaOne: a token, then a new custom field", "curl", command)


def _agent(info: ServerInfo) -> Example:
    agent = info.credentials.agents[0]
    command = f"""{_ca(info)}
export FAILMODE_CA_FILE="$CA" FAILMODE_NINJAONE_URL={info.addresses.ninjaone.url}
export FAILMODE_AGENT_TOKEN={agent.token}
ninjarmm-cli options example"""
    return Example(f"NinjaOne: that field's options, on {agent.device}", "ninjarmm-cli", command)


def _ping(info: ServerInfo) -> Example:
    command = f"""{_ca(info)}
curl -sS --cacert "$CA" {info.addresses.duo.url}/auth/v2/ping"""
    return Example("Duo: ping", "curl", command)


def _duo_client(info: ServerInfo) -> Example:
    duo, keys = info.addresses.duo, info.credentials.keys
    command = f"""{_ca(info)}
python3 -c 'import duo_client, os
duo = duo_client.Auth(host="{duo.host}", port={duo.port},
    ikey="{keys.ikey}", ca_certs=os.environ["CA"],
    skey="{keys.skey}")
print(duo.preauth(username="{FIRST_USER}"))
print(duo.auth("push", username="{FIRST_USER}", device="auto"))'"""
    return Example("Duo: preauth and a push, with duo_client", "python3", command)


def _duo_admin(info: ServerInfo) -> Example:
    duo, keys = info.addresses.duo, info.credentials.keys
    command = f"""{_ca(info)}
python3 -c 'import duo_client, os
admin = duo_client.Admin(host="{duo.host}", port={duo.port},
    ikey="{keys.admin_ikey}", ca_certs=os.environ["CA"],
    skey="{keys.admin_skey}")
for user in admin.get_users():
    print(user["username"], user["status"])'"""
    return Example("Duo: the users, with duo_client's Admin API", "python3", command)


def _duo_universal(info: ServerInfo) -> Example:
    duo, keys = info.addresses.duo, info.credentials.keys
    command = f"""{_ca(info)}
python3 -c 'import os, duo_universal
duo = duo_universal.Client(host="{duo.host}:{duo.port}",
    client_id="{keys.universal_client_id}", duo_certs=os.environ["CA"],
    client_secret="{keys.universal_client_secret}",
    redirect_uri="https://localhost/callback")
print(duo.health_check()["stat"])
print(duo.create_auth_url("{FIRST_USER}", duo.generate_state()))'"""
    return Example("Duo: a Universal Prompt to open, with duo_universal", "python3", command)


def _duo_unix(info: ServerInfo, file: str) -> str:
    duo, keys = info.addresses.duo, info.credentials.keys
    return f"""(umask 077; cat > {file} <<'END'
[duo]
ikey={keys.ikey}
skey={keys.skey}
host={duo.host}:{duo.port}
cafile={info.ca_file}
failmode=secure
autopush=yes
prompts=1
END
)"""


def _login_duo(info: ServerInfo) -> Example:
    command = f"""{_duo_unix(info, "login_duo.conf")}
login_duo -d -c login_duo.conf -f {FIRST_USER} echo let in"""
    return Example("Duo Unix: login_duo (as root)", "login_duo", command)


def _pam_duo(info: ServerInfo) -> Example:
    control = info.addresses.control.url
    command = rf"""{_duo_unix(info, "pam_duo.conf")}
mkdir -p pam.d
echo "auth required pam_duo.so conf=$PWD/pam_duo.conf" > pam.d/example
cp pam.d/example pam.d/other
curl -sS {control}/_sim/users -H 'Content-Type: application/json' \
  -d "{{\"username\": \"$(id -un)\", \"phone\": \"+17345550150\"}}" > /dev/null
LD_PRELOAD=libpam_wrapper.so PAM_WRAPPER=1 PAM_WRAPPER_SERVICE_DIR=$PWD/pam.d \
  pamtester example "$(id -un)" authenticate"""
    return Example("Duo Unix: pam_duo, as whoever you are", "pamtester", command)


def _radclient(radius: Address, credentials: Credentials) -> Example:
    user, secret = credentials.user(FIRST_USER), credentials.keys.radius_secret
    command = rf"""echo 'User-Name={user.username},User-Password={user.password},'\
'Message-Authenticator=0x00' |
  radclient -r 1 -t 10 {radius.host}:{radius.port} auth {secret}"""
    return Example("Authentication Proxy: a login over RADIUS", "radclient", command)


def _ca(info: ServerInfo) -> str:
    return f"export CA={shlex.quote(str(info.ca_file))}"
