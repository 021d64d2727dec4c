"""The docket: the log's own totals, what others reported with its source, and nothing of the reports of this house."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mizan.framework.models import Indicator, Reading
from mizan.indicators import UNKNOWN, Amount, between, exactly, roughly
from mizan.integrity.docket.clocks import REPORT_KINDS
from mizan.integrity.docket.words import amount_text
from mizan.integrity.kinds import BY_CLOCK
from mizan.integrity.models import Report
from mizan.kit import clock
from mizan.ledger.public import summary
from mizan.ledger.public.keeping import after_step
from mizan.ledger.sequencing.sequencer import Step
from tests.integrity.country import Country
from tests.integrity.desk import ABOUT_OFFICER, sent
from tests.ledger.happening import happening
from tests.ledger.test_public_page import words_of
from tests.tlog.small_log import POLICY, SmallLog, busy, publish

pytestmark = pytest.mark.django_db
LEAVES = 300
EXERCISE = {"world": "exercise"}


@pytest.fixture
def log(settings: Any, tmp_path: Path) -> SmallLog:
    """A published log of 300 leaves with duties of all kinds, counted."""
    settings.LOG = tmp_path / "log"
    published = publish(tmp_path / "log", busy(LEAVES), [100, LEAVES])
    count(published)
    return published


def count(log: SmallLog, later: int = 0) -> None:
    moment = datetime.fromtimestamp(log.now + later, UTC)
    after_step(log.folder, POLICY, Step(size=LEAVES, published=LEAVES), moment)


def rows(public: Any, of: str, **query: str) -> list[dict[str, str]]:
    """A table of the page as its file has it."""
    answer = public.get("/docket/", {"as": "csv", "of": of, **query})
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def page(public: Any, **query: str) -> str:
    answer = public.get("/docket/", query)
    assert answer.status_code == 200
    return words_of(answer.content.decode())


def test_the_duties_of_a_report_are_the_five_that_every_report_opens() -> None:
    assert set(REPORT_KINDS) == set(BY_CLOCK)


def test_the_weeks_are_those_of_the_log_for_these_kinds_and_no_other_count(log: SmallLog, public: Any) -> None:
    """Held against a second verification of the public files, which the page does not use."""
    from mizan.tlog.verifier.run import verify
    from mizan.tlog.verifier.source import DirectorySource

    found = verify(DirectorySource(log.folder), POLICY, now=log.now, max_age=1 << 62)
    wanted: dict[str, dict[str, int]] = {}
    for kind, weeks in found.kind_weeks.items():
        for monday, line in weeks.items() if kind in BY_CLOCK else ():
            into = wanted.setdefault(monday, dict.fromkeys(line, 0))
            into.update({name: into[name] + n for name, n in line.items()})
    shown = rows(public, "weeks", **EXERCISE)
    heads = {"opened": "opened", "open": "open", "met": "met in time", "late": "met late", "extended": "extended",
             "escalated": "escalated", "overdue": "overdue"}  # fmt: skip
    assert {row["Week from Monday"]: {name: int(row[head]) for name, head in heads.items()} for row in shown} == wanted
    assert sum(int(row["opened"]) for row in shown) == sum(found.kinds[kind]["opened"] for kind in REPORT_KINDS)
    assert set(found.kinds) - set(REPORT_KINDS), "the log of this test has duties that no report opens"


def test_the_cards_add_up_to_what_the_log_says_of_reports(log: SmallLog, public: Any) -> None:
    """Whole-country totals: opened is the sum of the other six, of which the extended stand in the table."""
    counted = summary.load(log.folder)
    assert counted is not None
    opened = sum(counted.kinds[kind].opened for kind in REPORT_KINDS)
    text = page(public, **EXERCISE)
    assert f"{opened} duties toward reporters" in text
    total = re.search(r"Total (\d+) (\d+) (\d+) (\d+) (\d+) (\d+) (\d+)", text)
    assert total is not None
    assert int(total[1]) == opened == sum(map(int, total.groups()[1:]))


def test_a_log_that_does_not_hold_shows_no_figure_and_says_so(log: SmallLog, public: Any) -> None:
    bundle = bytearray(log.read("tile/entries/000"))
    bundle[40] ^= 1
    log.write("tile/entries/000", bytes(bundle))
    count(log, summary.LOOK_AGAIN)
    text = page(public, **EXERCISE)
    assert "The public log does not hold" in text
    assert "duties toward reporters" not in text
    assert rows(public, "weeks", **EXERCISE) == []


@pytest.mark.parametrize(("demo", "world"), [(True, "real"), (False, "exercise")])
def test_the_log_of_one_world_is_never_shown_in_the_other(
    log: SmallLog, public: Any, settings: Any, demo: bool, world: str
) -> None:
    settings.DEMO = demo
    assert "duties toward reporters" not in page(public, world=world)
    assert rows(public, "weeks", world=world) == []


def test_without_a_log_the_page_says_that_this_is_not_none(settings: Any, tmp_path: Path, public: Any) -> None:
    settings.LOG = tmp_path / "nothing"
    assert "Nothing has been published and counted yet. That is not the same as none." in page(public, **EXERCISE)


@pytest.fixture
def reported(loaded_pack: None) -> None:
    """The figures of the real pack."""


@pytest.mark.usefixtures("reported")
def test_every_figure_about_officials_of_the_pack_is_there_with_source_date_and_grade(public: Any) -> None:
    shown = {(row["indicator"], row["value"], row["source"]): row for row in rows(public, "figures")}
    wanted = Reading.objects.filter(world="real", retired_at=None).exclude(indicator__cascade="")
    assert wanted.count() == 14
    text = page(public)
    for one in wanted:
        value = one.value_text.get("en") or f"{one.value.normalize():f}"
        row = shown[one.indicator.name["en"], value, one.source]
        assert (row["source grade"], row["as of"]) == (one.grade, one.as_of)
        assert one.source in text
    assert len(shown) == 14


@pytest.mark.usefixtures("reported")
def test_I8_a_stage_that_nobody_reported_is_not_known_and_never_0(public: Any) -> None:
    stages = rows(public, "stages")
    known = [row for row in stages if row["what is known"] != "not known"]
    assert {(row["year"], row["Stage"], row["who says so"], row["lowest"], row["highest"]) for row in known} == {
        ("2025", "decided", "state", "35", ""),
        ("2025", "decided", "other", "36", ""),
    }
    assert len(stages) == 8 * 6 * 3  # every year from 2018 on, 2019 too, of which nobody said anything
    assert all(row["value"] == "" for row in stages)
    assert "2025: of 6 stages the state gives a figure for 1, society for 0." in page(public)


@pytest.mark.parametrize(
    ("amount", "said"),
    [(UNKNOWN, "not known"), (exactly(0), "0"), (between(35, None), "at least 35"), (between(None, 9), "at most 9"),
     (between(35, 38), "35 to 38"), (roughly(30), "about 30")],
)  # fmt: skip
def test_I8_an_amount_is_said_as_certain_as_it_is(amount: Amount, said: str) -> None:
    assert re.sub(r"<[^>]+>", "", amount_text(amount)) == said


@pytest.mark.usefixtures("reported")
def test_the_four_numbers_of_one_dismissal_stand_side_by_side(public: Any) -> None:
    text = page(public)
    found = re.search(r"Officials dismissed, 2025, FIA: ([^.]*?) Stages by year", text)
    assert found is not None
    assert found[1].strip() == (
        "35 (Federal Investigation Agency), 36 (news report), 37 (news report), 38 (Federal Investigation Agency)"
    )


@pytest.mark.usefixtures("reported")
def test_a_body_of_either_side_changes_its_own_column_only(public: Any) -> None:
    def of(side: str) -> dict[str, str]:
        found = rows(public, "stages")
        return {row["year"] + row["Stage"]: row["value"] for row in found if row["who says so"] == side}

    before = of("society")
    indicator = Indicator.objects.get(pk="complicity_convicted")
    with happening():
        Reading.objects.create(
            code="T-1", indicator=indicator, value=3, period="2025", scope={"en": "national"}, side="state",
            counting_rule=indicator.counting_rule, recorded_at=clock.now(), source="a return", grade="primary",
        )  # fmt: skip
    assert of("state")["2025convicted"] == "3"
    assert of("society") == before


@pytest.mark.usefixtures("reported")
def test_the_page_asks_the_database_as_often_for_many_figures_as_for_none(public: Any) -> None:
    def asked(**query: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            page(public, **query)
        return len(queries)

    asked()
    assert asked() == asked(**EXERCISE) == asked(year="2019") <= 8


@pytest.mark.usefixtures("reported")
def test_a_first_visit_weighs_less_than_60_kb(public: Any) -> None:
    sheet = Path(__file__).resolve().parents[2] / "src/mizan/kit/static/kit/mizan.css"
    weight = len(gzip.compress(public.get("/docket/").content)) + len(gzip.compress(sheet.read_bytes()))
    assert weight < 60_000


@pytest.mark.usefixtures("reported")
@pytest.mark.parametrize("year", ["2018", "2019", "1999", "x", "2025-2026", "%00"])
def test_an_odd_year_draws_the_newest_that_was_told_and_a_year_of_the_table_is_drawn(public: Any, year: str) -> None:
    text = page(public, year=year)
    drawn = year if year in {"2018", "2019"} else "2025"
    assert f"How far officials were followed, {drawn}: number of officials" in text


@pytest.fixture
def two_looks(country: Country, public: Any, log: SmallLog) -> Iterator[Any]:
    """What anybody sees of the docket: bytes, files and number of queries, in both worlds and languages."""

    def look() -> list[tuple[bytes, int]]:
        seen = []
        for world in ("real", "exercise"):
            for more in ({}, {"lang": "ur"}, *({"as": "csv", "of": of} for of in ("weeks", "stages", "figures"))):
                with CaptureQueriesContext(connection) as queries:
                    content = public.get("/docket/", {"world": world, **more}).content
                seen.append((re.sub(rb"nonce-[^\"']*", b"", content), len(queries)))
        return seen

    with clock.at(datetime.fromtimestamp(log.now, UTC)):
        yield look


def test_I14_a_report_of_this_house_changes_nothing_on_the_docket(two_looks: Any, country: Country) -> None:
    two_looks()  # the first requests warm what is made once per process
    before = two_looks()
    sent(country, ABOUT_OFFICER)
    assert Report.objects.count() == 1
    assert two_looks() == before


def test_the_docket_reads_no_table_of_reports_and_no_duty(two_looks: Any, public: Any) -> None:
    with CaptureQueriesContext(connection) as queries:
        public.get("/docket/", EXERCISE)
    read = " ".join(one["sql"] for one in queries)
    assert "framework_reading" in read
    assert not re.search(r"integrity_|ledger_|institutions_membership", read)
