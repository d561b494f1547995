"""What a scenario is about whose Authentication Proxy has one server section or another."""

from __future__ import annotations

from failmode.steps.library.step_library import Words
from failmode.steps.reporting.subject import About, Setting, SettingKind, Subject, SubjectKind
from failmode.steps.targets.capabilities import USUAL_SERVER

LDAP_SERVER = "ldap_server_auto"
"""The server section that takes logins over LDAP."""


def usual_proxy(words: Words) -> About:
    """Say that it is about the Authentication Proxy with its usual server.

    Args:
        words: `failmode`, and `timeout` where the step says whether api_timeout is set.
    """
    timeout = words.get("timeout")
    return About(
        subject=Subject(SubjectKind.AUTHENTICATION_PROXY, "Authentication Proxy"),
        setting=Setting(SettingKind.FAILMODE, words["failmode"]),
        client_timeout=None if timeout is None else timeout == "set",
    )


def proxy_server(words: Words) -> About:
    """Say that it is about a server section; the usual one stands for the proxy.

    Args:
        words: those of `usual_proxy`, and `server`, the section's name.
    """
    about = usual_proxy(words)
    if words["server"] == USUAL_SERVER:
        return about
    server = Subject(SubjectKind.AUTHENTICATION_PROXY, f"[{words['server']}]")
    return about.updated(About(subject=server))


def ldap_server(words: Words) -> About:
    """Say that it is about the section that takes logins over LDAP.

    Args:
        words: those of `usual_proxy`.
    """
    return proxy_server({**words, "server": LDAP_SERVER})
