from django.db import migrations, models


class Migration(migrations.Migration):
    """Whatever a pack can name it can take back."""

    dependencies = [("framework", "0002_guards")]
    operations = [
        migrations.AddField(model_name=name, name="retired_at", field=models.DateTimeField(blank=True, null=True))
        for name in ("pillar", "objective", "focalbody")
    ]
