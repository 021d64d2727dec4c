"""Holes of receipts, passwords and hashes: what can be guessed, timed, starved or read over a shoulder."""

from __future__ import annotations

from hashlib import blake2b, md5, sha1, sha256
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mizan.integrity import instance, stretching
from mizan.integrity.door import sending
from mizan.integrity.models import Attachment
from mizan.ledger.models import Event, Leaf
from mizan.sealing import readers, reporter
from mizan.sealing.codeword import BITS, CodewordRefused, draw, parse
from mizan.sealing.errors import KeyRefused
from mizan.sealing.reporter import keys_of, stretch
from mizan.sealing.wordlists import SIZE, Language
from mizan.tlog.leaf import unpack_leaf
from tests.cast import Cast
from tests.integrity.country import Country
from tests.integrity.walking import WORLD, digits_of, followed, main_form, open_door, sent
from tests.web.page_forms import send

CONTENT = b"a leaked memorandum that the accused owns a copy of " * 40
FRESH = "not the password, and not shown: qoqnoos-3381"


@pytest.fixture
def door(country: Country, public: Client, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Client:
    settings.SEALED = tmp_path / "sealed"
    open_door(country, monkeypatch)
    return public


def test_GL_823_a_codeword_has_88_random_bits_and_nothing_shorter_opens_a_report() -> None:
    drawn = [int.from_bytes(draw().value) for _ in range(400)]
    ever, always = 0, (1 << BITS) - 1
    for one in drawn:
        ever, always = ever | one, always & one
    assert (BITS, ever, always) == (88, (1 << 88) - 1, 0)  # each of the 88 bits was drawn as 0 and as 1
    assert all(SIZE ** len(draw().words(language)) == 1 << 88 for language in Language)
    for short in ("1234567890", "1234567890123456", " ".join(draw().words(Language.ENGLISH)[:7])):
        with pytest.raises(CodewordRefused):
            parse(short)


def test_GL_822_no_plain_hash_of_a_file_stands_beside_its_ciphertext(door: Client) -> None:
    page = followed(door, digits_of(sent(door)))
    assert send(door, main_form(page, "/report/files/"), {"files": ("memo.txt", CONTENT)}).status_code == 200
    assert Attachment.objects.count() == 1
    kept = everything_kept()
    for hashed in (sha256, sha1, md5, blake2b):
        plain = hashed(CONTENT).digest()
        assert plain not in kept
        assert plain.hex().encode() not in kept


def everything_kept() -> bytes:
    """All tables as bytes."""
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += cursor.fetchall()
    values = [value for row in rows for value in row]
    return b"|".join(bytes(one) if isinstance(one, bytes | memoryview) else str(one).encode() for one in values)


def test_GL_857_a_codeword_is_looked_up_by_a_keyed_hash_and_compared_in_constant_time(
    door: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = sent(door)
    typed, right = digits_of(answer), parse(digits_of(answer))
    near = type(right)(right.value[:-1] + bytes([right.value[-1] ^ 1]))
    pepper = next(iter(instance.peppers().values()))
    one, other = (keys_of(stretch(word, instance.salt())).locator(pepper) for word in (right, near))
    shared = next((place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b), 32)
    assert shared < 4  # ten right bytes of eleven lead no nearer to the row
    assert one in everything_kept()
    for plain in (right.value, right.value.hex().encode(), typed.replace(" ", "").encode()):
        assert plain not in everything_kept()
    compared: list[tuple[bytes, bytes]] = []
    monkeypatch.setattr(sending.hmac, "compare_digest", lambda a, b: compared.append((a, b)) or a == b)
    send(door, main_form(answer, "/report/typed/", codeword=near.digits()))
    assert [(len(a), len(b)) for a, b in compared] == [(32, 32)]


def test_GL_857_every_codeword_that_opens_nothing_costs_the_same_work(door: Client) -> None:
    right = parse(digits_of(sent(door)))
    near = type(right)(right.value[:-1] + bytes([right.value[-1] ^ 1]))
    asked = []
    for wrong in (near, draw()):
        with CaptureQueriesContext(connection) as queries:
            page = followed(door, wrong.digits())
        assert page.status_code == 409
        asked.append((len(queries), page.content.replace(wrong.digits().encode(), b"")))
    assert asked[0] == asked[1]


@pytest.mark.parametrize("length", [257, 100_000, 900_000])
def test_iSEC_15FTC_6_a_huge_codeword_is_refused_before_any_key_is_stretched(
    door: Client, monkeypatch: pytest.MonkeyPatch, length: int
) -> None:
    worked: list[object] = []
    monkeypatch.setattr(stretching, "stretch", lambda *given: worked.append(given))
    monkeypatch.setattr(reporter.argon2id, "kdf", lambda *given, **more: worked.append(given))
    for letter in ("1", "a ", "۱"):
        assert door.post(f"/report/follow/{WORLD}", {"codeword": (letter * length)[:length]}).status_code == 409
        with pytest.raises(CodewordRefused, match="too-long"):
            parse((letter * length)[:length])
    assert worked == []


def test_iSEC_15FTC_6_a_huge_passphrase_is_refused_before_any_key_is_stretched(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = readers.new_keys()
    locked = readers.lock_keys(keys, "a passphrase of hers", passes=1, memory=8)
    monkeypatch.setattr(readers.argon2id, "kdf", lambda *_given, **_more: pytest.fail("stretched"))
    for attempt in (
        lambda: readers.lock_keys(keys, "x" * 100_000),
        lambda: readers.unlock_keys(locked, "x" * 100_000, keys.public),
    ):
        with pytest.raises(KeyRefused):
            attempt()


def test_a_key_is_stretched_once_for_each_report_and_never_inside_its_transaction(
    door: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """GlobaLeaks 5.0.15 stretched twice, at 128 MiB, in the transaction and under one lock: 2.3 CPU-seconds each."""
    work: list[tuple[int, int]] = []

    def counted(size: int, password: bytes, salt: bytes, *, opslimit: int, memlimit: int) -> bytes:
        outer = [block for block in connection.atomic_blocks if not getattr(block, "_from_testcase", False)]
        work.append((opslimit * memlimit >> 20, len(outer)))
        return bytes(sha256(password + salt).digest())[:size]

    monkeypatch.setattr(reporter.argon2id, "kdf", counted)
    assert sent(door).status_code == 200
    assert work == [(64, 0)]  # MiB x passes; open transactions


def test_7ASEC_002_no_page_gives_a_typed_password_back(cast: Cast, desk: Any) -> None:
    client = desk()
    page = client.post("/account/login/", {"login": cast.owner.user.email, "password": FRESH})
    inside = desk(cast.monitor)
    pages = [
        page,
        inside.post("/account/reauthenticate/", {"password": FRESH}),
        inside.post("/account/password/change/", {"oldpassword": FRESH, "password1": FRESH, "password2": f"{FRESH}2"}),
        inside.post("/keys/begin/", {"passphrase": FRESH, "again": f"{FRESH}2"}),
        inside.post("/keys/", {"passphrase": FRESH}),
    ]
    assert [one.status_code for one in pages] == [200, 200, 200, 409, 409]
    assert not [one for one in pages if FRESH in one.content.decode()]


def test_GL_3397_a_receipt_that_somebody_made_up_proves_nothing(door: Client) -> None:
    """What a codeword finds in the log was written there under her keys; a drawn one finds no leaf at all."""
    right = parse(digits_of(sent(door)))
    tags = {unpack_leaf(bytes(data)).tag for data in Leaf.objects.values_list("data", flat=True)}
    assert stretching.keys(right).find in tags
    assert stretching.keys(draw()).find not in tags
    assert followed(door, draw().digits()).status_code == 409
    assert not Event.objects.filter(payload__icontains=right.digits()).exists()
