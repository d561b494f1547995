"""Each section takes the options that the product has, and tells of no others.

Source: the Duo Authentication Proxy 5.0.0 (`lib/validation/config/check/*.py`). What it reads
without checking it, and what came later, stands apart.
"""

from __future__ import annotations

import pytest

from failmode.simulator.authproxy.cfg.options import option_names
from failmode.simulator.authproxy.cfg.sections.base import Section
from failmode.simulator.authproxy.cfg.sections.cloud import CloudSection
from failmode.simulator.authproxy.cfg.sections.main import MainSection
from failmode.simulator.authproxy.registry import SIMULATED_SECTIONS

_HTTP_PROXY = "http_proxy_host http_proxy_port"
_DUO = f"ikey skey api_host api_port api_timeout failmode {_HTTP_PROXY} http_ca_certs_file"
_RADIUS = (
    f"{_DUO} client port interface radius_ip_N radius_secret_N pass_through_all "
    "pass_through_attr_names pw_codec client_ip_attr"
)
_ACCOUNT = "service_account_username service_account_password"

OF_THE_PRODUCT = {
    "main": "log_dir log_auth_events log_sso_events log_max_files log_max_size log_file log_stdout "
    f"log_syslog syslog_facility http_ca_certs_file interface {_HTTP_PROXY} "
    "test_connectivity_on_startup client server fips_mode",
    "ad_client": f"host host_N port {_ACCOUNT} search_dn security_group_dn ldap_filter timeout "
    "transport ssl_ca_certs_file ssl_verify_hostname auth_type bind_dn username_attribute "
    "at_attribute ntlm_domain ntlm_workstation",
    "radius_client": "host host_N port port_N secret retries retry_wait nas_ip pass_through_all "
    "pass_through_attr_names pw_codec",
    "duo_only_client": "",
    "radius_server_auto": f"{_RADIUS} exempt_username_N factors delimiter "
    "delimited_password_length allow_concat",
    "radius_server_concat": f"{_RADIUS} exempt_username_N delimiter delimited_password_length",
    "radius_server_challenge": f"{_RADIUS} exempt_username_N prompt_format enroll_challenge",
    "radius_server_duo_only": f"{_RADIUS} exempt_username_N",
    "radius_server_eap": f"{_RADIUS} certs pkey factors delimiter delimited_password_length "
    "allow_concat prompt cipher_list minimum_tls_version",
    "ldap_server_auto": f"{_DUO} client interface port ssl_port ssl_key_path ssl_cert_path factors "
    "exempt_primary_bind exempt_ou_N allow_concat delimiter allow_searches_after_bind "
    "allow_unlimited_binds network_timeout idle_timeout minimum_tls_version cipher_list",
    "cloud": f"ikey skey api_host api_port http_ca_certs_file {_ACCOUNT} {_HTTP_PROXY}",
    "sso": f"rikey http_ca_certs_file {_ACCOUNT} {_HTTP_PROXY}",
    "http_proxy": "api_host port client_ip interface",
}
BESIDE = {"debug", "force_message_authenticator", "concat_mode"}
KINDS: tuple[type[Section], ...] = (
    MainSection,
    CloudSection,
    *SIMULATED_SECTIONS.types.clients,
    *SIMULATED_SECTIONS.types.servers,
)


def test_every_section_of_the_product_is_known_or_refused_by_name() -> None:
    types = SIMULATED_SECTIONS.types
    assert {one.KIND for one in KINDS} == set(OF_THE_PRODUCT)
    assert "radius_server_iframe" in types.retired


@pytest.mark.parametrize("kind", KINDS, ids=lambda one: one.KIND)
def test_a_section_takes_the_options_of_the_product_and_no_others(kind: type[Section]) -> None:
    known = set(option_names(kind)) | kind.NOT_SIMULATED
    assert known >= set(OF_THE_PRODUCT[kind.KIND].split()) | {"debug"}
    assert set(option_names(kind)) <= set(OF_THE_PRODUCT[kind.KIND].split()) | BESIDE
