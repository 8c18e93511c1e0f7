"""The being that a line is about stood at the beginning of its note, "@rex: 3 clips", and has a column now."""

import re

from django.db import migrations, models

KINDS = ("cast", "alarm", "granted", "look_asked", "likeness")
OF_A_BEING = re.compile(r"@([a-z0-9_.]{1,30})(?:: (.+))?", re.DOTALL)


def write_apart(apps, schema_editor):
    lines = apps.get_model("feed", "Notification").objects.filter(kind__in=KINDS, note__startswith="@")
    for line in lines.iterator(1000):
        if found := OF_A_BEING.fullmatch(line.note):
            line.being, note = found.group(1), found.group(2) or ""
            line.note = note[:1].upper() + note[1:]
            line.save(update_fields=["being", "note"])


class Migration(migrations.Migration):
    dependencies = [("feed", "0004_likeness")]
    operations = [
        migrations.AddField("notification", "being", models.CharField(blank=True, default="", max_length=30)),
        migrations.RunPython(write_apart, migrations.RunPython.noop),
    ]
