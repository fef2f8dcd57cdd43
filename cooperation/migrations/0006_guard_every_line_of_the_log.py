from django.db import migrations

from cooperation.models.change_guard import guard_log, lift_guard


class Migration(migrations.Migration):
    """The tables may have been made anew since the log was first guarded, which takes triggers away on SQLite."""

    dependencies = [("cooperation", "0005_say_what_a_change_was_within")]

    operations = [
        migrations.RunPython(
            lambda apps, editor: guard_log(editor.connection), lambda apps, editor: lift_guard(editor.connection)
        )
    ]
