"""Works and their names as a table: one name a line."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from import_export import fields, resources
from import_export.instance_loaders import BaseInstanceLoader
from tablib import Dataset

from accounts.models import User
from core.decisions import Conflict, Refused
from rights import replay, services
from rights.console.tables import harmless
from rights.models import Alias, MatchMode, RightsHolder, Work, WorkKind
from rights.services.works import readable

COLUMNS = ("title", "kind", "alternative", "name", "language", "mode")
LARGEST = 1000  # lines


class NamesResource(resources.Resource):  # type: ignore[misc]  # the package has no types
    """Each line enters a name; a title that the house does not have yet enters the work first.

    Lines are tried one by one, and one bad line undoes them all: nothing is half there.
    """

    title = fields.Field("work__title", "title")
    kind = fields.Field("work__kind", "kind")
    alternative = fields.Field("work__alternative", "alternative")
    name = fields.Field("text", "name")
    language = fields.Field("language", "language")
    mode = fields.Field("mode", "mode")

    class Meta:
        instance_loader_class = BaseInstanceLoader
        use_transactions = True
        skip_diff = True
        store_row_values = True

    def __init__(self, *, holder: RightsHolder | None = None, by: User | None = None) -> None:
        super().__init__()
        self.holder, self.by = holder, by
        self.tried: dict[replay.Name, MatchMode] = {}

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        """All names are tried over innocent prompts at once, which is as quick as one."""
        missing = {"title", "name"} - set(dataset.headers or ())
        if missing:
            raise ValueError(f"The first line has to name the columns: {', '.join(sorted(missing))}.")
        if len(dataset) > LARGEST:
            raise ValueError(f"At most {LARGEST} lines at a time.")
        lines = [dict(zip(dataset.headers, line, strict=False)) for line in dataset]
        names = [
            (" ".join(text.split()), mode) for text, mode in map(_name, lines) if mode in MatchMode.values
        ]
        self.tried = replay.harmless_modes([(text, mode) for text, mode in names if text])

    def get_or_init_instance(self, loader: Any, row: dict[str, str]) -> tuple[Alias, bool]:
        return Alias(), True

    def import_instance(self, instance: Alias, row: dict[str, str], **kwargs: Any) -> None:
        """Nothing is set here: the services do it all."""

    def validate_instance(self, instance: Alias, *args: Any, **kwargs: Any) -> None:
        """What a name must be, the services know."""

    def save_m2m(self, instance: Alias, row: dict[str, str], **kwargs: Any) -> None:
        """There is none."""

    def save_instance(self, instance: Alias, is_create: bool, row: dict[str, str], **kwargs: Any) -> None:
        try:
            self._enter({name: (value or "").strip() for name, value in row.items() if name})
        except Refused as refusal:
            raise ValidationError([reason.message for reason in refusal.decision.reasons]) from refusal
        except Conflict as conflict:
            raise ValidationError(conflict.message) from conflict

    def _enter(self, row: dict[str, str]) -> None:
        text, mode = _name(row)
        kind = row.get("kind", "").lower() or WorkKind.CHARACTER
        _known("mode", mode, MatchMode.values)
        _known("kind", kind, WorkKind.values)
        title, _ = readable(row.get("title", ""))
        text, _ = readable(text)
        work = Work.objects.filter(holder=self.holder, title=title).order_by("pk").first()
        if work is None:
            work = services.register_work(
                title=title,
                kind=WorkKind(kind),
                alternative=row.get("alternative", "")[:120],
                holder=self.holder,
                mode=MatchMode(mode) if text == title else MatchMode.STRONG,
                by=self.by,
            )
            if text == title:
                return
        services.add_alias(
            work=work,
            text=text,
            language=row.get("language", "")[:20],
            mode=MatchMode(mode),
            tried=self.tried,
            by=self.by,
        )

    def export_field(self, field: Any, instance: Alias, **kwargs: Any) -> str:
        return harmless(str(super().export_field(field, instance, **kwargs)))


def _name(row: dict[str, str]) -> replay.Name:
    return row.get("name") or "", (row.get("mode") or "").strip().lower() or MatchMode.STRONG


def _known(column: str, value: str, values: list[str]) -> None:
    if value not in values:
        raise ValidationError(f"{column}: “{value[:40]}” is none of {', '.join(values)}.")
