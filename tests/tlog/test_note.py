"""Signed notes and their keys: the vectors, each rule of the specification, and no changed byte (I-6)."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.tlog import keys, rfc8032
from mizan.tlog.errors import NoteError, TlogError
from mizan.tlog.keys import COSIGNER, ED25519, MLDSA, Ed25519Signer, key_id, parse_public, parse_vkey, vkey
from mizan.tlog.note import MAX_NOTE, MAX_SIGNATURES, Note, Signature, add_signatures, open_note, parse_note, sign_note
from tlog.reference import flips, vectors

VECTORS = vectors("signed_note")
SIGNER, OTHER = Ed25519Signer("log.example/one", bytes(32)), Ed25519Signer("log.example/two", b"\x01" * 32)
KNOWN = parse_vkey(SIGNER.vkey)
TEXT = "a first line\n\nünd a last\n"
NOTE = sign_note(TEXT, [SIGNER])
LINE = NOTE.decode().rpartition("\n\n")[2]


def opens(data: bytes, vkey: str = SIGNER.vkey) -> bool:
    try:
        return bool(open_note(data, [parse_vkey(vkey)]).verified)
    except NoteError:
        return False


@pytest.mark.parametrize("vector", [one for one in VECTORS["vectors"] if "note" in one], ids=lambda one: one["name"])
def test_notes_of_others_open(vector: dict[str, str]) -> None:
    found = open_note(vector["note"].encode(), [parse_vkey(vector["vkey"])])
    assert found.unknown == ()
    assert vector["note"].startswith(found.text + "\n— ")
    assert parse_note(vector["note"].encode()).encode().decode() == vector["note"]


@pytest.mark.parametrize("vector", [one for one in VECTORS["vectors"] if "skey" in one], ids=lambda one: one["name"])
def test_private_keys_of_others_make_their_public_keys_and_notes(vector: dict[str, str]) -> None:
    name, _, secret = vector["skey"].removeprefix("PRIVATE+KEY+").split("+", 2)
    signer = Ed25519Signer(name, base64.b64decode(secret)[1:])
    assert signer.vkey == vector["vkey"]
    if "note" in vector:
        assert sign_note(vector["note"].rpartition("\n\n")[0] + "\n", [signer]).decode() == vector["note"]


@pytest.mark.parametrize("vector", [*VECTORS["accept"], *VECTORS["reject"]], ids=lambda one: one["desc"])
def test_notes_are_taken_and_refused_as_the_vectors_say(vector: dict[str, str]) -> None:
    assert opens(vector["note"].encode(), vector["vkey"]) == (vector["want"] == "accept")


def test_the_text_ends_at_the_last_blank_line() -> None:
    found = open_note(NOTE, [KNOWN])
    assert found.text == TEXT
    assert [one.name for one in found.verified] == [SIGNER.name]


def test_no_changed_bit_of_a_note_opens() -> None:
    for at, changed in flips(NOTE):
        assert not opens(changed), f"byte {at}"


def test_no_changed_bit_of_a_key_is_a_key() -> None:
    """Name, type and key are all under the id, and the id has one written form."""
    for at, changed in flips(SIGNER.vkey.encode()):
        with pytest.raises(NoteError):
            assert not parse_vkey(changed.decode(errors="surrogateescape")), at


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"\n\n",
        b"text\n",
        b"text\n\n",
        b"text\n\n\n",
        b"text\n" + LINE.encode(),
        TEXT.encode() + LINE.encode(),
        NOTE[:-1],
        NOTE + b"\n",
        NOTE + b"x",
        NOTE + b"\n\n",
        NOTE.replace(b"\n", b"\r\n"),
        NOTE.replace("—".encode(), b"--"),
        NOTE.replace("— ".encode(), "—".encode()),
        NOTE.replace("— ".encode(), "—  ".encode()),
        NOTE.replace(b"one ", b"one  "),
        NOTE.replace(b"one ", b"one\t"),
        NOTE.replace(b"one ", "one\u00a0".encode()),
        NOTE.replace(b"one ", "o\u2003ne ".encode()),
        NOTE.replace(b"/one ", b"/+one "),
        NOTE[:-1] + b" \n",
        NOTE[:-1] + b"=\n",
        NOTE.replace(b"a first", b"a\x00first"),
        NOTE.replace(b"a first", b"a\tfirst"),
        NOTE.replace(b"a first", b"a\xffirst"),
        b"\xef\xbb\xbf" + NOTE,
        NOTE.decode().encode("utf-16"),
        b"a" * (MAX_NOTE + 1),
    ],
)
def test_what_is_no_note_of_the_key_is_refused(data: bytes) -> None:
    assert not opens(data)


def test_base64_has_one_form_only() -> None:
    """The last letter's unused bits may not be set, and padding is neither dropped nor doubled."""
    signature = LINE.strip().rpartition(" ")[2]
    assert signature.endswith("=")
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    kept = [
        letter for letter in alphabet if opens(NOTE.replace(signature.encode(), f"{signature[:-2]}{letter}=".encode()))
    ]
    assert kept == [signature[-2]]
    for other in (
        signature.rstrip("="),
        signature + "=",
        signature.replace("+", "-"),
        signature + "\n",
        " " + signature,
    ):
        assert other == signature or not opens(NOTE.replace(signature.encode(), other.encode()))


def many(count: int) -> bytes:
    lines = [Signature(f"other{n}.example", b"abcd", b"x" * 64) for n in range(count - 1)]
    return add_signatures(NOTE, lines)


