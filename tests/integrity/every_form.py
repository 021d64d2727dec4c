"""Every form of the public door's intake as a plain browser is shown it, and what must hold of the rows at any time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from mizan.integrity import kinds, store, stretching, verbs
from mizan.integrity.door import sending
from mizan.integrity.door.urls import intake
from mizan.integrity.models import Attachment, Door, Epoch, EscrowWrap, Message, Report, Wrap
from mizan.ledger.duties import discharge, of_subject
from mizan.ledger.models import Duty, Event
from tests.integrity.walking import OFFICER, WORLD, about_a_person, digits_of, followed, main_form, walk
from tests.ledger.happening import happening
from tests.web.page_forms import Form, forms_of, send

SHOWN_ONLY = {"start", "salt"}  # pages without a form
WRITTEN = (verbs.WROTE, verbs.OPENED_TO, verbs.VETO_LIFTED, verbs.HELD, verbs.RESUMED)


class Full:
    """A room of stretching in which nobody finds a place."""

    def acquire(self, timeout: float) -> bool:
        return False


def every_form(client: Any) -> list[Form]:
    """One of each kind, filled as a person would: a report is sent, one waits for its codeword, one is followed."""
    found: dict[str, Form] = {}
    for page in _pages(client):
        for form in forms_of("/", page.content.decode()):
            if form.address.startswith("/report/"):
                buttons = sorted(name for name, _value in form.fields if name not in {"holds", "draft", "stored"})
                found.setdefault(f"{form.name} {buttons}", form)
    return list(found.values())


def _pages(client: Any) -> Iterator[Any]:
    page = about_a_person(client, "What I saw.")
    yield page
    yield send(client, main_form(page, "/report/begin/"))
    page = client.get(f"/report/what/{WORLD}")
    yield page
    for address, filled in (
        ("what", {"kind": "both", "act": "N12", "stage": ""}), ("who", {**OFFICER, "another": "1"}), ("who", OFFICER),
        ("where", {"place": "", "narrative": "What I saw."}),
        ("safety", {"reprisal": "", "serious-death": "no", "serious-internal": "no"}),
    ):  # fmt: skip
        page = send(client, main_form(page, f"/report/{address}/", **filled))
        yield page
    page = send(client, main_form(page, "/report/send/", vetoes=["ACE"]))
    yield page
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stretching, "_room", Full())
        patch.setattr(sending, "WAIT", 0)
        yield send(client, main_form(walk(client), "/report/send/"))
    shown = send(client, main_form(page, "/report/send/", vetoes=["ACE"]))
    yield shown
    yield send(client, main_form(shown, "/report/typed/", codeword="abandon " * 8))
    yield client.get(f"/report/follow/{WORLD}")
    page = followed(client, digits_of(shown))
    page = send(client, main_form(page, "/report/files/"), {"files": ("notes.txt", b"words")})
    yield page
    _close_one()
    yield followed(client, digits_of(shown))
    yield send(client, main_form(page, "/report/follow/", verb="withdraw"))


def _close_one() -> None:
    """A body says that it did what it owed: that can be contested."""
    duty = of_subject(Door.objects.get().report)[0]
    with happening():
        discharge(duty, on=duty.opened_on)


def posted_to() -> set[str]:
    """The addresses of intake that take anything."""
    return {f"/{one.pattern}" for one in intake if one.name not in SHOWN_ONLY}


def counts() -> dict[str, int]:
    """Rows of every table, and files on the disk."""
    names = [model._meta.db_table for model in apps.get_models()]
    columns = ", ".join(f'(SELECT count(*) FROM "{name}")' for name in names)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns}")
        return dict(zip(names, cursor.fetchone(), strict=True)) | {"files": len(_files())}


def half_stored() -> list[str]:
    """What is there without what belongs to it."""
    reports, duties = Report.objects.count(), len(kinds.BY_CLOCK)
    said = Message.objects.filter(purpose=Message.Purpose.FROM_REPORTER).count()
    told = Event.objects.filter(verb__in=[verb.name for verb in WRITTEN]).count()
    held = {
        "a key": Epoch.objects.filter(number=0).count() == reports,
        "a reader": Wrap.objects.exclude(keys=None).values("report").distinct().count() == reports,
        "escrow": EscrowWrap.objects.count() == reports * 3,
        "its duties": Duty.objects.filter(subject_kind=Report._meta.label_lower).count() == reports * duties,
        "its event": Event.objects.filter(verb=verbs.RECEIVED.name).count() == reports,
        "the door's event": Event.objects.filter(verb=verbs.DOOR_MADE.name).count() == Door.objects.count(),
        "the message's event": said == told,
        "the file's event": Event.objects.filter(verb=verbs.FILE_ADDED.name).count() == Attachment.objects.count(),
        "the file": _files() == {str(pk) for pk in Attachment.objects.values_list("pk", flat=True)},
    }
    return [name for name, is_there in held.items() if not is_there]


def _files() -> set[str]:
    return {path.name for path in store.folder().iterdir()} if store.folder().exists() else set()
