from django.db import migrations

from cooperation.models.change_guard import guard_log, lift_guard


class Migration(migrations.Migration):
    dependencies = [("cooperation", "0006_guard_every_line_of_the_log")]

    operations = [
        migrations.RunPython(
            lambda apps, editor: guard_log(editor.connection), lambda apps, editor: lift_guard(editor.connection)
        )
    ]
