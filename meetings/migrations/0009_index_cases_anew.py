from django.db import migrations


class Migration(migrations.Migration):
    """More endings are taken off than before: every case is noted, and so indexed anew before the next search."""

    dependencies = [("meetings", "0008_name_the_version_a_case_approves")]

    operations = [
        migrations.RunSQL(
            "INSERT INTO meetings_searchchange (case_id) SELECT id FROM meetings_case", migrations.RunSQL.noop
        )
    ]
