"""What was said of campaigns, surveys and training is never rewritten."""

from django.db import migrations

from mizan.ledger.guards import append_only

TABLES = (
    "campaignasked", "campaignowner", "campaigntally", "knowledgechange", "knowledgeestimate", "knowledgequestion",
    "knowledgesurvey", "trainingresult",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("prevention", "0003_campaigns")]
    operations = [
        *(append_only(f"prevention_{table}") for table in TABLES),
        *(append_only(f"prevention_{table}", key="code") for table in ("campaign", "training")),
    ]
