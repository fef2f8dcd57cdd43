"""The database itself refuses to change a sealed line of the change log, and on PostgreSQL to delete any."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER change_log_is_append_only BEFORE UPDATE ON cooperation_change
WHEN OLD.sha256 <> '' BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END
"""
POSTGRESQL = """
CREATE FUNCTION change_log_is_append_only() RETURNS trigger AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.sha256 = '' THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'the change log is append-only';
END $$ LANGUAGE plpgsql;
CREATE TRIGGER change_log_is_append_only BEFORE UPDATE OR DELETE ON cooperation_change
FOR EACH ROW EXECUTE FUNCTION change_log_is_append_only()
"""


def refuse(apps, editor):
    if editor.connection.vendor == "sqlite":
        editor.execute(SQLITE)
    else:
        editor.execute(POSTGRESQL)


def allow(apps, editor):
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TRIGGER change_log_is_append_only")
    else:
        editor.execute("DROP TRIGGER change_log_is_append_only ON cooperation_change")
        editor.execute("DROP FUNCTION change_log_is_append_only()")


class Migration(migrations.Migration):
    dependencies = [("cooperation", "0003_keep_an_outbox_and_a_chain")]
    operations = [migrations.RunPython(refuse, allow)]
