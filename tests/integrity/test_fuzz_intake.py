"""Whatever is sent to the intake: an answer in words, never a 500, and nothing half stored.

Every form of every page as a person fills it, then with junk in its fields, fields left out, repeated a thousandfold or
taken from another page, sealed fields cut, sent in other encodings, cut off or mutilated byte by byte.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mizan.sealing import reporter
from mizan.web import bodytype
from tests.integrity.country import Country
from tests.integrity.every_form import counts, every_form, half_stored, posted_to
from tests.integrity.walking import WORLD, open_door
from tests.web.junk import JUNK
from tests.web.page_forms import BORDER, Form, body_of, send

CALM: Any = {"deadline": None, "suppress_health_check": list(HealthCheck)}
SEALED = ("draft", "stored", "typed", "holds")
WORDS = st.sampled_from(JUNK) | st.text(max_size=30) | st.integers(-3, 1 << 40).map(str)
NAMES = st.sampled_from(
    [*SEALED, "kind", "act", "stage", "institution", "unit", "band", "name", "chief", "place", "narrative", "reprisal",
     "serious-death", "vetoes", "again", "another", "back", "codeword", "text", "verb", "body", "leaf", "number",
     "files", "world", "x", ""],
) | st.text(max_size=8)  # fmt: skip
TYPES = st.sampled_from(
    ["application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-16", "application/json",
     "application/x-www-form-urlencoded; charset=base64", "application/x-www-form-urlencoded; charset=nonsense", "",
     "multipart/form-data", "multipart/form-data; boundary=", f"multipart/form-data; boundary={'b' * 300}",
     "text/plain", f"multipart/form-data; boundary={BORDER}",
     f"multipart/form-data; charset=base64; boundary={BORDER}",
     f"multipart/form-data; charset=utf-7; boundary={BORDER}", f"multipart/mixed; boundary={BORDER}", "é\x80"]
)  # fmt: skip
HEADS = st.sampled_from(
    ['form-data; name="files"; filename="a.txt"', 'form-data; name="files"; filename=""', "form-data", "attachment", "",
     'form-data; name="files"; filename="../../etc/passwd"', "form-data; name*=utf-8''%ff; filename*=x''%00",
     'form-data; name="holds"', 'form-data; name="holds"; filename="x"', f'form-data; name="{"n" * 5000}"',
     'form-data; name="files"; filename="a\\u0000"', "form-data; name=files; filename*=base64''abc"]
)  # fmt: skip
MORE = st.sampled_from(
    ["Content-Type: image/png", "Content-Type: text/plain; charset=base64", "Content-Transfer-Encoding: base64", "X",
     "Content-Transfer-Encoding: base64\r\nContent-Type: text/plain", "Content-Length: -1", "A: " + "a" * 2000]
)  # fmt: skip


class Connection(BytesIO):
    """A body shorter than it says just ends, and any length may be asked for; the test client's own stream fails."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(-1 if size is None else size, 1 << 30))

    def readline(self, size: int | None = -1, /) -> bytes:
        return super().readline(min(-1 if size is None else size, 1 << 30))


@dataclass(frozen=True)
class Intake:
    """The public door with every form of it; `sends` gives what is wrong with an answer, "" if nothing is."""

    client: Any
    forms: list[Form]

    @property
    def sealed(self) -> list[str]:
        return [value for form in self.forms for name, value in form.fields if name in SEALED]

    def sends(self, address: str, body: bytes, kind: str, **headers: str) -> str:
        before = counts()
        given: Any = headers | {"wsgi.input": Connection(body)}
        answer = self.client.generic("POST", address, body, content_type=kind, **given)
        changed = {name for name, number in counts().items() if number != before[name]}
        if answer.status_code >= 500:
            return f"{answer.status_code} {answer.content[:200]!r}"
        if changed and answer.status_code not in (200, 302) and "files" not in changed:
            return f"{answer.status_code}, and it changed {sorted(changed)}"
        return ", ".join(half_stored())


