"""A body without our software opens its export with age alone, and only its own."""

from __future__ import annotations

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.sealing.context import Context, Purpose
from mizan.sealing.errors import KeyRefused, OpenError
from mizan.sealing.offline import export, export_file, open_export

BODY, OTHER = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
TO = str(BODY.to_public())
WHERE = Context(b"i" * 16, Purpose.BODY, 1)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=2000)


def payload(data: bytes) -> bytes:
    """What follows the header, whose length varies at random by itself (age adds lines without meaning)."""
    return data.split(b"\n--- ", 1)[1].split(b"\n", 1)[1]


@given(TEXT)
def test_the_body_opens_its_export(text: str) -> None:
    assert open_export(export(text, WHERE, TO), str(BODY), WHERE) == text.rstrip("\n")


def test_plain_age_shows_what_the_export_is() -> None:
    plain = pyrage.decrypt(export("بیان", WHERE, TO), [BODY]).decode()
    assert plain.startswith(f"mizan/export/v1\n{'69' * 16} 1 1\n{TO}\n\nبیان\n")


@given(st.integers(0, 700), st.integers(0, 700))
def test_sizes_of_exported_texts_depend_only_on_the_bucket(one: int, other: int) -> None:
    sizes = {len(payload(export("x" * size, WHERE, TO))) for size in (one, other)}
    assert sizes == {16 + 1024 + 16}  # nonce, bucket, tag


def test_another_body_another_report_and_changed_bytes_are_refused() -> None:
    data = export("text", WHERE, TO)
    for bad, key, where in (
        (data, OTHER, WHERE), (data, BODY, Context(b"j" * 16, Purpose.BODY, 1)),
        (data, BODY, Context(b"i" * 16, Purpose.BODY, 2)), (data[:-1] + bytes([data[-1] ^ 1]), BODY, WHERE),
        (b"", BODY, WHERE), (pyrage.encrypt(b"\xff", [BODY.to_public()]), BODY, WHERE),
    ):  # fmt: skip
        with pytest.raises(OpenError):
            open_export(bad, str(key), where)


def test_an_export_handed_on_to_another_body_is_seen() -> None:
    passed_on = pyrage.encrypt(pyrage.decrypt(export("text", WHERE, TO), [BODY]), [OTHER.to_public()])
    with pytest.raises(OpenError, match="another body"):
        open_export(passed_on, str(OTHER), WHERE)


def test_what_is_no_key_of_age_is_refused() -> None:
    for text in ("", "age1", "AGE-SECRET-KEY-1"):
        with pytest.raises(KeyRefused):
            export("x", WHERE, text)
        with pytest.raises(KeyRefused):
            open_export(b"", text, WHERE)


def test_an_attachment_is_exported_as_it_is() -> None:
    assert pyrage.decrypt(export_file(b"\0\1", TO), [BODY]) == b"\0\1"
