"""Keys, rosters, drills and ties are never rewritten: they end once. A passphrase may change, so `locked` may."""

from django.db import migrations

from mizan.ledger.guards import append_only, moves_once

FIXED = {
    "personkeys": ("world", "user_id", "public", "verify", "copy", "since", "made_in_id"),
    "bodykeys": ("world", "institution_id", "epoch", "public", "verify", "age", "since", "made_in_id"),
    "rosterpost": ("world", "body_keys_id", "person_keys_id", "box", "certificate", "since", "made_in_id"),
    "drill": ("world", "body_keys_id", "box", "expected", "asked_on", "made_in_id"),
    "tie": ("world", "person_id", "kind", "other_id", "body_id", "since", "made_in_id"),
}
ENDS = {"personkeys": "until", "bodykeys": "until", "rosterpost": "until", "drill": "met_on", "tie": "until"}


class Migration(migrations.Migration):
    dependencies = [("institutions", "0006_keys")]
    operations = [
        *(append_only(f"institutions_{table}", columns=columns) for table, columns in FIXED.items()),
        *(moves_once(f"institutions_{table}", column) for table, column in ENDS.items()),
    ]
