"""A browser without scripts on its way through Duo's prompt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser

import httpx


@dataclass(frozen=True)
class PromptVisit:
    """One way through the prompt: a push, where the page offers one.

    Attributes:
        browser: makes the requests; follows no redirects by itself.
        leads_back: tells the addresses at which the prompt is left.
        add: is told what happens: a step and its result.
    """

    browser: httpx.Client
    leads_back: Callable[[httpx.URL], bool]
    add: Callable[[str, str], None]

    def open(self, address: httpx.URL) -> httpx.URL | None:
        """Open an address and go on to where the prompt leads back; None: it does not."""
        return self.follow(self.get(address), address)

    def get(self, address: httpx.URL) -> httpx.Response:
        """Open an address."""
        self.add("browser", f"GET {address.path}")
        return self.browser.get(address)

    def follow(self, answer: httpx.Response, address: httpx.URL) -> httpx.URL | None:
        """Go on from an answer to where the prompt leads back; None: it does not.

        Args:
            answer: what the browser was answered.
            address: what it asked for.
        """
        chosen = False
        while True:
            if answer.is_redirect:
                address = address.join(answer.headers["location"])
                if self.leads_back(address):
                    return address
                answer = self.get(address)
                continue
            page = PromptPage(answer.text)
            if answer.is_success and page.waiting:
                self.get(address.join(page.follow))
                answer = self.get(address)
                continue
            if chosen or not answer.is_success or page.push is None:
                self.add("prompt", f"{answer.status_code} {page.notice}".rstrip())
                return None
            chosen = True
            self.add("prompt", "a push")
            answer = self.browser.post(
                address.copy_with(query=None), data={**page.hidden, "choice": page.push}
            )


class PromptPage(HTMLParser):
    """What a browser finds on a page of the prompt.

    Attributes:
        hidden: hidden fields of the forms.
        push: what the first button for a push stands for, or None.
        notice: what the user reads.
        reason: why, where the page says more; empty on other pages.
        follow: where the status of a waiting push is given; empty on other pages.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.hidden: dict[str, str] = {}
        self.push: str | None = None
        self.notice = ""
        self.reason = ""
        self.follow = ""
        self._in_notice = False
        self._in_reason = False
        self.feed(text)

    @property
    def waiting(self) -> bool:
        """Whether somebody is being asked."""
        return bool(self.follow)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read one element."""
        given = {name: value or "" for name, value in attrs}
        if tag == "input" and given.get("type") == "hidden":
            self.hidden[given["name"]] = given["value"]
        if tag == "button" and self.push is None and given.get("value", "").startswith("push "):
            self.push = given["value"]
        self._in_reason = given.get("class") == "error"
        if given.get("role") in ("status", "alert"):
            self.follow = given.get("data-follow", "")
            self._in_notice = True

    def handle_data(self, data: str) -> None:
        """Read the text of a notice."""
        if self._in_notice:
            self.notice = data.strip()
            self._in_notice = False
        elif self._in_reason:
            self.reason = data.strip()
            self._in_reason = False
