"""What a later verb moves once (an end, a proof) is committed to by that verb's leaf, with the key of its row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction

from mizan.council.models import Seat, SeatHolder
from mizan.institutions.models import BodyKeys, Drill, PersonKeys, RosterPost, Tie
from mizan.ledger.auditing import audit
from mizan.ledger.fields import links, move
from mizan.ledger.models import Event
from tests.conftest import lifted_guards
from tests.framework.cast import DAY, undone
from tests.ledger.happening import happening
from tests.ledger.small_world import Small, play

pytestmark = pytest.mark.django_db
MOVES: dict[type[models.Model], tuple[str, str]] = {
    PersonKeys: ("until", "ended_in"), BodyKeys: ("until", "ended_in"), RosterPost: ("until", "ended_in"),
    Tie: ("until", "ended_in"), Drill: ("met_on", "met_in"),
}  # fmt: skip
every_move = pytest.mark.parametrize("model", MOVES, ids=lambda model: model.__name__)


@pytest.fixture
def small(db: None) -> Small:
    return play()


@contextmanager
def without_checks(model: type[models.Model]) -> Iterator[None]:
    """The owner of the database takes triggers and constraints away."""
    with undone(), lifted_guards(), _unchecked(model):
        yield


@contextmanager
def _unchecked(model: type[models.Model]) -> Iterator[None]:
    if connection.vendor == "sqlite":
        connection.connection.execute("PRAGMA ignore_check_constraints = ON")
        try:
            yield
        finally:
            connection.connection.execute("PRAGMA ignore_check_constraints = OFF")
        return
    checks = [one.name for one in model._meta.constraints if isinstance(one, models.CheckConstraint)]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # PostgreSQL alters no table that has checks waiting
        for name in checks:
            cursor.execute(f"ALTER TABLE {model._meta.db_table} DROP CONSTRAINT {name}")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    yield


def codes() -> set[str]:
    return {fault.code for fault in audit().faults}


@every_move
def test_a_day_that_was_moved_is_not_edited_unseen(small: Small, model: Any) -> None:
    column, link = MOVES[model]
    row = model.objects.exclude(**{column: None}).get()
    with without_checks(model):
        model.objects.filter(pk=row.pk).update(**{column: DAY + timedelta(1)})
        assert codes() == {"commitment"}
        model.objects.filter(pk=row.pk).update(**{column: None, link: None})
        assert codes() == {"commitment"}
        model.objects.filter(pk=row.pk).update(**{column: None})
        assert codes() == {"commitment"}


@every_move
def test_an_end_without_its_event_is_found_and_no_other_event_answers_for_it(small: Small, model: Any) -> None:
    column, link = MOVES[model]
    row = model.objects.get(**{column: None})
    with without_checks(model):
        model.objects.filter(pk=row.pk).update(**{column: DAY})
        assert codes() == {"moved_without_event"}
        some = Event.objects.exclude(leaf=None).first()
        model.objects.filter(pk=row.pk).update(**{link: some})
        assert codes() == {"commitment"}


@every_move
def test_the_end_of_one_row_cannot_be_laid_on_another(small: Small, model: Any) -> None:
    column, link = MOVES[model]
    ended, standing = model.objects.exclude(**{column: None}).get(), model.objects.get(**{column: None})
    moved = {column: getattr(ended, column), f"{link}_id": getattr(ended, f"{link}_id")}
    with without_checks(model):
        model.objects.filter(pk=ended.pk).update(**dict.fromkeys(moved))
        model.objects.filter(pk=standing.pk).update(**moved)
        assert codes() == {"commitment"}


def test_nor_can_the_end_of_one_seat_be_laid_on_another(small: Small) -> None:
    left = SeatHolder.objects.exclude(ended_on=None).get()
    seat = Seat.objects.create(code="C:state:2", committee=left.seat.committee, side="state", number=2)
    with happening():
        other = SeatHolder.objects.create(
            seat=seat, user=left.user, body=left.body, since=DAY, procedure="p", seated_by=left.seated_by
        )
    moved = {name: getattr(left, name) for name in ("ended_on", "ended_why", "ended_in_id")}
    with without_checks(SeatHolder):
        SeatHolder.objects.filter(pk=left.pk).update(ended_on=None, ended_why="", ended_in=None)
        SeatHolder.objects.filter(pk=other.pk).update(**moved)
        assert "commitment" in codes()


@every_move
def test_the_database_takes_no_end_without_its_event_and_no_event_without_its_end(small: Small, model: Any) -> None:
    column, link = MOVES[model]
    rows = model.objects.filter(**{column: None})
    for half in ({column: DAY}, {link: rows.get().made_in}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**half)


@every_move
def test_an_end_outside_any_verb_is_refused(small: Small, model: Any) -> None:
    column, _link = MOVES[model]
    with pytest.raises(IntegrityError), transaction.atomic():
        move(model.objects.get(**{column: None}), **{column: DAY})


def test_what_is_moved_goes_with_exactly_the_columns_of_its_link(small: Small) -> None:
    tie = Tie.objects.get(until=None)
    for columns in ({"since": DAY}, {"until": DAY, "since": DAY}, {}):
        with pytest.raises(ValueError, match="unpack"), happening():
            move(tie, **columns)


def test_every_column_that_a_link_moves_is_left_out_of_the_leaf_of_its_row() -> None:
    for link in links():
        for column in link.moved():
            assert column.name in link.model._meta.get_field("made_in").but, link.label
            assert link.name in link.model._meta.get_field("made_in").but, link.label


def test_the_rows_of_the_stage_are_there(small: Small) -> None:
    """One that ended and one that stands, of each: else the tests above would say nothing."""
    for model, (column, link) in MOVES.items():
        assert model._base_manager.filter(**{column: None, link: None}).count() == 1
        assert model._base_manager.exclude(**{column: None}).exclude(**{link: None}).count() == 1
