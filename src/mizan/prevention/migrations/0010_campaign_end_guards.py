"""That a campaign ended, was taken back or corrected is never rewritten."""

from django.db import migrations

from mizan.ledger.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("prevention", "0009_campaign_ends")]
    operations = [append_only("prevention_campaignend"), append_only("prevention_campaigncorrection")]