@pytest.fixture
def intake(country: Country, public: Any, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Intake:
    """On the small country, where stretching costs nothing."""
    monkeypatch.setattr(reporter, "MEMORY", 8 << 10)
    settings.SEALED = tmp_path / "sealed"
    open_door(country, monkeypatch)
    forms = every_form(public)
    public.raise_request_exception = False
    public.handler = _as_served(public.handler)
    return Intake(public, forms)


def _as_served(handler: Any) -> Any:
    """What stands before Django in `mizan.web.wsgi` stands before it here."""
    served = bodytype.with_plain_type(lambda environ, _start: handler(environ))
    return lambda environ: served(environ, lambda *_words: None)


def test_every_address_of_intake_that_takes_anything_has_a_form_here(intake: Intake) -> None:
    assert {form.address.split("?")[0] for form in intake.forms} == posted_to()
    assert {dict(form.fields).get("verb") for form in intake.forms} >= {
        "write", "open", "lift", "withdraw", "resume", "contest",
    }  # fmt: skip


def test_what_a_person_would_write_is_taken(intake: Intake) -> None:
    """Without this the junk below would prove nothing."""
    for form in intake.forms:
        answer = send(intake.client, form, dict.fromkeys(form.files, ("a.txt", b"words")))
        assert answer.status_code in (200, 409), form.name
        assert half_stored() == []


Change = Callable[[st.DataObject, Form, Intake], Form]


def _junk(data: st.DataObject, form: Form, intake: Intake) -> Form:
    return form.given(_field(data, form), data.draw(WORDS))


def _without(data: st.DataObject, form: Form, intake: Intake) -> Form:
    return form.given(_field(data, form))


def _many(data: st.DataObject, form: Form, intake: Intake) -> Form:
    name, count = _field(data, form), data.draw(st.sampled_from([2, 65, 390, 1000]))
    return form.given(name, *[data.draw(WORDS)[:200]] * count, dict(form.fields).get(name, ""))


def _foreign(data: st.DataObject, form: Form, intake: Intake) -> Form:
    """A sealed field of any page under the name of any."""
    return form.given(data.draw(st.sampled_from(SEALED)), data.draw(st.sampled_from(intake.sealed)))


def _cut(data: st.DataObject, form: Form, intake: Intake) -> Form:
    name = _field(data, form)
    value = dict(form.fields).get(name, "")
    at = data.draw(st.integers(0, len(value)))
    return form.given(name, value[:at] + data.draw(st.text(max_size=4)) + value[at + data.draw(st.integers(0, 4)) :])


def _elsewhere(data: st.DataObject, form: Form, intake: Intake) -> Form:
    return replace(form, address=data.draw(st.sampled_from(sorted(posted_to()))) + WORLD)


CHANGES: tuple[Change, ...] = (_junk, _junk, _without, _many, _foreign, _cut, _elsewhere)


def _field(data: st.DataObject, form: Form) -> str:
    known = [name for name, _value in form.fields]
    return data.draw(st.sampled_from(known) | NAMES if known else NAMES)


def _changed(data: st.DataObject, intake: Intake) -> Form:
    form = data.draw(st.sampled_from(intake.forms))
    for change in data.draw(st.lists(st.sampled_from(CHANGES), max_size=4)):
        form = change(data, form, intake)
    return replace(form, multipart=data.draw(st.booleans()) if form.fields else form.multipart)


def _mutilated(data: st.DataObject, body: bytes) -> bytes:
    for _ in range(data.draw(st.integers(0, 3))):
        at = data.draw(st.integers(0, len(body)))
        body = body[:at] + data.draw(st.binary(max_size=6)) + body[at + data.draw(st.integers(0, 40)) :]
    return body


def fields_are_answered(intake: Intake, data: st.DataObject) -> None:
    form = _changed(data, intake)
    files = {name: ("a.txt", data.draw(st.binary(max_size=300))) for name in form.files}
    body, kind = body_of(form, files)
    assert intake.sends(form.address, body, kind) == "", form.name


def bytes_are_answered(intake: Intake, data: st.DataObject) -> None:
    form = _changed(data, intake)
    body, kind = body_of(form, dict.fromkeys(form.files, ("a.txt", b"words")))
    kind = data.draw(st.just(kind) | TYPES)
    headers = data.draw(  # gunicorn itself answers 400 to a length that is no number
        st.dictionaries(st.sampled_from(["CONTENT_LENGTH"]), st.sampled_from(["0", "1", "9" * 30]))
    )
    assert intake.sends(form.address, _mutilated(data, body), kind, **headers) == "", form.name


def uploads_are_answered(intake: Intake, data: st.DataObject) -> None:
    """Parts that no browser makes, before, between and after the page's own field."""
    holds = next(dict(form.fields)["holds"] for form in intake.forms if form.files)
    good = f'--{BORDER}\r\nContent-Disposition: form-data; name="holds"\r\n\r\n{holds}\r\n'.encode()
    parts = data.draw(
        st.lists(st.just(good) | st.builds(_part, HEADS, MORE | st.just(""), st.binary(max_size=400)), max_size=8)
    )
    end = data.draw(st.sampled_from([f"--{BORDER}--\r\n", f"--{BORDER}", "", "--"])).encode()
    body = _mutilated(data, b"".join(parts) + end)
    kind = f"multipart/form-data; boundary={BORDER}"
    assert intake.sends(f"/report/files/{WORLD}", body, data.draw(st.just(kind) | TYPES)) == ""


def _part(head: str, more: str, content: bytes) -> bytes:
    lines = [f"--{BORDER}", f"Content-Disposition: {head}", *([more] if more else []), "", ""]
    return "\r\n".join(lines).encode("utf-8", "surrogatepass") + content + b"\r\n"


def test_a_charset_that_is_no_text_is_no_way_to_break_a_door(intake: Intake) -> None:
    """Django reads it before any step of ours can answer (`web.bodytype`)."""
    for name in ("base64", "undefined", "idna", "utf-16", "nonsense", "\x00"):
        for kind in ("application/x-www-form-urlencoded", f"multipart/form-data; boundary={BORDER}"):
            assert intake.sends(f"/report/what/{WORLD}&x=%ff", b"kind=tip", f"{kind}; charset={name}") == ""
    assert intake.sends(f"/report/files/{WORLD}", b"", "multipart/form-data; boundary*=nonsense''abc") == ""


@pytest.mark.parametrize(
    ("given", "plain"),
    [("application/x-www-form-urlencoded; charset=UTF-8", "application/x-www-form-urlencoded"), ("", ""),
     ('multipart/form-data; boundary="a b"', "multipart/form-data"), ("text/plain;x", "text/plain"), ("é", ""),
     ("Multipart/Form-Data;charset=x; boundary=----WebKit7MA4", "multipart/form-data; boundary=----WebKit7MA4"),
     ('multipart/form-data; boundary="q"; x=1', "multipart/form-data; boundary=q")],
)  # fmt: skip
def test_the_type_of_a_body_is_its_name_and_its_boundary(given: str, plain: str) -> None:
    assert bodytype.plain(given) == plain


PROPERTIES = [fields_are_answered, bytes_are_answered, uploads_are_answered]


@pytest.mark.parametrize("holds", PROPERTIES, ids=lambda one: one.__name__)
def test_nothing_that_is_sent_breaks_the_intake_or_is_half_stored(
    holds: Callable[[Intake, st.DataObject], None], intake: Intake
) -> None:
    @given(st.data())
    @settings(**CALM)
    def property_holds(data: st.DataObject) -> None:
        holds(intake, data)

    property_holds()


@pytest.mark.deep
@pytest.mark.parametrize("holds", PROPERTIES, ids=lambda one: one.__name__)
def test_nothing_of_thousands_that_are_sent_breaks_the_intake_or_is_half_stored(
    holds: Callable[[Intake, st.DataObject], None], intake: Intake
) -> None:
    @given(st.data())
    @settings(max_examples=2000, **CALM)
    def property_holds(data: st.DataObject) -> None:
        holds(intake, data)

    property_holds()


@pytest.mark.parametrize("method", ["get", "head", "put", "delete", "options"])
def test_another_method_is_answered_too_and_changes_nothing(intake: Intake, method: str) -> None:
    before = counts()
    for address in posted_to():
        assert getattr(intake.client, method)(address + WORLD).status_code < 500
        assert getattr(intake.client, method)(address + "?world=%ff&lang=%00&draft=x").status_code < 500
    assert counts() == before
