"""A key is announced by itself, read aloud, proved by a drill, and enters the manifest as announced."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.sealing.ceremony import Announcement, announce, ask_drill, fingerprint, meet_drill, open_announcement
from mizan.sealing.ceremony import parse_announcement as parse
from mizan.sealing.errors import KeyRefused, OpenError
from mizan.sealing.readers import new_keys
from mizan.sealing.reports import new_report
from mizan.sealing.wraps import open_wrap, wrap
from mizan.tlog.keys import Ed25519Signer, NoteVerifier, parse_public
from mizan.tlog.manifest import FIRST, Manifest, Pins, open_manifest, sign_manifest
from mizan.tlog.note import Verifier, sign_note

KEYS, OTHER = new_keys(), new_keys()
DAY = date(2026, 11, 26)
ORIGIN = "log.example/mizan"
NOTE = announce("body", "body1.example/mizan", KEYS, DAY)


def test_an_announcement_signed_by_its_own_key_is_opened() -> None:
    assert open_announcement(NOTE) == Announcement("body", "body1.example/mizan", KEYS.public, DAY)


def test_nobody_announces_the_signing_key_of_another() -> None:
    said = Announcement("body", "body1.example/mizan", KEYS.public, DAY)
    forged = sign_note(said.text(), [Ed25519Signer("body1.example/mizan", OTHER.seed)])
    with pytest.raises(KeyRefused):
        open_announcement(forged)


@given(st.data())
def test_any_changed_letter_of_an_announcement_is_refused(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(NOTE) - 1))
    byte = data.draw(st.integers(32, 126).filter(lambda one: one != NOTE[at]))
    with pytest.raises(KeyRefused):
        open_announcement(NOTE[:at] + bytes([byte]) + NOTE[at + 1 :])


@given(st.binary(max_size=300))
def test_arbitrary_bytes_are_no_announcement(data: bytes) -> None:
    with pytest.raises(KeyRefused):
        open_announcement(data)


@given(st.text(max_size=300))
def test_any_text_is_an_announcement_or_refused(text: str) -> None:
    with contextlib.suppress(KeyRefused):
        assert parse(text).text() == text


@pytest.mark.parametrize(("use", "name"), [("log", "body1.example"), ("body", "with space"), ("body", ""), ("", "a")])
def test_uses_and_names_that_are_none_are_refused(use: str, name: str) -> None:
    with pytest.raises(KeyRefused):
        announce(use, name, KEYS, DAY)


def test_announced_keys_enter_a_manifest_that_all_three_sign() -> None:
    signers = [Ed25519Signer(name, name.encode().ljust(32)) for name in (ORIGIN, "oversight.example", "ngo.example")]
    manifest = Manifest(1, ORIGIN, DAY, FIRST, (open_announcement(NOTE).row(),))
    keys: list[Verifier] = [NoteVerifier(parse_public(signer.vkey)) for signer in signers]
    again = open_manifest(sign_manifest(manifest, signers), Pins(keys[0], [keys[1]], [keys[2]]))
    (row,) = again.of_use("body")
    public = bytes.fromhex(row.public)[:32]
    report = new_report()
    assert open_wrap(KEYS.secret, report.report, wrap(report, public)) == report


def test_a_fingerprint_is_eight_words_and_differs_for_each_key() -> None:
    assert len(fingerprint(KEYS.public.public)) == 8
    assert fingerprint(KEYS.public.public) != fingerprint(KEYS.public.verify)
    assert " ".join(fingerprint(bytes(32))) == "hunt strategy toddler page come bulk train color"


def test_only_the_holder_of_a_key_meets_its_drill() -> None:
    drill = ask_drill(KEYS.public.public)
    assert drill.is_met_by(meet_drill(KEYS.secret, drill.id, drill.box))
    assert not drill.is_met_by(bytes(32))
    assert drill.answer not in drill.box
    with pytest.raises(OpenError):
        meet_drill(OTHER.secret, drill.id, drill.box)
    with pytest.raises(OpenError):
        meet_drill(KEYS.secret, bytes(16), drill.box)
    with pytest.raises(KeyRefused):
        ask_drill(bytes(32))


def test_a_drill_cannot_be_used_to_open_a_report() -> None:
    report = new_report()
    with pytest.raises(OpenError):
        meet_drill(KEYS.secret, report.report.id, wrap(report, KEYS.public.public))
