"""The exercise's readers: keys under a published passphrase, a manifest with them, intake open for every class."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from mizan.institutions.access import actor_of
from mizan.institutions.models import BodyKeys, PersonKeys, RosterPost, User
from mizan.institutions.queries import rosters as queries
from mizan.institutions.queries.opening import prove
from mizan.institutions.rules.routing import Accused, Case, route
from mizan.institutions.services import keys
from mizan.kit.clock import now
from mizan.ledger import pins
from mizan.ledger.models import Event, KeyManifest
from mizan.web.exercise.accounts import DEMOS, PASSPHRASE
from mizan.web.exercise.ceremony import hold_ceremony
from mizan.web.exercise.keys import keep_proved, make_readers
from mizan.web.exercise.make import make_exercise
from mizan.web.exercise.manifest import make_manifest

WORLD = "exercise"


@pytest.fixture(scope="module")
def made(pack_in_database: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The exercise with its readers and its manifest, for this file's tests; then undone. Its folder of files."""
    folder = tmp_path_factory.mktemp("exercise")
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(**in_folder(folder)):
        make_exercise()
        assert make_readers() == sum(demo.reads for demo in DEMOS)
        assert make_manifest()
        yield folder
        transaction.set_rollback(True)


def in_folder(folder: Path) -> dict[str, Path]:
    return {"MANIFEST_PINS": folder / "manifest-pins", "LOG": folder / "log", "KEYS": folder}


@pytest.fixture
def played(made: Path, loaded_pack: None, settings: Any, tmp_path: Path) -> None:
    """Rows are rolled back after each test; of the files each has a copy."""
    own = tmp_path / "own"
    shutil.copytree(made, own)
    for name, path in in_folder(own).items():
        setattr(settings, name, path)


@pytest.mark.usefixtures("played")
def test_every_class_of_accused_of_the_exercise_is_open_and_the_real_world_is_closed() -> None:
    today = now().date()
    found = prove(WORLD, today)
    assert (found.lacks, dict(found.closed)) == ((), {})
    assert found.classes > 300
    assert prove("real", today).lacks == ("oversight", "society")


@pytest.mark.usefixtures("played")
def test_a_unit_of_the_first_agency_is_read_by_its_internal_affairs_and_the_agency_itself_is_not() -> None:
    today = now().date()

    def readers(unit: str) -> frozenset[str]:
        case = Case(frozenset({Accused("EX-LEA-1", unit, "line")}))
        found = route(case, queries.graph(WORLD), queries.rosters(WORLD, today), queries.policy(WORLD), today)
        return found.bodies_now

    assert readers("EX-LEA-1-FLD") == {"EX-LEA-1-IAD", "EX-ACE-1"}
    assert readers("EX-LEA-1-IAD") == readers("EX-LEA-1") == {"EX-OVS-1", "EX-OVS-2"}


@pytest.mark.usefixtures("played")
def test_every_reader_opens_her_keys_with_the_published_passphrase_and_one_waits_for_the_roster() -> None:
    for demo in DEMOS:
        user = User.objects.get(email=demo.email)
        assert PersonKeys.objects.filter(user=user).exists() is demo.reads
        if demo.reads:
            assert keys.unlock(user.pk, PASSPHRASE)
    inquiry, inquirer = (User.objects.get(email=f"{name}@mizan.example") for name in ("inquiry", "inquirer"))
    assert RosterPost.objects.filter(person_keys__user=inquiry).count() == 1
    assert not RosterPost.objects.filter(person_keys__user=inquirer).exists()


@pytest.mark.usefixtures("played")
def test_the_second_manifest_names_bodies_the_clock_and_three_keepers(settings: Any) -> None:
    assert list(KeyManifest.objects.order_by("version").values_list("version", flat=True)) == [1, 2]
    trusted = pins.trusted()
    assert trusted is not None
    assert len(trusted.of_use("escrow")) == 3
    assert len(trusted.of_use("clock")) == 1
    assert {key.name for key in trusted.of_use("body")} == {demo.body for demo in DEMOS if demo.reads}
    assert (Path(settings.LOG) / "manifest" / "2").exists()


@pytest.mark.usefixtures("played")
def test_made_twice_nothing_is_made_again() -> None:
    before = Event.objects.count()
    assert make_readers() == 0
    assert not make_manifest()
    assert not hold_ceremony(now())
    assert Event.objects.count() == before


@pytest.mark.usefixtures("played")
def test_the_worker_proves_keys_before_they_lapse_and_leaves_a_changed_passphrase_alone() -> None:
    bodies = BodyKeys.objects.count()
    assert keep_proved(now() + timedelta(days=59)) == 0
    assert keep_proved(now() + timedelta(days=60)) == bodies
    user = User.objects.get(email="parliament@mizan.example")
    mine = keys.unlock(user.pk, PASSPHRASE)
    keys.change_passphrase(actor_of(user), mine, "words of nobody else at all", passes=1, memory=8)
    assert keep_proved(now() + timedelta(days=60)) == bodies - 1


@pytest.mark.usefixtures("played")
def test_new_keys_of_a_body_come_into_the_next_manifest_by_themselves() -> None:
    inquiry, inquirer = (User.objects.get(email=f"{name}@mizan.example") for name in ("inquiry", "inquirer"))
    actor, mine = actor_of(inquiry), keys.unlock(inquiry.pk, PASSPHRASE)
    place = keys.admit(actor, mine, PersonKeys.objects.get(user=inquirer))
    keys.leave(actor, mine, place)
    assert "EX-LEA-1-IAD" not in queries.rosters(WORLD, now().date()).enrolled
    assert hold_ceremony(now())
    found = queries.rosters(WORLD, now().date()).enrolled["EX-LEA-1-IAD"]
    assert found.staff == {str(inquiry.pk)}
    assert found.is_routable(now().date(), 90)
