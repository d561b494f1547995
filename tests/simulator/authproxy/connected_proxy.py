"""An authproxy.cfg with the sections that Duo calls, [sso] twice."""

from __future__ import annotations

from pathlib import Path

API_HOST = "api.example.test"
CLOUD_KEY = "DICLOUD"
RIKEY = "RIXXXXXXXXXXXXXXXXXX"
_ACCOUNT = "service_account_username=service\nservice_account_password=dummy\n"


def write_connected_proxy(directory: Path) -> Path:
    """Write the file, whose API host a simulator takes for its own Duo's."""
    file = directory / "authproxy.cfg"
    file.write_text(
        f"[cloud]\nikey={CLOUD_KEY}\nskey={'x' * 40}\napi_host={API_HOST}\n{_ACCOUNT}\n"
        f"[sso]\nrikey={RIKEY}\n{_ACCOUNT}\n"
        f"[sso2]\nrikey=RIYYYYYYYYYYYYYYYYYY\n{_ACCOUNT}",
        encoding="utf-8",
    )
    return file
