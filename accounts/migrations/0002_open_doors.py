"""The first countries, the first mode, and the names that are the site's own."""

from django.db import migrations

from accounts.handles import skeleton

COUNTRIES = ["US", "CA"]
OWN_NAMES = [
    "about", "abuse", "admin", "administrator", "api", "billing", "contact", "everyone", "help", "legal",
    "moderation", "moderator", "moderators", "news", "nobody", "official", "postmaster", "privacy", "root",
    "safety", "security", "staff", "status", "support", "system", "team", "terms", "trust", "webmaster",
]


def open_doors(apps, schema_editor):
    for country in COUNTRIES:
        apps.get_model("accounts", "Region").objects.get_or_create(country=country)
    apps.get_model("accounts", "SignUpPolicy").objects.get_or_create(pk=1)
    reserved = apps.get_model("accounts", "ReservedHandle")
    for name in OWN_NAMES:
        reserved.objects.get_or_create(skeleton=skeleton(name), defaults={"reason": "the site's own"})


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(open_doors, migrations.RunPython.noop)]
