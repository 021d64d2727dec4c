"""The forms of a page as a browser would send them, without a browser: found in the HTML, filled in, encoded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

Pairs = list[tuple[str, str]]
BORDER = "border-of-a-form"
# What a person would write, by the end of the field's name, where its type does not say it.
WORDS = {
    "code": "FORM-1", "period": "2026", "as_of": "2026", "due": "2026", "currency": "PKR", "email": "a@form.example",
    "login": "a@form.example", "url": "https://record.example/1", "starts_on": "2026-01-01", "low": "", "high": "",
    "until": "2026-11-01", "unit-kind": "anti_corruption", "lead-accepts": "no", "dry_run": "",
    "staffed": "mon-fri 09:00-17:00", "opens": "", "age_from": "", "age_to": "", "services": "",
    "materials": "", "phone": "051 111 111", "web": "https://record.example/1", "address": "",
}  # fmt: skip
OF_TYPE = {"date": "2026-06-01", "email": "a@form.example", "number": "1", "url": "https://record.example/1"}


@dataclass(frozen=True)
class Form:
    """Where it is sent, how it is encoded, and its fields with plain values; `files` are fields for uploads."""

    address: str
    multipart: bool = False
    fields: Pairs = field(default_factory=list)
    files: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Address and button: what tells forms of one page apart."""
        return f"{self.address} {dict(self.fields).get('verb', '')}".strip()

    @property
    def kind(self) -> str:
        """The same for all forms that ask the same: the first and last step of the address and the button."""
        steps = self.address.strip("/").split("/")
        last = steps[-1] if steps[-1].isalpha() and steps[-1].islower() else ""
        return f"{steps[0]} {last} {dict(self.fields).get('verb', '')}"

    def given(self, name: str, *values: str) -> Form:
        """The same form with these values, none or many, in a field."""
        return replace(self, fields=[p for p in self.fields if p[0] != name] + [(name, value) for value in values])


class _Reader(HTMLParser):
    """Collects the forms that are posted."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._select = self._chosen = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        had = {name: value or "" for name, value in attrs}
        if tag == "form":
            is_file = had.get("enctype") == "multipart/form-data"
            self._open = Form(had.get("action") or self.page, is_file) if had.get("method") == "post" else None
        elif self._open is not None and (tag == "option" or had.get("name")):
            self._take(tag, had, self._open)

    def _take(self, tag: str, had: dict[str, str], form: Form) -> None:
        name, kind = had.get("name", ""), had.get("type", "text")
        names = {known for known, _value in form.fields}
        if tag == "select":
            self._select, self._chosen = name, ""
            if "multiple" not in had:  # of those a browser sends what was chosen, and nothing where nothing was
                form.fields.append((name, ""))
        elif tag == "option":
            if had.get("value") and (not self._chosen or had["value"] == WORDS.get(self._select)):
                self._chosen = had["value"]
                form.fields[:] = [one for one in form.fields if one[0] != self._select]
                form.fields.append((self._select, self._chosen))
        elif kind == "file":
            self._open = replace(form, files=(*form.files, name))
        elif name != "csrfmiddlewaretoken" and not (kind in {"radio", "checkbox"} and name in names):
            form.fields.append((name, _plain(name, kind, had.get("value", ""))))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._open is not None:
            self.forms.append(self._open)
            self._open = None


def _plain(name: str, kind: str, value: str) -> str:
    """A value that a person could give."""
    by_name = [words for end, words in WORDS.items() if name == end or name.endswith((f"-{end}", f"_{end}"))]
    if value and kind in {"hidden", "submit"}:
        return value
    return by_name[0] if by_name else value or OF_TYPE.get(kind, "2")


def forms_of(page: str, html: str) -> list[Form]:
    """Every form of the page that is posted."""
    reader = _Reader(page)
    reader.feed(html)
    reader.close()
    return reader.forms


def main_form(answer: Any, address: str, **filled: Any) -> Form:
    """The first form of a page that leads to `address`, filled; buttons are left out."""
    form = next(one for one in forms_of("/", answer.content.decode()) if one.address.split("?")[0] == address)
    keep = [(name, value) for name, value in form.fields if name in {"draft", "stored", "typed", "holds"}]
    for name, values in filled.items():
        keep += [(name, one) for one in (values if isinstance(values, list) else [values])]
    return Form(form.address, form.multipart, keep, form.files)


def send(client: Any, form: Form, files: dict[str, tuple[str, bytes]] | None = None) -> Any:
    """Post it as it stands; also letters that no well-behaved browser sends (lone surrogates, NUL)."""
    body, kind = body_of(form, files or {})
    return client.generic("POST", form.address, body, content_type=kind)


def body_of(form: Form, files: dict[str, tuple[str, bytes]]) -> tuple[bytes, str]:
    """The body that is sent, and its type."""
    if not form.multipart:
        pairs = "&".join(f"{quote(_bytes(n))}={quote(_bytes(v))}" for n, v in form.fields)
        return pairs.encode(), "application/x-www-form-urlencoded"
    return b"".join([*_parts(form, files), f"--{BORDER}--\r\n".encode()]), f"multipart/form-data; boundary={BORDER}"


def _parts(form: Form, files: dict[str, tuple[str, bytes]]) -> Iterator[bytes]:
    head = f'--{BORDER}\r\nContent-Disposition: form-data; name="'.encode()
    for name, value in form.fields:
        yield head + _bytes(name) + b'"\r\n\r\n' + _bytes(value) + b"\r\n"
    for name, (file_name, content) in files.items():
        yield head + _bytes(name) + b'"; filename="' + _bytes(file_name) + b'"\r\n\r\n' + content + b"\r\n"


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def digits_of(answer: Any) -> str:
    """The codeword in digits, read from the page."""
    return answer.content.decode().split('class="big" dir="ltr">')[1].split("<")[0]  # type: ignore[no-any-return]
