"""The library: texts that name their law, files under their hash, and reviewers that nobody invents."""

from __future__ import annotations

from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from mizan.framework.models import Instrument
from mizan.kit.refusal import Refused
from mizan.prevention.models import Material, MaterialVersion
from mizan.prevention.queries.library import shelf_of, shelves
from mizan.prevention.services.library import NewVersion, add_material, add_version
from mizan.web.packs.load import load_packs
from tests.prevention.people import Town

PDF = b"%PDF-1.7 a leaflet"
MOST = 30_000


@pytest.fixture
def kept(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_rights_page_is_light_names_its_laws_and_says_that_nobody_reviewed_it(
    loaded_pack: None, both_languages: None, request: pytest.FixtureRequest, language: str
) -> None:
    public = request.getfixturevalue("public")
    codes = [one.material.pk for one in shelves("real", "rights")]
    assert len(codes) == 5
    for code in codes:
        answer = public.get(f"/rights/{code}/?lang={language}")
        page = unescape(answer.content.decode())
        assert (answer.status_code, len(answer.content) < MOST) == (200, True)
        version = MaterialVersion.objects.get(material=code, language=language)
        assert all(one["text"] in page and f"/instruments/{one['instrument']}/" in page for one in version.law)
        assert all(step in page for step in version.steps)
        assert Instrument.objects.filter(pk__in={one["instrument"] for one in version.law}).exists()
        assert ("Nobody has reviewed this wording yet." in page) == (language == "en")
        assert "<script" not in page
    assert public.get("/rights/").status_code == 200
    assert public.get("/materials/").status_code == 200
    assert public.get(f"/materials/{codes[0]}/").status_code == 200
    assert public.get("/rights/NONE/").status_code == 404


def test_a_pack_that_says_the_same_again_makes_no_version_and_a_new_wording_one(loaded_pack: None) -> None:
    before = MaterialVersion.objects.count()
    assert before == 10
    load_packs([Path(__file__).resolve().parents[2] / "packs" / "pakistan"])
    assert MaterialVersion.objects.count() == before


def test_a_file_is_kept_under_its_hash_and_a_new_one_is_a_new_version(town: Town, kept: None, public: Any) -> None:
    row = add_material(town.centre.actor, kind="leaflet", name={"en": "A leaflet"}, about={})
    first = add_version(town.centre.actor, row, NewVersion("ur", PDF, "a.pdf", "CC0"))
    second = add_version(
        town.centre.actor, row, NewVersion("ur", PDF + b"2", "a.pdf", "CC0", "A lawyer", date(2026, 3, 1))
    )
    spoken = add_version(town.centre.actor, row, NewVersion("ps", b"ID3 sound", "a.mp3", "CC0"))
    assert (first.number, second.number, spoken.number) == (1, 2, 1)
    shelf = shelf_of(row)
    assert ([one.number for one in shelf.written], shelf.recording_in("ps")) == ([2], spoken)
    answer = public.get(f"/materials/files/{first.pk}/")
    assert b"".join(answer.streaming_content) == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    page = public.get(f"/materials/{row.pk}/").content.decode()
    assert ("A lawyer" in page, "nobody yet" in page) == (True, True)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"content": b"<html><script>"}, "file_of_no_kind"),
        ({"content": b"%PDF-" + b"x" * (20 * 1024 * 1024)}, "file_too_large"),
        ({"licence": " "}, "licence_needed"),
        ({"reviewer": "Somebody"}, "reviewer_and_day"),
        ({"reviewed_on": date(2026, 3, 1)}, "reviewer_and_day"),
    ],
)
def test_what_the_library_does_not_take(town: Town, kept: None, changes: dict[str, Any], code: str) -> None:
    row = add_material(town.centre.actor, kind="leaflet", name={"en": "A leaflet"}, about={})
    given = {"language": "ur", "content": PDF, "file_name": "a", "licence": "CC0", **changes}
    with pytest.raises(Refused, match=code):
        add_version(town.centre.actor, row, NewVersion(**given))
    assert not MaterialVersion.objects.exists()


def test_I7_nobody_adds_a_version_to_the_material_of_another_body(town: Town, kept: None) -> None:
    row = add_material(town.centre.actor, kind="leaflet", name={"en": "A leaflet"}, about={})
    for who in (town.school, town.helper, town.cast.coordinator):
        with pytest.raises(Refused, match="not_your_material"):
            add_version(who.actor, row, NewVersion("ur", PDF, "a", "CC0"))
    assert Material.objects.count() == 1
