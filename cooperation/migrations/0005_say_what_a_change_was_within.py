import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cooperation", "0004_refuse_to_change_the_log")]

    operations = [
        migrations.AddField("change", "within", models.CharField(blank=True, db_index=True, default="", max_length=80)),
        migrations.AlterField(
            "change", "at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")
        ),
    ]
