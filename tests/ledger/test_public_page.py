"""The page of the log says what the public files say, and says loudly when they do not hold."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from mizan.kit import clock
from mizan.ledger.public import standing, summary
from mizan.ledger.public.keeping import after_step
from mizan.ledger.sequencing.sequencer import Step
from tests.ledger.logs import House
from tests.ledger.outbox import put_leaves
from tests.tlog.small_log import POLICY, SmallLog, busy, publish

pytestmark = pytest.mark.django_db
LEAVES = 300


@pytest.fixture
def log(settings: Any, tmp_path: Path) -> SmallLog:
    """A published log of 300 leaves with duties, counted."""
    settings.LOG = tmp_path / "log"
    published = publish(tmp_path / "log", busy(LEAVES), [100, LEAVES])
    count(published)
    return published


def count(log: SmallLog, *, later: int = 0) -> None:
    moment = datetime.fromtimestamp(log.now + later, UTC)
    after_step(log.folder, POLICY, Step(size=LEAVES, published=LEAVES), moment)


def seen(public: Any, log: SmallLog | None = None, *, later: int = 0, language: str = "en") -> str:
    """The page without its tags, at the log's own time."""
    moment = datetime.fromtimestamp(log.now + later, UTC) if log else datetime(2026, 3, 1, tzinfo=UTC)
    with clock.at(moment):
        answer = public.get("/log/", headers={"accept-language": language})
    assert answer.status_code == 200
    return words_of(answer.content.decode())


def words_of(page: str) -> str:
    """What a reader sees of the page's main part, in one line; cells and terms stand apart."""
    main = re.sub(r"(</dt>|</t[hd]>|</h[12]>)", " ", page.partition("<main")[2])
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", main))


def test_the_page_says_what_the_log_holds_and_who_signed_it(log: SmallLog, public: Any) -> None:
    page = seen(public, log)
    assert "Entries 300" in page
    assert POLICY.hash in page
    for party in POLICY.witnesses.values():
        assert party.key.name in page
    assert "not signed" not in page
    for alarm in ("Unwitnessed", "damaged", "do not hold", "do not add up"):
        assert alarm not in page


def test_I4_opened_is_the_sum_that_is_shown(log: SmallLog, public: Any) -> None:
    page = seen(public, log)
    shown = re.search(
        r"(\d+) opened = (\d+) open \+ (\d+) met in time \+ (\d+) met late \+ (\d+) extended \+ (\d+) escalated \+ "
        r"(\d+) overdue This adds up", page,
    )  # fmt: skip
    assert shown is not None
    opened, *rest = map(int, shown.groups())
    assert opened == sum(rest) > 50


@pytest.mark.parametrize("place", ["duties", "kinds", "weeks", "kind_weeks"])
def test_I4_an_identity_that_fails_anywhere_is_said_loudly(log: SmallLog, public: Any, place: str) -> None:
    path = log.folder / summary.NAME
    read = json.loads(path.read_bytes())
    line = read[place]
    while "met" not in line:  # the first line of a table, and of a table of tables
        line = next(iter(line.values()))
    line["met"] += 1
    line["opened"] += place != "duties"  # this line still adds up, and no longer to the whole
    path.write_text(json.dumps(read))
    page = seen(public, log)
    assert "The figures do not add up" in page
    assert "This adds up" not in page


def test_a_flipped_byte_is_named_by_file_and_byte_at_the_next_look(log: SmallLog, public: Any) -> None:
    bundle = bytearray(log.read("tile/entries/000"))
    bundle[40] ^= 1
    log.write("tile/entries/000", bytes(bundle))
    count(log, later=summary.LOOK_AGAIN - 1)
    assert "do not hold" not in seen(public, log)
    count(log, later=summary.LOOK_AGAIN)
    page = seen(public, log)
    assert "The files do not hold: 1 fault" in page
    assert "tile/entries/000, byte 0: the entry is not the one that was signed" in page


def test_the_log_is_read_again_only_when_something_new_is_published(log: SmallLog, monkeypatch: Any) -> None:
    def never(*_arguments: Any, **_options: Any) -> None:
        pytest.fail("the whole log was read for nothing")

    monkeypatch.setattr(summary, "verify", never)
    count(log)
    count(log, later=summary.LOOK_AGAIN - 1)


