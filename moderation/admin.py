"""Cases, reports and rulings to look at, and clips to take up. Deciding happens in the queue."""

from collections.abc import Callable
from functools import partial

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.decorators import action, display

from accounts.http import MemberRequest
from core.admin import ReadOnlyAdmin
from core.decisions import Conflict, Refused
from generation.models import Clip
from moderation.countering import forward_counter_notice, restore_after_notice, uphold_takedown
from moderation.models import MAKERS, Case, CaseState, CounterNotice, CounterState, Report, Ruling
from moderation.policies import may_rule
from moderation.services import take_up_clip

COUNTER_COLORS = {
    CounterState.RECEIVED: "warning",
    CounterState.FORWARDED: "info",
    CounterState.RESTORED: "success",
    CounterState.UPHELD: "danger",
}
STATE_COLORS = {CaseState.OPEN: "warning", CaseState.REMOVED: "danger", CaseState.KEPT: "success"}
STATE_COLORS |= {CaseState.REFUSED: "danger", CaseState.ALLOWED: "success"}


@admin.register(Case)
class CaseAdmin(ReadOnlyAdmin):
    list_display = ("opened_at", "shown_state", "maker", "report_count", "updated_at", "decide")
    list_filter = ("state",)
    search_fields = ("=clip__id", "=clip__maker__username", "=order__user__username")
    ordering = ("opened_at",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Case]:
        rows: QuerySet[Case] = super().get_queryset(request)
        return rows.select_related(*MAKERS).annotate(report_total=Count("reports"))

    @display(description="state", ordering="state", label=STATE_COLORS)
    def shown_state(self, case: Case) -> tuple[str, str]:
        return case.state, case.get_state_display()

    @display(description="maker")
    def maker(self, case: Case) -> str:
        return str(case.maker)

    @display(description="reports", ordering="report_total")
    def report_count(self, case: Case) -> int:
        return int(vars(case)["report_total"])

    @display(description="")
    def decide(self, case: Case) -> SafeString:
        return format_html('<a href="{}">Look and decide</a>', reverse("moderation:case", args=[case.pk]))


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "receipt", "reason", "reporter", "case")
    list_select_related = ("reporter", "case")
    list_filter = ("reason",)
    search_fields = ("=reporter__username", "=case__clip__id")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        """Without those of one's own clips: their maker never learns who reported."""
        rows: QuerySet[Report] = super().get_queryset(request)
        return rows.exclude(case__clip__maker=request.user.pk)


@admin.register(Ruling)
class RulingAdmin(ReadOnlyAdmin):
    list_display = ("at", "verdict", "case", "moderator", "reason")
    list_select_related = ("case", "moderator")
    list_filter = ("verdict",)
    search_fields = ("=moderator__username", "=case__clip__id")


@admin.register(Clip)
class ClipAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "maker", "standing", "engine", "duration", "id")
    list_select_related = ("maker",)
    list_filter = ("engine", ("withdrawn_at", admin.EmptyFieldListFilter))
    search_fields = ("=id", "=maker__username")
    date_hierarchy = "created_at"
    ordering = ("-created_at",)
    actions = ("take_up",)
    exclude = ("video", "poster", "captions")  # played in the queue, by short-lived links

    @display(description="standing", label={"Shown": "success", "Withdrawn": "danger", "Deleted": "warning"})
    def standing(self, clip: Clip) -> str:
        if clip.deleted_at:
            return "Deleted"
        if clip.withdrawn_at:
            return "Withdrawn"
        return "Shown" if clip.published_at else "Draft"

    def has_rule_permission(self, request: HttpRequest) -> bool:
        return may_rule(request.user).allowed

    @action(description="Take up as cases", permissions=["rule"])
    def take_up(self, request: MemberRequest, clips: QuerySet[Clip]) -> HttpResponse:
        """The decision itself needs a look at the clip and a reason, so it is made in the queue."""
        cases = [take_up_clip(clip=clip, by=request.user) for clip in clips]
        if len(cases) == 1:
            return redirect("moderation:case", cases[0].pk)
        return redirect("moderation:cases")


@admin.register(CounterNotice)
class CounterNoticeAdmin(ReadOnlyAdmin):
    """The clock runs from the receipt: see `earliest` and `latest`."""

    list_display = ("received_at", "shown_state", "by", "earliest", "latest", "forwarded_at", "decided_at")
    list_select_related = ("by",)
    list_filter = ("state",)
    search_fields = ("=by__username", "=clip__id", "name")
    ordering = ("received_at",)
    actions = ("forward", "restore", "uphold")

    @display(description="state", ordering="state", label=COUNTER_COLORS)
    def shown_state(self, notice: CounterNotice) -> tuple[str, str]:
        return notice.state, notice.get_state_display()

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("moderation.decide_counternotice"))

    @action(description="A copy has been sent to whoever had it taken down", permissions=["decide"])
    def forward(self, request: MemberRequest, notices: QuerySet[CounterNotice]) -> None:
        self._each(request, notices, forward_counter_notice)

    @action(description="Put the clip back: nobody has gone to court", permissions=["decide"])
    def restore(self, request: MemberRequest, notices: QuerySet[CounterNotice]) -> None:
        self._each(request, notices, restore_after_notice)

    @action(description="The clip stays down: a court has been asked", permissions=["decide"])
    def uphold(self, request: MemberRequest, notices: QuerySet[CounterNotice]) -> None:
        reason = "Whoever had it taken down has gone to court, so it stays down until that is settled."
        self._each(request, notices, partial(uphold_takedown, reason=reason))

    def _each(
        self, request: MemberRequest, notices: QuerySet[CounterNotice], act: Callable[..., CounterNotice]
    ) -> None:
        """One that is refused says why, and does not hold up the others."""
        for notice in notices:
            try:
                act(notice=notice, by=request.user)
            except (Refused, Conflict) as error:
                reasons = error.decision.reasons if isinstance(error, Refused) else [error]
                said = " ".join(reason.message for reason in reasons)
                self.message_user(request, f"{notice}: {said}", messages.ERROR)
