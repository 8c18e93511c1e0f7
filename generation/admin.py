"""Jobs and what the gate said about them. Clips are on moderation's page: taking one down is theirs."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.decorators import action, display

from accounts.http import MemberRequest
from core import audit
from core.admin import ReadOnlyAdmin
from generation.models import Job, JobState, Screening
from generation.services.jobs import fail_job

STATE_COLORS = {
    JobState.QUEUED: "info",
    JobState.RENDERING: "info",
    JobState.CHECKING: "info",
    JobState.READY: "success",
    JobState.FAILED: "danger",
    JobState.CANCELLED: "warning",
}


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "user", "shown_state", "progress", "attempts", "failure_code", "engine")
    list_select_related = ("user",)
    list_filter = ("state", "engine", "failure_code")
    search_fields = ("=id", "=user__username")
    date_hierarchy = "created_at"
    ordering = ("-created_at",)
    actions = ("stop",)

    @display(description="state", ordering="state", label=STATE_COLORS)
    def shown_state(self, job: Job) -> tuple[str, str]:
        return job.state, job.get_state_display()

    def has_stop_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("generation.change_job")

    @action(description="Stop, and give the credits back", permissions=["stop"])
    def stop(self, request: MemberRequest, jobs: QuerySet[Job]) -> None:
        open_ones = [job for job in jobs if job.is_open]
        for job in open_ones:
            fail_job(job=job, code="stopped", message="The staff of this site stopped it.")
            audit.record("job.stopped", job, by=request.user)
        messages.success(request, f"Stopped {len(open_ones)} of {len(jobs)}.")


@admin.register(Screening)
class ScreeningAdmin(ReadOnlyAdmin):
    list_display = ("at", "stage", "allowed", "user", "codes", "registry_revision")
    list_select_related = ("user",)
    list_filter = ("allowed", "stage")
    search_fields = ("=job_id", "=user__username", "=text_sha256")

    @display(description="reasons")
    def codes(self, screening: Screening) -> str:
        return ", ".join(sorted({reason["code"] for reason in screening.reasons}))
