"""What was said in a committee is never rewritten. A seat ends once; a session opens once and closes once."""

from django.db import migrations

from mizan.ledger.guards import append_only, moves_once, unchanged

WHOLE = ("agendaitem", "attendance", "decision", "minutes", "minutessignature", "motion", "paper", "vote")
HOLDER = ("seat_id", "user_id", "body_id", "since", "until", "procedure", "interests", "seated_by_id", "made_in_id")
SESSION = (
    "committee_id", "number", "day", "venue", "why", "called_by_id", "called_side", "called_on", "world", "made_in_id",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("council", "0001_initial")]
    operations = [
        *(append_only(f"council_{table}") for table in WHOLE),
        append_only("council_seatholder", open_while=f"OLD.ended_on IS NULL AND {unchanged(*HOLDER)}"),
        append_only("council_session", open_while=f"OLD.outcome IS NULL AND {unchanged(*SESSION)}"),
        moves_once("council_session", "opened_on", "opened_in_id"),
    ]
