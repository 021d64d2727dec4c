"""The shared fixtures keep their own promises."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from mizan.ledger import guards
from mizan.ledger.models import Event
from tests.conftest import lifted_guards


@pytest.mark.django_db
def test_guards_are_on_during_a_test() -> None:
    assert guards.missing(connection) == []


@pytest.mark.django_db(transaction=True)
def test_a_flush_gets_through_and_the_guards_are_back() -> None:
    Event.objects.create(at="2026-01-01T00:00:00Z", verb="x.y", target_kind="a", target_id="1", consequential=False)
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.filter(verb="x.y").delete()
    with lifted_guards():
        Event.objects.filter(verb="x.y").delete()
    assert guards.missing(connection) == []
