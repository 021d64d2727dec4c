"""What was sealed once in version 1 opens for ever: whoever changes a format must keep these opening."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from nacl.bindings import crypto_box_seal_open, crypto_scalarmult_base

from mizan.sealing.boxes import public_of
from mizan.sealing.ceremony import Announcement, open_announcement
from mizan.sealing.context import Context, Purpose
from mizan.sealing.messages import open_message
from mizan.sealing.offline import open_export
from mizan.sealing.readers import ReaderKeys, unlock_keys
from mizan.sealing.recovery import unlock_copy
from mizan.sealing.reports import Report, ReportKey
from mizan.sealing.sessions import unlock_in_session
from mizan.sealing.wraps import open_as_reporter, open_wrap, release

V = json.loads((Path(__file__).parents[1] / "data" / "sealing" / "boxes_v1.json").read_text(encoding="utf-8"))


def raw(text: str) -> bytes:
    return bytes.fromhex(text)


REPORT = Report(raw(V["report"]["id"]), raw(V["report"]["public"]), V["report"]["epoch"])
KEY = ReportKey(REPORT, raw(V["report"]["secret"]))
READER = ReaderKeys(raw(V["reader"]["secret"]), raw(V["reader"]["seed"]))


def test_wraps_give_the_reports_key() -> None:
    assert open_wrap(READER.secret, REPORT, raw(V["wrap"])) == KEY
    assert open_as_reporter(raw(V["reporter"]["key"]), REPORT, raw(V["reporter"]["box"])) == KEY
    body, pair = raw(V["body"]), V["escrow"]
    inner = release(raw(V["clock"]), REPORT, raw(V["rung"]), Purpose.RUNG, public_of(body))
    assert open_wrap(body, REPORT, inner, Purpose.RUNG) == KEY
    inner = release(raw(pair["outer"]), REPORT, raw(pair["box"]), Purpose.ESCROW, public_of(raw(pair["inner"])))
    assert open_wrap(raw(pair["inner"]), REPORT, inner, Purpose.ESCROW) == KEY


def test_texts_and_messages_open() -> None:
    text, message = V["text"], V["message"]
    assert KEY.open(Purpose(text["purpose"]), raw(text["sealed"]), text["number"]).decode() == text["content"]
    opened = open_message(
        KEY, Purpose(message["purpose"]), message["number"], READER.public.verify, raw(message["sealed"])
    )
    assert opened.decode() == message["content"]


def test_a_readers_keys_open_by_passphrase_sheet_and_session() -> None:
    locked, copy, session = V["locked"], V["recovery"], V["session"]
    assert unlock_keys(raw(locked["box"]), locked["passphrase"], READER.public) == READER
    assert unlock_copy(raw(copy["box"]), copy["code"], READER.public) == READER
    opened = unlock_in_session(raw(session["box"]), raw(session["cookie"]), raw(session["session"]), READER.public)
    assert opened == READER


def test_announcements_and_exports_open() -> None:
    said = Announcement("body", "body1.example/mizan", READER.public, date(2026, 11, 26))
    assert open_announcement(V["announcement"].encode()) == said
    context = Context(REPORT.id, Purpose.BODY, 3, REPORT.epoch)
    assert open_export(raw(V["export"]["file"]), V["export"]["identity"], context) == V["export"]["text"]


def test_a_sealed_text_is_built_byte_by_byte_as_the_document_says() -> None:
    box = raw(V["text"]["sealed"])
    plain = crypto_box_seal_open(box[1:], crypto_scalarmult_base(KEY.secret), KEY.secret)
    content = V["text"]["content"].encode()
    assert box[:1] == b"\1"
    assert plain[:12] == b"MZN1\x01\x00\x00\x02\x00\x00\x00\x03"  # purpose 1, epoch 2, number 3
    assert plain[12:28] == REPORT.id
    assert plain[44:48] == len(content).to_bytes(4)
    assert plain[48:] == content + bytes(1024 - 48 - len(content))
