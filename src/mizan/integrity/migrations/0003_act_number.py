"""Acts are counted within a report: rows hold days, and of two acts of one day the later decides."""

from django.db import migrations, models

from mizan.ledger.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("integrity", "0002_guards")]
    operations = [
        migrations.AlterModelOptions(name="officeract", options={"ordering": ("report", "number")}),
        migrations.AddField("officeract", "number", models.PositiveIntegerField(default=0), preserve_default=False),
        migrations.AddConstraint(
            "officeract", models.UniqueConstraint(fields=("report", "number"), name="acts_are_counted")
        ),
        append_only("integrity_officeract"),
    ]
