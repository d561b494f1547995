"""A Django site that django-duo-universal-auth protects, as a program of its own.

Django keeps its settings and the package its clients for the whole process, so every test starts
one. Reads lines of JSON (`username`, or `url` of the way back), writes what the site answers as
one: `status`, `location`, and `user`, whom it takes the visitor of the page for.
"""

from __future__ import annotations

import json
import sys
from types import ModuleType

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

BACKEND = "django.contrib.auth.backends.ModelBackend"
_URLS = ModuleType("urls")


def start(duo: dict[str, str]) -> None:
    """Set the site up, in memory."""
    settings.configure(
        SECRET_KEY="dummy",
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=_URLS,
        LOGIN_URL="/login",
        STATIC_URL="/static/",
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "duo_universal_auth",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "duo_universal_auth.middleware.DuoUniversalAuthMiddleware",
        ],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        DUO_UNIVERSAL_AUTH={"site": {"AUTH_BACKENDS": [BACKEND], **duo}},
    )
    django.setup()
    # The package's addresses can be imported only once the site is set up.
    _URLS.__dict__["urlpatterns"] = [
        path("", home),
        path("login", home),
        path("duo/", include("duo_universal_auth.urls")),
    ]
    call_command("migrate", verbosity=0)


def home(request: HttpRequest) -> HttpResponse:
    """Tell who is logged in."""
    return HttpResponse(request.user.get_username())


def main() -> None:
    """Answer each line until the input ends."""
    start(json.loads(sys.argv[1]))
    browser = Client(raise_request_exception=False)
    for line in sys.stdin:
        asked = json.loads(line)
        if "username" in asked:
            browser = Client(raise_request_exception=False)
            user, _ = get_user_model().objects.get_or_create(username=asked["username"])
            browser.force_login(user, backend=BACKEND)
            answer = browser.get("/")
        else:
            answer = browser.get(asked["url"])
        told = {
            "status": answer.status_code,
            "location": answer.headers.get("Location"),
            "user": answer.content.decode() if answer.status_code == 200 else "",
        }
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
