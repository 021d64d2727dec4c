"""No end and no proof without its event."""

from django.db import migrations, models
from django.db.models import Q

MOVES = {
    "personkeys": ("until", "ended_in", "end_of_a_persons_keys_has_its_event"),
    "bodykeys": ("until", "ended_in", "end_of_a_bodys_keys_has_its_event"),
    "rosterpost": ("until", "ended_in", "end_of_a_roster_post_has_its_event"),
    "drill": ("met_on", "met_in", "proof_by_a_drill_has_its_event"),
    "tie": ("until", "ended_in", "end_of_a_tie_has_its_event"),
}


def together(column, link):
    neither, both = {column: None, link: None}, {f"{column}__isnull": False, f"{link}__isnull": False}
    return Q(**neither) | Q(**both)


class Migration(migrations.Migration):
    dependencies = [("institutions", "0009_older_moves")]
    operations = [
        migrations.RemoveField("bodykeys", "proved_on"),
        *(
            migrations.AddConstraint(model, models.CheckConstraint(condition=together(column, link), name=name))
            for model, (column, link, name) in MOVES.items()
        ),
    ]
