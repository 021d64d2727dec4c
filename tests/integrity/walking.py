"""A reporter at the public door without script: what a plain browser sends, page by page."""

from __future__ import annotations

from typing import Any

from django.test import Client

from mizan.institutions.models import RoutingData
from tests.integrity.country import Country
from tests.web.page_forms import digits_of, main_form, send

__all__ = ["digits_of", "main_form"]  # from here for whoever walks
WORLD = "?world=exercise"
DATA = {
    "code": "T-ROUTING", "version": 1, "key_proof_days": 90,
    "bands": [{"code": code, "name": {"en": code}, "heads": heads, "serious": code == "agency_head"}
              for code, heads in (("officer", "nothing"), ("unit_head", "unit"), ("agency_head", "agency"))],
    "serious": [{"code": "death", "name": {"en": "death"}, "accuses_internal": False},
                {"code": "internal", "name": {"en": "internal"}, "accuses_internal": True}],
    "rungs": [], "clocks": [], "calendar": {},
}  # fmt: skip
OFFICER = {"institution": "POLICE", "unit": "STATION", "band": "officer", "name": "", "chief": ""}


def open_door(country: Country, monkeypatch: Any) -> None:
    """The pages stand on the small country instead of the key store."""
    RoutingData.objects.create(code="T-ROUTING", version="1", data=DATA, world=country.world)
    for page in ("sending", "following_pages", "uploading"):
        monkeypatch.setattr(f"mizan.integrity.door.{page}.ground", lambda _world, _day: country.ground, raising=False)


def walk(
    client: Client, *, narrative: str = "What I saw.", who: dict[str, str] | None = None,
    safety: dict[str, str] | None = None, kind: str = "official", lang: str = "en",
) -> Any:  # fmt: skip
    """From the first page to the check."""
    answer = client.get(f"/report/what/{WORLD}&lang={lang}")
    answer = send(client, main_form(answer, "/report/what/", kind=kind, act="N12", stage=""))
    if kind != "tip":
        answer = send(client, main_form(answer, "/report/who/", **(who or OFFICER)))
    answer = send(client, main_form(answer, "/report/where/", place="", narrative=narrative))
    said = safety or {"reprisal": "", "serious-death": "no", "serious-internal": "no"}
    return send(client, main_form(answer, "/report/safety/", **said))


def sent(client: Client, **how: Any) -> Any:
    """The page with the codeword."""
    return send(client, main_form(walk(client, **how), "/report/send/"))


def about_a_person(client: Client, words: str) -> Any:
    """The answer to feedback that belongs in a report: it leads there."""
    return client.post(f"/feedback/{WORLD}", {"kind": "person", "subject": "", "text": words})


def followed(client: Client, codeword: str) -> Any:
    return client.post(f"/report/follow/{WORLD}", {"codeword": codeword})
