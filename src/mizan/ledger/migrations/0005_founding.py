"""Rows older than the log get one event to point at: "the log was founded", which commits to nothing.

Only where something was recorded before; a new database has no such event, and nothing can join it later unseen: the
audit counts what hangs on it.
"""

from uuid import UUID

from django.db import migrations
from django.utils import timezone

FOUNDING = UUID("6d697a61-6e00-4000-8000-000000000000")  # "mizan"


def found(apps, _editor):
    Event = apps.get_model("ledger", "Event")
    if Event.objects.exists():
        Event.objects.create(
            id=FOUNDING, at=timezone.now(), verb="ledger.log.founded", actor="migration", target_kind="ledger",
            target_id="log",
        )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_leaf_guards")]
    operations = [migrations.RunPython(found, migrations.RunPython.noop)]
