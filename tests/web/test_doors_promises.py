"""What each answer of a door promises: policy, headers, cookies, hosts; and what the public door does not have."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from mizan.framework import urls as framework
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PAGES = ("/", "/about/", "/obligations/", "/obligations/NO-SUCH/", "/account/login/", "/?x=%00")


def policy(answer: Any) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in answer.headers["Content-Security-Policy"].split(";"))
    return {name: value for name, _space, value in parts}


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_of_the_public_door_forbids_all_but_its_own_looks(public: Any, path: str) -> None:
    answer = public.get(path)
    assert policy(answer) == {
        "default-src": "'none'", "style-src": "'self'", "img-src": "'self'", "font-src": "'self'",
        "form-action": "'self'", "base-uri": "'none'", "frame-ancestors": "'none'",
    }  # fmt: skip
    headers = answer.headers
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cache-Control"] == "no-cache"
    assert b"<script" not in answer.content
    assert b" style=" not in answer.content
    assert not answer.cookies


@pytest.mark.parametrize("path", PAGES)
def test_the_desk_adds_its_own_scripts_and_is_never_stored(cast: Cast, desk: Callable[..., Any], path: str) -> None:
    for answer in (desk().get(path), desk(cast.owner).get(path)):
        assert policy(answer)["default-src"] == "'none'"
        assert policy(answer)["script-src"] == "'self'"
        assert policy(answer)["connect-src"] == "'self'"
        assert answer.headers["Cache-Control"] == "no-store"
        assert b" style=" not in answer.content


def test_the_public_door_sets_one_cookie_and_only_for_a_chosen_language(public: Any) -> None:
    answer = public.get("/about/?lang=ur")
    assert list(answer.cookies) == ["mizan_language"]
    cookie = answer.cookies["mizan_language"]
    assert (cookie["samesite"], cookie["httponly"]) == ("Strict", True)
    assert not public.get("/about/").cookies
    assert not public.get("/about/?lang=xx").cookies


def test_a_false_host_is_refused_in_words(public: Any) -> None:
    answer = public.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert b"could not be read" in answer.content
    assert "Content-Security-Policy" in answer.headers


def said(answer: Any) -> bytes:
    """What the page itself says, without the menu that marks the room."""
    return bytes(answer.content.split(b"<main", 1)[1].split(b"</main>")[0])


def test_the_public_door_knows_no_accounts_and_no_page_of_the_desk(public: Any) -> None:
    missing = public.get("/no/such/page/")
    assert missing.status_code == 404
    for path in (
        "/account/login/",
        "/account/2fa/",
        "/members/",
        "/members/1/",
        "/seat/",
        "/actions/propose/",
        "/admin/",
    ):
        answer = public.get(path)
        assert answer.status_code == 404, path
        assert said(answer) == said(missing), path


def test_the_desk_s_pages_stand_before_the_public_ones_and_are_no_part_of_them() -> None:
    assert not {one.name for one in framework.desk} & {"balance", "home"}


def run_python(code: str, **environment: str) -> str:
    """The answer of a process of its own, with the settings of a real door."""
    names = {"PATH": os.environ["PATH"], "MIZAN_DEMO": "1", "MIZAN_PUBLIC_SECRET": "x" * 50, **environment}
    done = subprocess.run([sys.executable, "-c", code], env=names, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_public_process_installs_no_accounts_sessions_or_messages(tmp_path: Path) -> None:
    code = (
        "import django, json; from django.conf import settings; django.setup();"
        "print(json.dumps([settings.INSTALLED_APPS, settings.MIDDLEWARE, settings.DOOR]))"
    )
    environment = {"DJANGO_SETTINGS_MODULE": "mizan.web.settings.public", "MIZAN_VAR": str(tmp_path)}
    apps, middleware, door = json.loads(run_python(code, **environment))
    assert door == "public"
    for name in (*apps, *middleware):
        assert not any(
            word in name for word in ("allauth", "axes", "sessions", "messages", "admin", "htmx", "accounts")
        )


@pytest.mark.parametrize(
    ("demo", "secure", "hosts"), [("1", False, ["localhost", "127.0.0.1", "[::1]"]), ("0", True, ["m.example"])]
)
def test_cookies_need_tls_everywhere_but_on_the_demonstration_s_own_machine(
    tmp_path: Path, demo: str, secure: bool, hosts: list[str]
) -> None:
    code = (
        "from mizan.web.settings import desk as d; import json;"
        "print(json.dumps([d.SESSION_COOKIE_SECURE, d.CSRF_COOKIE_SECURE, d.LANGUAGE_COOKIE_SECURE, d.ALLOWED_HOSTS,"
        " d.SESSION_COOKIE_NAME.startswith('__Host-'), d.SECURE_HSTS_SECONDS > 0, d.DEBUG]))"
    )
    answer = json.loads(
        run_python(code, MIZAN_DEMO=demo, MIZAN_HOSTS="m.example", MIZAN_VAR=str(tmp_path), MIZAN_DESK_SECRET="x" * 50)
    )
    assert answer == [secure, secure, secure, hosts, secure, secure, False]


def test_only_as_many_proxies_are_believed_as_the_settings_name(settings: Any) -> None:
    from django.test import RequestFactory

    from mizan.web.accounts.addresses import address_of

    request = RequestFactory().get("/", headers={"x-forwarded-for": "6.6.6.6, 192.0.2.7"}, REMOTE_ADDR="10.0.0.1")
    for trusted, address in ((0, "10.0.0.1"), (1, "192.0.2.7"), (2, "6.6.6.6"), (3, "10.0.0.1")):
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = trusted
        assert address_of(request) == address
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert address_of(RequestFactory().get("/", headers={"x-forwarded-for": "nonsense"}, REMOTE_ADDR="")) == "0.0.0.0"


def test_a_refusal_no_view_handled_is_a_page_in_words(cast: Cast, desk: Callable[..., Any]) -> None:
    client: Client = desk(cast.coordinator)
    answer = client.post(f"/members/{cast.coordinator.post.pk}/suspend/")
    assert answer.status_code == 409
    assert b"You cannot do this to your own post" in answer.content
    assert b"Nothing was changed" in answer.content