@pytest.mark.parametrize(("count", "taken"), [(16, True), (MAX_SIGNATURES, True), (MAX_SIGNATURES + 1, False)])
def test_sixteen_signatures_are_accepted_and_the_number_is_capped(count: int, taken: bool) -> None:
    assert len(many(count).decode().rpartition("\n\n")[2].splitlines()) == count
    assert opens(many(count)) is taken


def test_a_known_name_with_another_id_and_a_known_id_with_another_name_are_unknown() -> None:
    good = parse_note(NOTE).signatures[0]
    strangers = [Signature(SIGNER.name, b"\0\0\0\0", good.blob), Signature("else.example", good.key_id, good.blob)]
    found = open_note(Note(TEXT, (*strangers, good)).encode(), [KNOWN])
    assert found.verified == (good,)
    assert found.unknown == tuple(strangers)
    for one in strangers:
        assert not opens(Note(TEXT, (one,)).encode())


def test_a_bad_line_of_a_known_key_condemns_the_note_wherever_it_stands() -> None:
    good = parse_note(NOTE).signatures[0]
    for blob in (bytes(64), good.blob[:-1], good.blob + b"\0", b"\0"):
        bad = Signature(good.name, good.key_id, blob)
        for lines in ((good, bad), (bad, good), (bad,)):
            assert not opens(Note(TEXT, lines).encode())


def test_every_good_line_of_a_key_is_returned() -> None:
    good = parse_note(NOTE).signatures[0]
    assert open_note(Note(TEXT, (good, good)).encode(), [KNOWN]).verified == (good, good)
    assert add_signatures(NOTE, [good]) == NOTE


def test_two_known_keys_with_one_identity_are_refused() -> None:
    with pytest.raises(NoteError):
        open_note(NOTE, [KNOWN, parse_vkey(SIGNER.vkey)])


def test_several_signers_sign_one_text() -> None:
    data = sign_note(TEXT, [SIGNER, OTHER])
    assert len(open_note(data, [KNOWN, parse_vkey(OTHER.vkey)]).verified) == 2
    assert open_note(data, [parse_vkey(OTHER.vkey)]).unknown[0].name == SIGNER.name


@pytest.mark.parametrize("text", ["", "no end", "tab\there\n", "nul\0\n", "half \ud800\n", "cr\r\n"])
def test_no_text_that_is_no_note_is_signed(text: str) -> None:
    with pytest.raises(NoteError):
        sign_note(text, [SIGNER])


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u00a0b", "a\u2028b", "a\nb", "a\tb", "\ud800", "a\u3000"])
def test_no_such_name_signs(name: str) -> None:
    with pytest.raises(NoteError):
        Ed25519Signer(name, bytes(32))
    with pytest.raises(NoteError):
        parse_vkey(vkey(name, ED25519, SIGNER.public) if name.isascii() else f"{name}+00000000+AAAA")


def encoded(kind: int, public: bytes) -> str:
    return base64.b64encode(bytes([kind]) + public).decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "+",
        "++",
        "name",
        f"name+{key_id('name', 1, SIGNER.public).hex()}",
        f"name+00000000+{encoded(1, SIGNER.public)}",
        f"name+{key_id('other', 1, SIGNER.public).hex()}+{encoded(1, SIGNER.public)}",
        vkey("name", 4, SIGNER.public).upper(),
        vkey("name", ED25519, SIGNER.public[:-1]),
        vkey("name", ED25519, SIGNER.public + b"\0"),
        vkey("name", COSIGNER, b""),
        vkey("name", MLDSA, SIGNER.public),
        vkey("name", 2, SIGNER.public),
        vkey("name", 5, SIGNER.public),
        vkey("name", 255, SIGNER.public),
        vkey("name", ED25519, SIGNER.public) + "=",
        vkey("name", ED25519, SIGNER.public) + "\n",
        " " + vkey("name", ED25519, SIGNER.public),
    ],
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        parse_vkey(text)


def test_an_id_is_written_in_small_letters() -> None:
    for n in range(200):
        written = vkey(f"name{n}", ED25519, SIGNER.public)
        name, ident, key = written.split("+", 2)
        assert parse_public(written).vkey == written
        if ident.upper() != ident:
            with pytest.raises(NoteError):
                parse_vkey("+".join([name, ident.upper(), key]))


def test_verification_without_the_library_is_the_projects_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> Any:
        raise ImportError

    monkeypatch.setattr(keys, "_with_nacl", missing)
    assert keys._fastest() is rfc8032.verify
    monkeypatch.setattr(keys, "ed25519_verify", rfc8032.verify)
    assert opens(NOTE)
    assert not opens(NOTE.replace(b"first", b"First"))


NOTE_BYTES = st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode(errors="surrogatepass"))


@given(NOTE_BYTES | st.builds(bytes.__add__, NOTE_BYTES, st.just(b"\n\n" + LINE.encode())))
def test_parsing_a_note_raises_nothing_but_its_own_error(data: bytes) -> None:
    try:
        assert parse_note(data).encode() == data
    except TlogError:
        return


@given(
    st.text(st.characters(codec=None, categories=None), max_size=80)
    | st.from_regex(r"[a-z.]+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+", fullmatch=True)
)
def test_parsing_a_key_raises_nothing_but_its_own_error(text: str) -> None:
    try:
        parse_vkey(text)
    except TlogError:
        return
    assert parse_public(text).vkey == text


@given(st.text(min_size=1, max_size=100).map(lambda text: text + "\n"))
def test_a_signed_text_is_read_back_or_refused_before_it_is_signed(text: str) -> None:
    try:
        data = sign_note(text, [SIGNER])
    except NoteError:
        return
    assert open_note(data, [KNOWN]).text == text
