"""What had ended or was proved before its event's leaf committed to it hangs on one event of this migration.

Only where there is such a row; a new database has no such event, and nothing can join it later unseen: the audit counts
what hangs on it.
"""

from uuid import UUID

from django.db import migrations
from django.utils import timezone

MOVED = UUID("6d697a61-6e00-4000-8000-000000000001")
MOVES = {
    "personkeys": ("until", "ended_in"), "bodykeys": ("until", "ended_in"), "rosterpost": ("until", "ended_in"),
    "drill": ("met_on", "met_in"), "tie": ("until", "ended_in"),
}  # fmt: skip


def link(apps, _editor):
    Event = apps.get_model("ledger", "Event")
    for model, (column, name) in MOVES.items():
        rows = apps.get_model("institutions", model).objects.filter(**{f"{column}__isnull": False})
        if rows.exists():
            facts = {"verb": "ledger.moves.begun", "actor": "migration", "target_kind": "ledger", "target_id": "log"}
            Event.objects.get_or_create(id=MOVED, defaults={"at": timezone.now(), "consequential": False, **facts})
            rows.update(**{f"{name}_id": MOVED})


class Migration(migrations.Migration):
    dependencies = [("institutions", "0008_moves")]
    operations = [migrations.RunPython(link, migrations.RunPython.noop)]
