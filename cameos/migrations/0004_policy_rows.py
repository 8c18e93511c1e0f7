"""A first version for each likeness: what it has allowed until now. And rows that the database keeps as they are."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION cameos_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER policy_stays BEFORE UPDATE ON cameos_consentpolicy
    FOR EACH ROW EXECUTE FUNCTION cameos_refuse_change();
CREATE TRIGGER receipt_stays BEFORE UPDATE OR DELETE ON cameos_receipt
    FOR EACH ROW EXECUTE FUNCTION cameos_refuse_change();
"""
NO_FUNCTION = """
DROP TRIGGER receipt_stays ON cameos_receipt;
DROP TRIGGER policy_stays ON cameos_consentpolicy;
DROP FUNCTION cameos_refuse_change();
"""


def write_down(apps, schema_editor):
    """Nothing was refused before but what is refused for everyone: nobody's likeness closes by an update."""
    ConsentPolicy = apps.get_model("cameos", "ConsentPolicy")
    rows = apps.get_model("cameos", "Cameo").objects.filter(policies=None).iterator(1000)
    ConsentPolicy.objects.bulk_create(
        (
            ConsentPolicy(
                cameo=cameo,
                version=cameo.policy_version,
                verb="likeness.carried_over",
                paused=cameo.paused_at is not None,
                scope=cameo.scope,
                forbidden=["sexual"],
                commercial=True,
            )
            for cameo in rows
        ),
        batch_size=1000,
    )


class Migration(migrations.Migration):
    dependencies = [("cameos", "0003_policy")]
    operations = [
        migrations.RunSQL(FUNCTION, NO_FUNCTION),
        migrations.RunPython(write_down, migrations.RunPython.noop),
    ]
