"""Keys, rosters, drills and ties are never rewritten: they end once. A passphrase may change, so `locked` may."""

from django.db import migrations

from mizan.ledger.guards import append_only, unchanged


def once(column: str) -> str:
    """SQL: the column is empty, or stays as it is."""
    return f"(OLD.{column} IS NULL OR {unchanged(column)})"


class Migration(migrations.Migration):
    dependencies = [("institutions", "0006_keys")]
    operations = [
        append_only(
            "institutions_personkeys",
            open_while=f"{unchanged('id', 'world', 'user_id', 'public', 'verify', 'copy', 'since', 'made_in_id')} "
            f"AND {once('until')}",
        ),
        append_only(
            "institutions_bodykeys",
            open_while=unchanged("id", "world", "institution_id", "epoch", "public", "verify", "age", "since", "made_in_id")
            + f" AND {once('until')}",
        ),
        append_only(
            "institutions_rosterpost",
            open_while=unchanged(
                "id", "world", "body_keys_id", "person_keys_id", "box", "certificate", "since", "made_in_id"
            )
            + f" AND {once('until')}",
        ),
        append_only(
            "institutions_drill",
            open_while=unchanged("id", "world", "body_keys_id", "box", "expected", "asked_on", "made_in_id")
            + f" AND {once('met_on')}",
        ),
        append_only(
            "institutions_tie",
            open_while=unchanged("id", "world", "person_id", "kind", "other_id", "body_id", "since", "made_in_id")
            + f" AND {once('until')}",
        ),
    ]
