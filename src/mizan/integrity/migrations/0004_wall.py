"""Row-level security, forced for the owner too: without something in sight no table of this room shows a row.

`mizan_reports_in_sight()` is asked once a statement and gives the ids that the settings of `kit.sight` open. It looks
through the same wall: while it runs, three tables show only the rows that prove the settings right.
"""

from django.db import migrations

from mizan.ledger.guards import AppendOnly

TABLES = ("report", "epoch", "door", "message", "attachment", "wrap", "laterwrap", "escrowwrap", "officeract")

FUNCTIONS = """
CREATE OR REPLACE FUNCTION mizan_told(name text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('mizan.' || name, true), '')
$$;

-- Only whoever acts as the owner of the tables can be the keeper; the roles of the doors cannot, whatever they set.
CREATE OR REPLACE FUNCTION mizan_is_keeper() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT mizan_told('keeper') = 'on' AND pg_has_role(
        current_user, (SELECT relowner FROM pg_class WHERE oid = 'integrity_report'::regclass), 'USAGE')
$$;

CREATE OR REPLACE FUNCTION mizan_reader_keys() RETURNS uuid[] LANGUAGE sql STABLE AS $$
    SELECT ARRAY(SELECT id FROM institutions_personkeys WHERE public = decode(mizan_told('reader'), 'hex'))
$$;

CREATE OR REPLACE FUNCTION mizan_reader_bodies() RETURNS uuid[] LANGUAGE sql STABLE AS $$
    SELECT ARRAY(
        SELECT every.id FROM institutions_rosterpost post
        JOIN institutions_bodykeys own ON own.id = post.body_keys_id
        JOIN institutions_bodykeys every ON every.institution_id = own.institution_id
        WHERE post.until IS NULL AND post.person_keys_id = ANY (mizan_reader_keys()))
$$;

CREATE OR REPLACE FUNCTION mizan_locators() RETURNS bytea[] LANGUAGE sql STABLE AS $$
    SELECT ARRAY(SELECT decode(one, 'hex') FROM unnest(string_to_array(mizan_told('locators'), ',')) AS one)
$$;

CREATE OR REPLACE FUNCTION mizan_reports_in_sight() RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
DECLARE
    found uuid[];
BEGIN
    PERFORM set_config('mizan.proving', 'on', true);
    found := ARRAY(
        SELECT report_id FROM integrity_wrap WHERE mizan_told('reader') <> ''
        UNION SELECT report_id FROM integrity_laterwrap WHERE mizan_told('reader') <> ''
        UNION SELECT report_id FROM integrity_door WHERE mizan_told('locators') <> ''
        UNION SELECT nullif(mizan_told('report'), '')::uuid);
    PERFORM set_config('mizan.proving', '', true);
    RETURN found;
END
$$;
"""

# What a table shows while the question itself is answered: nothing but the proofs.
PROOFS = {
    "wrap": "until IS NULL AND keys_id = ANY ((SELECT mizan_reader_keys())::uuid[])",
    "laterwrap": "released_on IS NOT NULL AND withdrawn_on IS NULL"
    " AND keys_id = ANY ((SELECT mizan_reader_bodies())::uuid[])",
    "door": "locator = ANY ((SELECT mizan_locators())::bytea[])",
}
NAMES = ("mizan_reports_in_sight()", "mizan_locators()", "mizan_reader_bodies()", "mizan_reader_keys()",
         "mizan_is_keeper()", "mizan_told(text)")


def _policy(table):
    column = "id" if table == "report" else "report_id"
    shown = f"(SELECT mizan_is_keeper()) OR {column} = ANY ((SELECT mizan_reports_in_sight())::uuid[])"
    return f"CASE WHEN mizan_told('proving') = 'on' THEN {PROOFS.get(table, 'false')} ELSE {shown} END"


def build(_apps, editor):
    if editor.connection.vendor != "postgresql":
        return
    editor.execute(FUNCTIONS, params=None)
    for table in TABLES:
        name = f"integrity_{table}"
        editor.execute(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY", params=None)
        editor.execute(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY", params=None)
        editor.execute(f"CREATE POLICY in_sight ON {name} USING ({_policy(table)})", params=None)


def pull_down(_apps, editor):
    if editor.connection.vendor != "postgresql":
        return
    for table in TABLES:
        name = f"integrity_{table}"
        editor.execute(f"DROP POLICY in_sight ON {name}", params=None)
        editor.execute(f"ALTER TABLE {name} NO FORCE ROW LEVEL SECURITY", params=None)
        editor.execute(f"ALTER TABLE {name} DISABLE ROW LEVEL SECURITY", params=None)
    for name in NAMES:
        editor.execute(f"DROP FUNCTION {name}", params=None)


class Migration(migrations.Migration):
    dependencies = [("integrity", "0003_act_number")]
    operations = [AppendOnly(build, pull_down)]  # statements alone: no model is rendered for them
