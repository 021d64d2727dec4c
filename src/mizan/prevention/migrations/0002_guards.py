"""What was said of a queue is never rewritten; a programme ends once; where somebody stands moves on."""

from django.db import migrations

from mizan.ledger.guards import append_only, moves_once, unchanged

WHOLE = (
    "enrolmentfollowup", "enrolmentstep", "entitlementstart", "entitlementstep", "frozencount", "offer",
    "programmeowner", "referralanswer", "referraloffer", "spending",
)  # fmt: skip
SAID = (
    "name", "about", "mechanism_id", "pillar_id", "provider_id", "funder", "sex", "age_from", "age_to",
    "residents_only", "starts_on", "listed_on", "made_in_id", "world", "source", "as_of", "grade", "note", "pack",
)  # fmt: skip
PERSON = ("code", "place_id", "sex", "band", "world", "made_in_id")
FIXED = {
    "enrolment": ("programme_id", "referral_id", "asked_on", *PERSON),
    "referral": ("sender_id", "need_id", "urgency", "language", "sent_on", *PERSON),
    "entitlement": (
        "kind_id", "owed_by_id", "asker_id", "programme_id", "amount", "currency", "awarded_on", "due_on", *PERSON,
    ),
}  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("prevention", "0001_initial")]
    operations = [
        *(append_only(f"prevention_{table}") for table in WHOLE),
        *(append_only(f"prevention_{table}", columns=columns) for table, columns in FIXED.items()),
        append_only(
            "prevention_programme", key="code", columns=SAID,
            open_while=f"OLD.pack <> '' AND {unchanged('code', 'pack', 'made_in_id')}",
        ),
        moves_once("prevention_programme", "ended_on", "ended_in_id"),
    ]
