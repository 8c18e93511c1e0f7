"""Which of the reserved names are those of public persons."""

from django.db import migrations, models


def tell_people_apart(apps, schema_editor):
    reserved = apps.get_model("accounts", "ReservedHandle")
    reserved.objects.filter(reason="of a public person").update(is_person=True)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_open_doors")]
    operations = [
        migrations.AddField(
            model_name="reservedhandle",
            name="is_person",
            field=models.BooleanField(default=False, verbose_name="a public person's"),
        ),
        migrations.RunPython(tell_people_apart, migrations.RunPython.noop),
    ]