def test_a_request_reads_no_entry_of_the_log(log: SmallLog, public: Any, monkeypatch: Any) -> None:
    opened: list[str] = []
    real = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda self: opened.append(self.name) or real(self))
    seen(public, log)
    assert set(opened) <= {"policy", "checkpoint", standing.NAME, summary.NAME}


def test_what_is_published_and_not_counted_is_said(log: SmallLog, public: Any) -> None:
    (log.folder / summary.NAME).unlink()
    assert "not counted yet" in seen(public, log)
    publish(log.folder, busy(100), [100])
    count(log)
    publish(log.folder, busy(LEAVES), [100, LEAVES])
    assert "Newer entries are published and not counted yet" in seen(public, log)


def test_stopped_witnesses_make_the_page_say_unwitnessed_and_keep_the_last_checkpoint(
    settings: Any, tmp_path: Path, public: Any
) -> None:
    house = House(tmp_path)
    settings.LOG, settings.LOG_REPUBLISH = tmp_path / "log", 60
    house.write_policy()
    writer = house.sequencer()

    def step(seconds: int) -> str:
        house.clock[0] += seconds
        after_step(settings.LOG, house.policy, writer.step(house.now), house.now)
        with clock.at(house.now):
            return words_of(public.get("/log/").content.decode())

    put_leaves(5)
    assert "Unwitnessed" not in step(0)
    house.near["ngo-1"].down = True
    assert "Unwitnessed" not in step(61)  # one of two is enough
    house.near["oversight"].down = True
    put_leaves(2)
    page = step(90)
    assert "Unwitnessed for 90 seconds" in page
    assert "2 entries wait for signatures" in page
    assert "Entries 5" in page
    assert page.count("not signed") == 1  # ngo-1 is not in the checkpoint that stays
    assert "Unwitnessed for 2 hours" in step(7_200)
    house.near["oversight"].down = False
    page = step(60)
    assert "Unwitnessed" not in page
    assert "Entries 7" in page


def test_a_silent_writer_makes_the_page_say_unwitnessed_too(log: SmallLog, public: Any, settings: Any) -> None:
    settings.LOG_REPUBLISH = 600
    assert "Unwitnessed" not in seen(public, log, later=1_500)
    assert "Unwitnessed for 2 hours" in seen(public, log, later=7_300)


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("there", ["nothing", "an empty folder", "a policy"])
def test_without_a_log_the_page_says_so(settings: Any, tmp_path: Path, public: Any, there: str, language: str) -> None:
    settings.LOG = tmp_path / "log"
    if there != "nothing":
        settings.LOG.mkdir()
    if there == "a policy":
        small = publish(tmp_path / "other", busy(3), [3])
        (settings.LOG / "policy").write_bytes(small.read("policy"))
    page = seen(public, language=language)
    if language == "en":
        assert ("Nothing is published yet" if there == "a policy" else "There is no log here yet") in page
    assert "mizan-verify.pyz" in page


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"quorum none\n", b"log\n", b"x" * 400_000], ids=len)
def test_a_damaged_policy_is_said_and_breaks_nothing(log: SmallLog, public: Any, data: bytes) -> None:
    log.write("policy", data)
    page = seen(public, log)
    assert "The log is damaged" in page
    assert "The file policy does not hold" in page


@pytest.mark.parametrize("place", range(0, 600, 23))
def test_a_byte_flipped_in_the_checkpoint_is_said(log: SmallLog, public: Any, place: int) -> None:
    note = bytearray(log.read("checkpoint"))
    note[place % len(note)] ^= 1
    log.write("checkpoint", bytes(note))
    page = seen(public, log)
    assert "The file checkpoint does not hold" in page or "not signed" in page


@pytest.mark.parametrize("name", [summary.NAME, standing.NAME])
@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"\xff", b"[" * 100_000, b'{"signed": 3}', b"null"], ids=len)
def test_a_damaged_note_of_the_writer_is_as_none(log: SmallLog, public: Any, name: str, data: bytes) -> None:
    log.write(name, data)
    assert "Entries 300" in seen(public, log)


def test_a_folder_that_nobody_can_write_stops_no_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    after_step(tmp_path / "file", POLICY, None, datetime.now(UTC) - timedelta(days=1))
    assert "cannot be kept" in capsys.readouterr().err
