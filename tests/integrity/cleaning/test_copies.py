"""A cleaned copy shows what the file shows, and holds nothing else of it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from io import BytesIO
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from mizan.integrity.cleaning import documents, pictures, running
from mizan.integrity.cleaning.kinds import (
    MOST_BYTES,
    MOST_PAGES,
    MOST_POINTS,
    PAGE_POINTS,
    Copy,
    Kind,
    NotCleaned,
    Why,
    kind_of,
    suffix_of,
)
from mizan.integrity.cleaning.running import clean
from mizan.integrity.cleaning.texts import clean_text, cleaned
from mizan.integrity.cleaning.wire import Size
from tests.integrity.cleaning.marked import MARK, PICTURES, RAW, forms_of, jpeg, pdf, picture, png, saved


def why(content: bytes) -> Why:
    with pytest.raises(NotCleaned) as refused:
        clean(content)
    return refused.value.why


def outcome(content: bytes) -> Copy | Why:
    """A copy, or why there is none."""
    try:
        return clean(content)
    except NotCleaned as refused:
        return refused.why


def everything_in(copy: Copy) -> list[bytes]:
    """The bytes of a copy, and what a program finds in them when it unpacks and decodes."""
    found = [copy.content]
    if copy.suffix in ("png", "jpg"):
        image = Image.open(BytesIO(copy.content))
        found += [repr(image.info).encode(), image.tobytes()]
    return found


def assert_clean(copy: Copy, mark: str = MARK) -> None:
    for content in everything_in(copy):
        for form in forms_of(mark):
            assert form not in content


@pytest.mark.parametrize("name", PICTURES)
def test_no_mark_in_a_picture_is_in_its_copy(name: str) -> None:
    original = PICTURES[name]()
    planted = [*everything_in(Copy(original, "")), Image.open(BytesIO(original)).convert("RGBA").tobytes()]
    assert any(RAW in content for content in planted) or name == "png with points under nothing"
    copy = clean(original)
    assert copy.suffix == suffix_of(Kind(kind_of(original) or ""))
    assert_clean(copy)


def test_the_copy_of_a_picture_has_no_part_but_the_picture() -> None:
    made = clean(png()).content
    names, at = [], 8
    while at < len(made):
        size = int.from_bytes(made[at : at + 4], "big")
        names.append(made[at + 4 : at + 8])
        at += size + 12
    assert (at, set(names)) == (len(made), {b"IHDR", b"IDAT", b"IEND"})
    markers = re.findall(rb"\xff([\xc0-\xfe])", clean(jpeg()).content.split(b"\xff\xda")[0])
    assert {int(one[0]) for one in markers} <= {0xD8, 0xE0, 0xDB, 0xC0, 0xC4}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_turned_as_its_camera_said_before_that_is_forgotten(orientation: int) -> None:
    shown = Image.open(BytesIO(clean(jpeg(orientation)).content)).convert("RGB")
    right = {
        1: (), 2: (Image.Transpose.FLIP_LEFT_RIGHT,), 3: (Image.Transpose.ROTATE_180,),
        4: (Image.Transpose.FLIP_TOP_BOTTOM,), 5: (Image.Transpose.TRANSPOSE,), 6: (Image.Transpose.ROTATE_270,),
        7: (Image.Transpose.TRANSVERSE,), 8: (Image.Transpose.ROTATE_90,),
    }[orientation]  # fmt: skip
    meant = picture()
    for turn in right:
        meant = meant.transpose(turn)
    assert shown.size == meant.size
    for x in (2, shown.width - 3):
        for y in (2, shown.height - 3):
            assert _near(shown.getpixel((x, y)), meant.getpixel((x, y))), (orientation, x, y)


def _near(one: object, other: object) -> bool:
    assert isinstance(one, tuple)
    assert isinstance(other, tuple)
    return all(abs(a - b) < 60 for a, b in zip(one, other, strict=True))  # JPEG, twice, of strong colours


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "YCbCr"])
def test_pictures_of_every_mode_come_out_as_seen(mode: str) -> None:
    grey = Image.new("L", (16, 16), 200)
    image = Image.frombytes("I;16", (16, 16), bytes([0, 200]) * 256) if mode == "I;16" else grey.convert(mode)
    kind = "TIFF" if mode in ("CMYK", "YCbCr") else "PNG"
    shown = Image.open(BytesIO(clean(saved(image, kind)).content)).convert("L")
    assert abs(shown.getpixel((8, 8)) - (255 if mode == "1" else 200)) <= 3


def test_what_is_clear_is_laid_on_white() -> None:
    image = Image.new("RGBA", (4, 4), (9, 8, 7, 0))
    assert Image.open(BytesIO(clean(saved(image, "PNG")).content)).getpixel((1, 1)) == (255, 255, 255)


def test_no_mark_in_a_document_is_in_its_copy() -> None:
    original = pdf(pages=2)
    assert original.count(RAW) > 12
    copy = clean(original)
    assert copy.suffix == "pdf"
    assert_clean(copy)
    for word in (b"/JS", b"/JavaScript", b"/EmbeddedFile", b"/Metadata", b"/Info", b"/Annots", b"/OpenAction", b"Tj"):
        assert word not in copy.content


def test_the_copy_of_a_document_has_its_pages_in_their_size_and_colour() -> None:
    copy = clean(pdf(pages=3, box=b"0 0 200 100"))
    shown = list(documents.pages(copy.content))
    assert re.findall(rb"/MediaBox (\[[^]]*\])", copy.content) == [b"[0 0 200.16 100.32]"] * 3
    assert re.findall(rb"/Width (\d+) /Height (\d+)", copy.content) == [(b"417", b"209")] * 3
    image = pictures.image_of(*shown[2])
    assert _near(image.getpixel((100, 100)), (255, 0, 0))
    assert _near(image.getpixel((400, 10)), (255, 255, 255))


def test_what_was_filled_into_a_form_is_seen_in_the_copy() -> None:
    look = b"<< /Type /XObject /Subtype /Form /BBox [0 0 100 100] /Length 22 >>\nstream\n0 0 1 rg 0 0 99 99 re f"
    look += b"\nendstream"
    plain = pdf(content=b" ").replace(
        b"9 0 obj\n<< /Type /Annot /Subtype /Text /Rect [0 0 1 1]",
        b"11 0 obj\n" + look + b"\nendobj\n9 0 obj\n<< /Type /Annot /Subtype /Widget /FT /Tx /F 4 /AP << /N 11 0 R >> "
        b"/Rect [0 0 100 100]",
    ).replace(b"/Type /Catalog", b"/Type /Catalog /AcroForm << /Fields [9 0 R] >>")  # fmt: skip
    ((size, points),) = documents.pages(clean(plain).content)
    assert _near(pictures.image_of(size, points).getpixel((100, 100)), (0, 0, 255))


def test_the_same_file_gives_the_same_copy() -> None:
    for original in (jpeg(), png(), pdf(2), b"words"):
        assert clean(original) == clean(original)


BOMBS: dict[str, tuple[Callable[[], bytes], Why]] = {
    "a picture of huge sides": (lambda: huge_png(60_000, 60_000), Why.POINTS),
    "a picture just too large": (lambda: huge_png(10_000, MOST_POINTS // 10_000 + 1), Why.POINTS),
    "a picture of one endless line": (lambda: huge_png(2_000_000_000, 1), Why.POINTS),
    "a picture that moves": (
        lambda: saved(picture(), "GIF", save_all=True, append_images=[picture(9, 9)]), Why.SEVERAL),
    "a document of many pages": (lambda: pdf(MOST_PAGES + 1), Why.PAGES),
    "a document that is locked": (
        lambda: pdf().replace(b"/Root 1 0 R", b"/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -1 /O <"
                              + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >> /Root 1 0 R"), Why.UNREADABLE),
    "a document without a page": (lambda: pdf(0), Why.UNREADABLE),
    "a document cut off": (lambda: pdf()[:300], Why.UNREADABLE),
    "a picture cut off": (lambda: jpeg()[:-60], Why.UNREADABLE),
    "a picture in name alone": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(500), Why.UNREADABLE),
    "a file too large": (lambda: b"\xff\xd8\xff" + bytes(MOST_BYTES), Why.TOO_LARGE),
    "a film": (lambda: b"\0\0\0\x18ftypmp42" + bytes(99), Why.KIND),
    "a text document": (lambda: b"PK\x03\x04" + bytes(99), Why.KIND),
    "a page of the web": (lambda: b" <html><meta name=author content=x>", Why.KIND),
    "rich text": (lambda: rb"{\rtf1 {\author x}", Why.KIND),
    "nothing": (lambda: b"", Why.KIND),
    "text of no known letters": (lambda: b"words " * 1000 + b"\xff\xfe\xff", Why.UNREADABLE),
}  # fmt: skip


def huge_png(width: int, height: int) -> bytes:
    """A few hundred bytes that say they are a picture of that size."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\0\0\0"
    body = zlib.compress(bytes(100_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_or_a_broken_file_ends_with_a_reason(name: str) -> None:
    make, reason = BOMBS[name]
    assert why(make()) is reason


@pytest.mark.parametrize(
    "content",
    [
        b"/F 1 Tf " * 400_000,  # operators without end
        b"q " * 1_000_000 + b"0 0 9 9 re f",  # states within states
        b"0 0 m " + b"1 1 l 99 0 l 0 99 l " * 200_000 + b"S",  # a line across the page, again and again
    ],
)
def test_a_page_that_is_much_work_ends_within_the_limits(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "DEADLINE", 8.0)
    found = outcome(pdf(content=content))
    assert isinstance(found, Copy) or found in (Why.TOO_LONG, Why.FAILED, Why.UNREADABLE, Why.POINTS)


@pytest.mark.parametrize(
    "box", [b"0 0 0 0", b"0 0 1e30 1e30", b"0 0 14400 14400", b"0 0 1000000 1", b"-5 -5 5 5", b"9 9"]
)
def test_a_page_of_any_size_fits_or_is_refused(box: bytes) -> None:
    found = outcome(pdf(box=box))
    if not isinstance(found, Copy):
        assert found in (Why.UNREADABLE, Why.POINTS)
        return
    ((wide, high),) = re.findall(rb"/Width (\d+) /Height (\d+)", found.content)
    assert int(wide) * int(high) <= PAGE_POINTS * 1.01  # sides are rounded up to whole points


@given(st.floats(allow_nan=True), st.floats(allow_nan=True))
def test_a_page_never_asks_for_more_points_than_it_may(width: float, height: float) -> None:
    try:
        scale = documents.scale_of(width, height)
    except NotCleaned:
        return
    assert min(width, height) * scale >= 1
    assert max(width, height) * scale <= documents.LONGEST * (1 + 1e-9)
    Size(max(1, round(width * scale)), max(1, round(height * scale)))


LETTERS = st.text(max_size=60) | st.text(
    st.sampled_from(
        "ab \t\n\rسلامہ\u0301\u200b\u200c\u200d\u200e\u202e\u2066\ufeff\u00ad\u2028\u00a0\ue000\U000e0041\ufe0f\x00\x1b"
    ),
    max_size=30,
)


@given(LETTERS)
@example("a\u0301\u200b\u0301")
@example("\u1100\u200b\u1161")
def test_clean_text_is_visible_and_cleaning_it_again_changes_nothing(text: str) -> None:
    made = cleaned(text)
    assert cleaned(made) == made
    assert not set(made) & set(
        "\u200b\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\x00\x1b"
    )
    assert "\r" not in made
    assert not re.search(r"[ \t]\n", made)


@given(
    st.text(st.characters(categories=["L", "N", "P"], exclude_characters="\u115f\u1160\u3164\uffa0\u2800"), min_size=1)
)
def test_no_letter_number_or_sign_is_lost(text: str) -> None:
    import unicodedata

    assert cleaned(text) == unicodedata.normalize("NFC", text) + "\n"


def test_urdu_keeps_its_joins_and_nothing_is_hidden_in_them() -> None:
    assert cleaned("آ\u200cپ کا\u200d نام") == "آ\u200cپ کا نام\n"
    assert cleaned("ab\u200cc\u200c\u200dd") == "abcd\n"
    assert cleaned("آ\u200c\u200d\u200cپ") == "آ\u200cپ\n"


def test_text_in_utf_16_is_read_where_it_says_so() -> None:
    assert clean("سلام".encode("utf-16")).content == "سلام\n".encode()


@given(st.binary(max_size=400))
def test_no_bytes_make_the_cleaning_of_text_raise_anything_else(content: bytes) -> None:
    try:
        made = clean_text(content)
    except NotCleaned:
        return
    assert clean_text(made) == made


@settings(max_examples=15)
@given(st.sampled_from([*PICTURES, "pdf"]), st.data())
def test_fuzz_broken_files_give_a_reason_or_a_copy_without_the_mark(name: str, data: st.DataObject) -> None:
    original = bytearray(pdf() if name == "pdf" else PICTURES[name]())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(original) - 1))
        original[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(len(original) // 2, len(original)))
    found = outcome(bytes(original[:cut]))
    assert found not in (Why.NO_SANDBOX, Why.BUSY)
    if isinstance(found, Copy) and found.suffix != "txt":  # a document whose first byte is gone is text: words stay
        assert RAW not in found.content


@pytest.mark.deep
def test_fuzz_hundreds_of_files_broken_without_mercy_crash_nothing_and_show_no_mark() -> None:
    chance = Random(20261128)
    whole = {**{name: make() for name, make in PICTURES.items()}, "pdf": pdf(2)}
    for _ in range(400):
        name = chance.choice(sorted(whole))
        found = outcome(broken(whole[name], chance))
        assert found not in (Why.NO_SANDBOX, Why.BUSY, Why.FAILED, Why.TOO_LONG), name
        assert not isinstance(found, Copy) or RAW not in found.content, name


def broken(content: bytes, chance: Random) -> bytes:
    """Bytes changed, cut out and repeated behind the first eight, which say what it is."""
    data = bytearray(content)
    for _ in range(chance.randint(1, 20)):
        how, at = chance.random(), chance.randrange(8, len(data))
        if how < 0.6:
            data[at] = chance.choice([0, 255, 127, 128, chance.randrange(256)])
        elif how < 0.8 and len(data) > 60:
            del data[at : at + chance.randint(1, 30)]
        else:
            data[at:at] = data[chance.randrange(8, len(data)) :][: chance.randint(1, 200)]
    return bytes(data)
