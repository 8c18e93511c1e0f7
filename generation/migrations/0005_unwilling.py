"""The view behind `generation.unwilling`. Whoever changes a column that it names drops it first, and makes it anew."""

import django.db.models.deletion
from django.db import migrations, models

VIEW = """
CREATE VIEW generation_unwilling AS
SELECT shown.clip_id
FROM generation_clip_cast shown
JOIN generation_clip clip ON clip.id = shown.clip_id
JOIN cameos_cameo cameo ON cameo.id = shown.cameo_id
JOIN accounts_user owner ON owner.id = cameo.owner_id
WHERE cameo.paused_at IS NOT NULL
   OR cameo.withdrawn_at IS NOT NULL
   OR NOT owner.is_active
   OR (cameo.owner_id <> clip.maker_id AND (
        EXISTS (  -- a block, either way
            SELECT FROM accounts_block
            WHERE (blocker_id = clip.maker_id AND blocked_id = cameo.owner_id)
               OR (blocker_id = cameo.owner_id AND blocked_id = clip.maker_id))
        OR (NOT EXISTS (  -- they have let this clip stay
                SELECT FROM generation_appearance kept
                WHERE kept.clip_id = clip.id AND kept.cameo_id = cameo.id AND kept.kept_at IS NOT NULL)
            AND (
                EXISTS (  -- they keep its maker out
                    SELECT FROM cameos_consentdenial denial
                    WHERE denial.cameo_id = cameo.id AND denial.person_id = clip.maker_id
                      AND denial.lifted_at IS NULL)
                OR EXISTS (  -- their terms have ended, or not begun
                    SELECT FROM cameos_consentpolicy policy
                    WHERE policy.cameo_id = cameo.id AND policy.version = cameo.policy_version
                      AND (policy.starts_at > STATEMENT_TIMESTAMP() OR policy.ends_at <= STATEMENT_TIMESTAMP()))
                OR NOT (
                    (cameo.scope = 'everyone'
                        AND (cameo.everyone_from IS NULL OR cameo.everyone_from <= STATEMENT_TIMESTAMP()))
                    OR (cameo.scope IN ('mutuals', 'everyone')
                        AND EXISTS (
                            SELECT FROM accounts_follow
                            WHERE follower_id = clip.maker_id AND followed_id = cameo.owner_id)
                        AND EXISTS (
                            SELECT FROM accounts_follow
                            WHERE follower_id = cameo.owner_id AND followed_id = clip.maker_id))
                    OR (cameo.scope <> 'only_me' AND (
                        EXISTS (  -- approved by name
                            SELECT FROM cameos_consentgrant consent
                            WHERE consent.cameo_id = cameo.id AND consent.grantee_id = clip.maker_id
                              AND consent.revoked_at IS NULL
                              AND (consent.expires_at IS NULL OR consent.expires_at > STATEMENT_TIMESTAMP()))
                        OR EXISTS (  -- this very clip was allowed, once
                            SELECT FROM cameos_consentuse use
                            JOIN cameos_castrequest request ON request.id = use.request_id
                            WHERE use.cameo_id = cameo.id AND use.job_id = COALESCE(clip.job_id, clip.id)
                              AND use.state <> 'released' AND request.state = 'approved')))
                )))))
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_open_doors"),
        ("cameos", "0005_enrolment"),
        ("generation", "0004_consent"),
    ]

    operations = [
        migrations.RunSQL(VIEW, "DROP VIEW generation_unwilling"),
        migrations.CreateModel(
            name="Unwilling",
            fields=[
                (
                    "clip",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="generation.clip",
                    ),
                ),
            ],
            options={"db_table": "generation_unwilling", "managed": False},
        ),
    ]
