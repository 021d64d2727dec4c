"""What was said is never rewritten: no UPDATE, DELETE, TRUNCATE or REPLACE on any guarded table of any room."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Model

from mizan.framework import services
from mizan.framework.models import Indicator
from mizan.framework.services.answers import Answer
from mizan.framework.services.measures import NewReading
from mizan.institutions.models import UnitStatus
from mizan.kit.clock import now
from mizan.ledger import duties, guards
from mizan.ledger.models import Event, KeyManifest, Leaf, LogHead, LogOrigin, Thread
from tests.framework.cast import DAY, Cast, both_accept, evidence_of
from tests.ledger.campaign_rows import play_campaign
from tests.ledger.comparison_rows import play_comparison
from tests.ledger.council_rows import play_council
from tests.ledger.happening import as_a_verb, happening
from tests.ledger.help_rows import play_help
from tests.ledger.outbox import put_leaves
from tests.ledger.prevention_rows import play_prevention
from tests.ledger.return_rows import play_return
from tests.ledger.sealed_rows import play_report
from tests.ledger.small_world import play_erasure

TABLES = sorted(guards.required())
MAY_BE_RETIRED = {"framework_reading", "institutions_unitstatus"}
# What a later verb of its own moves; `once` of them are set once and for all.
MOVES = {table: {"retired_at"} for table in MAY_BE_RETIRED} | {
    "institutions_personkeys": {"locked", "until", "ended_in_id"},
    "institutions_bodykeys": {"until", "ended_in_id"},
    "institutions_rosterpost": {"until", "ended_in_id"},
    "institutions_drill": {"met_on", "met_in_id"},
    "institutions_tie": {"until", "ended_in_id"},
    "council_return": {"stage", "revision", "submitted_on", "approved_on"},
    "prevention_enrolment": {"stage", "stage_on"},
    "prevention_entitlement": {"stage", "stage_on"},
    "prevention_programme": {"retired_at", "ended_on", "ended_in_id"},
    "prevention_referral": {"stage"},
    "prevention_service": {"retired_at", "ended_on", "ended_in_id"},
    "prevention_material": {"retired_at"},
    "integrity_report": {"state", "held_on"},
    "integrity_wrap": {"box", "until"},
    "integrity_laterwrap": {"released", "released_on", "withdrawn_on"},
    "integrity_handover": {"confirmed_on"},
}
ENDED = ", ended_in_id = made_in_id"
KIND = duties.duty_kind("test.guarded")
open_duty, discharge = as_a_verb(duties.open_duty), as_a_verb(duties.discharge)


def models_by_table() -> dict[str, type[Model]]:
    return {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}


def columns_of(table: str) -> list[str]:
    return [field.column for field in models_by_table()[table]._meta.concrete_fields]


@pytest.fixture
def _rows(cast: Cast) -> None:
    """One row at least in every guarded table, made by the services of the rooms."""
    both_accept(cast)
    proof = evidence_of(cast.owner)
    services.check_evidence(cast.society, proof, finding="holds")
    text = {"en": "so it is"}
    answer = services.assess(cast.society, Answer(cast.obligation, "letter", 2, text, "2026", evidence=[proof]))
    services.adopt_headline(cast.society, answer)
    claim = services.claim_progress(cast.owner, cast.action, text=text, evidence=[proof], on=DAY)
    services.answer_progress(cast.society, claim, confirms=False, text=text, evidence=[proof])
    indicator = Indicator.objects.all()[0]
    services.add_reading(cast.owner, NewReading(indicator, "2026", text, "own count", value=Decimal(3)))
    with happening():
        UnitStatus.objects.create(
            institution_id=cast.owner.body, kind="internal_affairs", state="mandated", recorded_at=now(),
            world="exercise",
        )  # fmt: skip
    duty = open_duty(KIND, owner="B", subject=cast.action, opened_on=DAY, due_on=DAY)
    discharge(duty, on=DAY)
    put_leaves(1)
    play_erasure(cast)
    play_report(cast)
    play_council(cast)
    play_return(cast)
    play_campaign(cast)
    play_comparison(play_prevention(cast))
    play_help(cast)
    with happening():
        KeyManifest.objects.create(version=1, data=b"x")
    with happening():
        LogOrigin.objects.create(number=2, origin="log2.test", continues="log.test", data=b"x")
    LogHead.objects.create(origin="log.test", size=5, root=bytes(32), note=b"n")


# The head of the log moves forward by an update of its own row; what it refuses is tested apart.
FIXED = [table for table in TABLES if table != "ledger_loghead"]


def refused(sql: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def test_every_room_that_keeps_words_has_guarded_tables() -> None:
    assert set(TABLES) >= {
        "ledger_event", "ledger_duty", "ledger_leaf", "ledger_thread",
        "institutions_unitstatus", "framework_assessment",
        "framework_assessment_evidence", "framework_evidence", "framework_evidencecheck", "framework_headline",
        "framework_leadanswer", "framework_progress", "framework_progress_evidence", "framework_progressanswer",
        "framework_progressanswer_evidence", "framework_reading",
    }  # fmt: skip


@pytest.mark.parametrize("table", FIXED)
@pytest.mark.usefixtures("_rows")
def test_no_column_can_be_rewritten(table: str) -> None:
    closed = "WHERE state <> 'open'" if table == "ledger_duty" else ""
    assert count(table) > 0
    for column in columns_of(table):
        if column not in MOVES.get(table, ()):
            refused(f'UPDATE {table} SET "{column}" = "{column}" {closed}')


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.usefixtures("_rows")
def test_no_row_can_be_deleted(table: str) -> None:
    before = count(table)
    refused(f"DELETE FROM {table}")
    assert count(table) == before > 0


@pytest.mark.parametrize("table", FIXED)
@pytest.mark.usefixtures("_rows")
def test_the_orm_finds_no_way_around(table: str) -> None:
    model = models_by_table()[table]
    rows = model._base_manager.all()
    if table == "ledger_duty":
        rows = rows.exclude(state="open")
    row: Any = rows[0]
    field = next(one for one in model._meta.concrete_fields if not one.primary_key)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.filter(pk=row.pk).update(**{field.attname: getattr(row, field.attname)})
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        row.save(force_update=True)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.filter(pk=row.pk)._raw_delete(using="default")


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.usefixtures("_rows")
def test_no_table_can_be_emptied_or_rows_replaced(table: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else the new rows of this test are reason enough
        refused(f"TRUNCATE {table} CASCADE")
    else:
        refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
        refused(f"REPLACE INTO {table} SELECT * FROM {table} LIMIT 1")


@pytest.mark.usefixtures("_rows")
def test_a_row_cannot_be_replaced_through_another_unique_column_either() -> None:
    """A pair of a many-to-many table is unique: REPLACE with a new key would delete the old row."""
    insert = "INSERT INTO" if connection.vendor == "postgresql" else "INSERT OR REPLACE INTO"
    upsert = (
        " ON CONFLICT (assessment_id, evidence_id) DO UPDATE SET evidence_id = excluded.evidence_id"
        if connection.vendor == "postgresql"
        else ""
    )
    refused(
        f"{insert} framework_assessment_evidence (id, assessment_id, evidence_id) "
        f"SELECT id + 1000000, assessment_id, evidence_id FROM framework_assessment_evidence WHERE true{upsert}"
    )


@pytest.mark.parametrize("table", sorted(MAY_BE_RETIRED))
@pytest.mark.usefixtures("_rows")
def test_what_left_its_pack_may_be_marked_retired_and_nothing_else(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET retired_at = '2026-01-01T00:00:00Z'")
        assert cursor.rowcount == count(table)
    refused(f"UPDATE {table} SET retired_at = NULL, source = 'another'")


@pytest.mark.parametrize(
    ("table", "once", "with_it"),
    [
        *((f"institutions_{table}", "until", ENDED) for table in ("personkeys", "bodykeys", "rosterpost", "tie")),
        ("institutions_drill", "met_on", ", met_in_id = made_in_id"),
        ("integrity_wrap", "until", ", box = NULL"),
        ("integrity_laterwrap", "released_on", ", released = box"),
        ("integrity_laterwrap", "withdrawn_on", ""),
        ("integrity_handover", "confirmed_on", ""),
    ],
)
@pytest.mark.usefixtures("_rows")
def test_what_ends_once_neither_comes_back_nor_ends_again(table: str, once: str, with_it: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {once} = '2026-05-05'{with_it}")
        assert cursor.rowcount == count(table)
    refused(f"UPDATE {table} SET {once} = '2026-05-06'")
    refused(f"UPDATE {table} SET {once} = NULL")


@pytest.mark.django_db
def test_an_open_duty_may_be_closed_but_not_deleted() -> None:
    from mizan.framework.models import Pillar

    duty = open_duty(KIND, owner="B", subject=Pillar(code="p"), opened_on=DAY, due_on=DAY)
    refused("DELETE FROM ledger_duty")
    assert discharge(duty, on=date(2026, 7, 1)).state == "late"
    refused("UPDATE ledger_duty SET state = 'met'")


@pytest.mark.django_db
def test_a_leaf_takes_its_index_once_and_is_otherwise_fixed() -> None:
    (leaf,) = put_leaves(1)
    for column in ("data", "hash", "sealed"):
        refused(f"UPDATE ledger_leaf SET idx = 0, {column} = {'data' if column != 'data' else 'hash'}")
    refused("UPDATE ledger_leaf SET idx = 0, publish_from = '2020-01-01T00:00:00Z'")
    refused("UPDATE ledger_leaf SET idx = NULL")
    assert Leaf.objects.filter(pk=leaf.pk).update(idx=0) == 1
    refused("UPDATE ledger_leaf SET idx = 1")
    refused("UPDATE ledger_leaf SET idx = NULL")


@pytest.mark.django_db
def test_a_leaf_of_another_length_is_refused_and_no_hash_comes_twice() -> None:
    (leaf,) = put_leaves(1)
    for data, digest in ((b"x" * 103, b"h" * 32), (b"x" * 105, b"h" * 32), (b"x" * 104, b"h" * 31)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Leaf.objects.create(data=data, hash=digest, publish_from=now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Leaf.objects.create(data=leaf.data, hash=leaf.hash, publish_from=now())


@pytest.mark.django_db
def test_a_thread_loses_its_key_once_to_an_erasure_and_never_gets_another() -> None:
    thread = Thread.objects.create(subject_kind="a", subject_id="1", sealed=b"x" * 104)
    event = Event.objects.create(at=now(), verb="x.y", target_kind="a", target_id="1", consequential=False)
    with pytest.raises(DatabaseError), transaction.atomic():
        Thread.objects.filter(pk=thread.pk).update(sealed=None)
    Thread.objects.filter(pk=thread.pk).update(sealed=None, erased_by=event)
    refused(f"UPDATE ledger_thread SET erased_by_id = NULL, sealed = {'NULL'}")


@pytest.mark.parametrize("change", ["size = size - 1", "origin = 'another'", "shift = shift + 1"])
@pytest.mark.usefixtures("_rows")
def test_I6_the_head_of_the_log_never_moves_back_or_sideways(change: str) -> None:
    refused(f"UPDATE ledger_loghead SET {change}")


@pytest.mark.usefixtures("_rows")
def test_I6_the_head_of_the_log_has_one_root_a_size_and_may_grow() -> None:
    head = LogHead.objects.filter(origin="log.test")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        head.update(root=b"r" * 32)
    assert head.update(size=6, root=b"r" * 32) == 1
