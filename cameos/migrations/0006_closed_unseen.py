"""Likenesses that were wide before anybody had to vouch for them are their owners' alone until somebody does.

They were let in without a recording. `may_widen` would not open them today; what was opened before it was
there is closed. Nothing is deleted: approvals by name wait, and the owner may widen again after a review.
"""

from django.db import migrations

WHY = "Nobody has looked at this likeness, and programs open one to its owner only."


def close(apps, schema_editor):
    """A new version each, as `store_change` writes them; readers ask the scope, so clips are gone at once."""
    Cameo, ConsentPolicy = (apps.get_model("cameos", name) for name in ("Cameo", "ConsentPolicy"))
    AuditEvent = apps.get_model("core", "AuditEvent")
    unseen = Cameo.objects.filter(assurance="built_in", withdrawn_at=None).exclude(scope="only_me")
    for cameo in unseen.select_for_update().order_by("pk"):
        former = cameo.scope
        policy = ConsentPolicy.objects.filter(cameo=cameo, version=cameo.policy_version).first()
        policy = policy or ConsentPolicy(cameo=cameo, paused=cameo.paused_at is not None)
        cameo.scope, cameo.everyone_from = "only_me", None
        cameo.policy_version += 1
        cameo.save(update_fields=["scope", "everyone_from", "policy_version"])
        policy.pk = None
        policy._state.adding = True
        policy.version, policy.scope, policy.verb = cameo.policy_version, "only_me", "likeness.closed_unseen"
        policy.save(force_insert=True)
        AuditEvent.objects.create(
            actor="system",
            verb="likeness.closed_unseen",
            subject=f"cameo:{cameo.pk}",
            details={"version": cameo.policy_version, "former": former, "scope": "only_me", "why": WHY},
        )


class Migration(migrations.Migration):
    dependencies = [("cameos", "0005_enrolment"), ("core", "0002_console")]
    operations = [migrations.RunPython(close, migrations.RunPython.noop)]
