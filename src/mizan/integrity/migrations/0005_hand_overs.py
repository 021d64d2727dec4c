"""Sealed copies that somebody carries to a body without computers, behind the same guards and the same wall.

The wall learns one more way in: a body's carrier, for reports that have a copy for that body's own `.age` key alone.
"""

import django.db.models.deletion
import mizan.ledger.ids
from django.conf import settings
from django.db import migrations, models

from mizan.ledger.guards import AppendOnly, append_only, moves_once

FIXED = ("report_id", "rung_id", "carrier_id", "taken_on", "made_in_id")

BODIES = """
CREATE OR REPLACE FUNCTION mizan_reader_bodies() RETURNS uuid[] LANGUAGE sql STABLE AS $$
    SELECT ARRAY(
        SELECT every.id FROM institutions_rosterpost post
        JOIN institutions_bodykeys own ON own.id = post.body_keys_id
        JOIN institutions_bodykeys every ON every.institution_id = own.institution_id
        WHERE post.until IS NULL AND post.person_keys_id = ANY (mizan_reader_keys()){more})
$$;
"""
CARRIED = """
        UNION SELECT id FROM institutions_bodykeys WHERE age <> '' AND institution_id = mizan_told('courier')"""
IN_SIGHT = """
CREATE OR REPLACE FUNCTION mizan_reports_in_sight() RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
DECLARE
    found uuid[];
BEGIN
    PERFORM set_config('mizan.proving', 'on', true);
    found := ARRAY(
        SELECT report_id FROM integrity_wrap WHERE mizan_told('reader') <> ''
        UNION SELECT report_id FROM integrity_laterwrap WHERE mizan_told('reader') <> ''{more}
        UNION SELECT report_id FROM integrity_door WHERE mizan_told('locators') <> ''
        UNION SELECT nullif(mizan_told('report'), '')::uuid);
    PERFORM set_config('mizan.proving', '', true);
    RETURN found;
END
$$;
"""
OR_CARRIED = " OR mizan_told('courier') <> ''"
POLICY = (
    "CASE WHEN mizan_told('proving') = 'on' THEN false ELSE (SELECT mizan_is_keeper())"
    " OR report_id = ANY ((SELECT mizan_reports_in_sight())::uuid[]) END"
)


def build(_apps, editor):
    if editor.connection.vendor != "postgresql":
        return
    editor.execute(BODIES.format(more=CARRIED) + IN_SIGHT.format(more=OR_CARRIED), params=None)
    editor.execute("ALTER TABLE integrity_handover ENABLE ROW LEVEL SECURITY", params=None)
    editor.execute("ALTER TABLE integrity_handover FORCE ROW LEVEL SECURITY", params=None)
    editor.execute(f"CREATE POLICY in_sight ON integrity_handover USING ({POLICY})", params=None)


def pull_down(_apps, editor):
    if editor.connection.vendor != "postgresql":
        return
    editor.execute("DROP POLICY in_sight ON integrity_handover", params=None)
    editor.execute("ALTER TABLE integrity_handover NO FORCE ROW LEVEL SECURITY", params=None)
    editor.execute("ALTER TABLE integrity_handover DISABLE ROW LEVEL SECURITY", params=None)
    editor.execute(BODIES.format(more="") + IN_SIGHT.format(more=""), params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("integrity", "0004_wall"),
        ("ledger", "0013_logorigin"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="HandOver",
            fields=[
                ("id", models.UUIDField(default=mizan.ledger.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("taken_on", models.DateField()),
                ("confirmed_on", models.DateField(blank=True, null=True)),
                ("carrier", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("made_in", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.event")),
                ("report", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="handovers", to="integrity.report")),
                ("rung", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="handovers", to="integrity.laterwrap")),
            ],
            options={"ordering": ("taken_on", "id")},
        ),
        append_only("integrity_handover", columns=FIXED),
        moves_once("integrity_handover", "confirmed_on"),
        AppendOnly(build, pull_down),
    ]
