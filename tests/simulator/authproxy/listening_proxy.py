"""An authproxy.cfg with a section of each way to listen, and one that listens on nothing."""

from __future__ import annotations

from pathlib import Path

from tests.own_certificates import write_certificate

API_HOST = "api-12345678.duosecurity.com"
_INTEGRATION = f"ikey=DIDUMMYDUMMYDUMMYDUM\nskey={'x' * 40}\napi_host={API_HOST}\n"


def write_listening_proxy(directory: Path) -> Path:
    """Write the file, its certificate and the key of that; every port is any free one."""
    chain, key = write_certificate(directory, "localhost")
    file = directory / "authproxy.cfg"
    file.write_text(
        f"""\
[ad_client]
host=127.0.0.1
service_account_username=service
service_account_password=dummy
search_dn=dc=example,dc=test

[radius_server_auto]
{_INTEGRATION}radius_ip_1=127.0.0.1
radius_secret_1=dummy
port=0

[ldap_server_auto]
{_INTEGRATION}port=0
ssl_port=0
ssl_cert_path={chain.name}
ssl_key_path={key.name}
failmode=secure

[ldap_server_auto2]
{_INTEGRATION}port=0

[http_proxy]
api_host={API_HOST}
port=0

[sso]
rikey=RIXXXXXXXXXXXXXXXXXX
service_account_username=service
service_account_password=dummy
""",
        encoding="utf-8",
    )
    return file
