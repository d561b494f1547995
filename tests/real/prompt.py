"""A browser without JavaScript at the Universal Prompt, for tests."""

from __future__ import annotations

import ssl

import httpx

from failmode.simulator.runtime import Simulator
from tests.patience import PATIENT_SECONDS

_OF_THE_PROMPT = ("/oauth/", "/prompt")


def choose_push(simulator: Simulator, username: str) -> dict[str, str]:
    """Give what the prompt's form sends for a push to the user's first device."""
    device = simulator.duo.users.get(username).devices[0].device
    return {"choice": f"push {device}"}


def approve_push(simulator: Simulator, url: httpx.URL, username: str) -> dict[str, str]:
    """Choose a push to the user's first device, and follow the way back to the application.

    Args:
        simulator: where the user's device is known.
        url: address of the prompt, with the simulator's port.
        username: whose device is asked.

    Returns:
        the parameters that the application is called back with.
    """
    return answer_prompt(simulator, url, choose_push(simulator, username))


def answer_prompt(simulator: Simulator, url: httpx.URL, *forms: dict[str, str]) -> dict[str, str]:
    """Send the prompt's forms one after the other, and follow the way back to the application.

    Args:
        simulator: whose prompt it is.
        url: address of the prompt, with the simulator's port.
        forms: what each form sends; the last one must end the prompt.

    Returns:
        the parameters that the application is called back with.
    """
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
        address = prompt
        for form in forms:
            answer = browser.post(
                prompt.copy_with(host=here, query=None),
                data={"prompt_session": prompt.params["prompt_session"], **form},
                **request,  # type: ignore[arg-type]
            )
            assert answer.is_redirect or form is not forms[-1], answer.text
            address = prompt.join(answer.headers.get("location", ""))
        while address.path.startswith(_OF_THE_PROMPT):
            address = get(address)
        return dict(address.params)
