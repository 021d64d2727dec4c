"""Which indicators are about officials, and at which stage of the complicity cascade they stand."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("framework", "0005_guards_again")]
    operations = [
        migrations.AddField("indicator", "cascade", models.CharField(blank=True, default="", max_length=10), False),
        migrations.AddField("indicator", "cascade_part", models.BooleanField(default=False)),
        migrations.AddField("indicator", "cascade_reason", models.JSONField(blank=True, default=dict)),
    ]
