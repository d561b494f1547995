"""A browser without JavaScript at the Universal Prompt, for tests."""

from __future__ import annotations

import ssl

import httpx

from failmode.simulator.runtime import Simulator
from tests.patience import PATIENT_SECONDS


def approve_push(simulator: Simulator, url: httpx.URL, username: str) -> dict[str, str]:
    """Choose a push to the user's first device, and follow the way back to the application.

    Args:
        simulator: where the user's device is known.
        url: address of the prompt, with the simulator's port.
        username: whose device is asked.

    Returns:
        the parameters that the application is called back with.
    """
    device = simulator.duo.users.get(username).devices[0].device
    trust = ssl.create_default_context(cafile=simulator.ca_file)
    # The name in the address need not lead here.
    request = {"headers": {"Host": url.netloc.decode()}, "extensions": {"sni_hostname": url.host}}
    here = simulator.addresses.duo.host

    with httpx.Client(
        verify=trust, follow_redirects=False, trust_env=False, timeout=PATIENT_SECONDS
    ) as browser:

        def get(address: httpx.URL) -> httpx.URL:
            answer = browser.get(address.copy_with(host=here), **request)  # type: ignore[arg-type]
            return address.join(answer.headers["location"])

        prompt = get(url)
        form = {"prompt_session": prompt.params["prompt_session"], "choice": f"push {device}"}
        answer = browser.post(
            prompt.copy_with(host=here, query=None),
            data=form,
            **request,  # type: ignore[arg-type]
        )
        assert answer.status_code == 303
        return dict(get(get(prompt)).params)
