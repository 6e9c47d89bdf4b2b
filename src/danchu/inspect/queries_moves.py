"""What the page of one case shows, in few questions: the case, everything that happened to it, its duties."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import rules
from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    F,
    IntegerField,
    Q,
    QuerySet,
    TimeField,
    Value,
)
from django.db.models.functions import Cast
from django.shortcuts import get_object_or_404

from danchu.core.models import OfficialDocument, StoredFile, User, Ward
from danchu.core.records.states import DocumentState
from danchu.duties.models import Duty
from danchu.duties.queries import open_about
from danchu.inspect import queries
from danchu.inspect.models import (
    Case,
    CaseExtension,
    CaseFile,
    CaseLine,
    CasePause,
    CaseStep,
    ReplyTemplate,
    Sender,
)
from danchu.inspect.states import FileOf, State, StepKind

_COLUMNS: dict[str, Any] = {
    "at": DateTimeField(),
    "day": DateField(),
    "until": DateField(),
    "time": TimeField(),
    "number": IntegerField(),
    "flag": BooleanField(),
    "word": CharField(),
    "words": CharField(),
    "who": CharField(),
    "people": CharField(),
}
MERGED, NEXT = "merged", "next"


@dataclass
class Dossier:
    """Everything about one case beside itself, oldest first."""

    lines: list[dict[str, Any]] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)
    pauses: list[CasePause] = field(default_factory=list)
    extensions: list[CaseExtension] = field(default_factory=list)
    steps: list[CaseStep] = field(default_factory=list)
    related: list[dict[str, Any]] = field(default_factory=list)

    @property
    def held_dialogue(self) -> bool:
        """Whether a dialogue was held and recorded."""
        return any(each.kind == StepKind.DIALOGUE and each.done_on for each in self.steps)


def access_whole(user: object, ward: Ward, pk: int) -> Case:
    """One case with what its page names beside it, or 404."""
    rows = queries.visible_to(user, ward).select_related(
        "ward", "topic", "group", "unit", "handler", "sender", "merged_into", "previous"
    )
    return get_object_or_404(rows, pk=pk)


def sender_of(case: Case) -> Sender | None:
    """Who sent ``case`` in, none of an anonymous or a sealed one. Asks nothing where ``access_whole`` gave the case."""
    return getattr(case, "sender", None)


def dossier(case: Case) -> Dossier:
    """What happened to ``case``; one question."""
    found = Dossier()
    for row in _rows(case):
        match row["what"]:
            case "line":
                found.lines.append(row)
            case "file":
                found.files.append(row)
            case "pause":
                pause = CasePause(pk=row["pk"], ward_id=case.ward_id, case=case, reason=row["words"])
                pause.since, pause.until = row["day"], row["until"]
                found.pauses.append(pause)
            case "extension":
                given = {"days": row["number"], "decided_on": row["day"], "reason": row["words"]}
                found.extensions.append(CaseExtension(pk=row["pk"], ward_id=case.ward_id, case=case, **given))
            case "step":
                given = {"kind": row["word"], "planned_on": row["day"], "done_on": row["until"], "place": row["who"]}
                step = CaseStep(pk=row["pk"], ward_id=case.ward_id, case=case, text=row["words"], **given)
                step.starts, step.people = row["time"], row["people"]
                found.steps.append(step)
            case _:
                found.related.append(row)
    found.lines.sort(key=lambda row: (row["at"], row["pk"]))
    found.pauses.sort(key=lambda row: row.since)
    found.steps.sort(key=lambda row: (row.done_on or row.planned_on, row.pk))
    return found


def _rows(case: Case) -> Iterator[dict[str, Any]]:
    whose = {"ward": case.ward_id}
    lines = CaseLine.objects.filter(case=case, **whose)
    files = CaseFile.objects.filter(case=case, **whose)
    parts = [
        _part(lines, "line", at=F("at"), word=F("move"), words=F("text"), flag=F("is_told"), who=F("by__display_name")),
        _part(
            files, "file", at=F("at"), word=F("whose"), words=F("file__name"), flag=F("is_public"), who=F("file__mime")
        ),
        _part(CasePause.objects.filter(case=case), "pause", day=F("since"), until=F("until"), words=F("reason")),
        _part(
            CaseExtension.objects.filter(case=case),
            "extension",
            day=F("decided_on"),
            number=F("days"),
            words=F("reason"),
        ),
        _part(
            CaseStep.objects.filter(case=case),
            "step",
            day=F("planned_on"),
            until=F("done_on"),
            word=F("kind"),
            words=F("text"),
            who=F("place"),
            time=F("starts"),
            people=F("people"),
        ),
        _part(Case.objects.filter(merged_into=case), MERGED, day=F("received_on"), words=F("symbol")),
        _part(Case.objects.filter(previous=case), NEXT, day=F("received_on"), words=F("symbol")),
    ]
    first, *others = parts
    names = ("what", "pk", *_COLUMNS)
    return (dict(zip(names, row, strict=True)) for row in first.union(*others, all=True).order_by())


def _part(rows: QuerySet[Any], what: str, **given: F) -> QuerySet[Any, tuple[Any, ...]]:
    """``rows`` with the columns that all parts of the union share."""
    columns = [Cast(given.get(name, Value(None)), output_field=kind) for name, kind in _COLUMNS.items()]
    return rows.order_by().values_list(Value(what, output_field=CharField()), "pk", *columns)


def duties_of(case: Case) -> list[Duty]:
    """The open duties about ``case``, what is due first standing first."""
    return list(open_about(case))


def files_visible_to(user: object, ward: Ward, case: Case) -> QuerySet[CaseFile]:
    """The files of ``case`` that ``user`` may open: what the sender sent only to those who may know the sender, what is
    of the desk only to those who handle it; everyone at the desk sees what is public and what went with the answer."""
    rows = CaseFile.objects.filter(ward=ward, case=case).select_related("file")
    hidden = hidden_files(user, case)
    return rows.exclude(Q(whose__in=hidden) & Q(is_public=False))


def hidden_files(user: object, case: Case) -> set[str]:
    """Whose files ``user`` may not open unless they are public."""
    hidden = set()
    if not rules.has_perm("inspect.see_sender", user, case):
        hidden.add(FileOf.SENDER.value)
    if not rules.has_perm("inspect.handle", user, case):
        hidden.add(FileOf.DESK.value)
    return hidden


def access_file(user: object, ward: Ward, case: Case, pk: int) -> StoredFile:
    """A file of ``case``, or 404."""
    return get_object_or_404(files_visible_to(user, ward, case), pk=pk).file


def access_step(user: object, ward: Ward, pk: int) -> CaseStep:
    """A step of a case that ``user`` may open, or 404."""
    rows = CaseStep.objects.filter(case__in=queries.visible_to(user, ward)).select_related("case", "case__ward")
    return get_object_or_404(rows, ward=ward, pk=pk)


def access_pause(user: object, ward: Ward, pk: int) -> CasePause:
    """A pause of a case that ``user`` may open, or 404."""
    rows = CasePause.objects.filter(case__in=queries.visible_to(user, ward)).select_related("case", "case__ward")
    return get_object_or_404(rows, ward=ward, pk=pk)


def access_extension(user: object, ward: Ward, pk: int) -> CaseExtension:
    """An extension of a case that ``user`` may open, or 404."""
    rows = CaseExtension.objects.filter(case__in=queries.visible_to(user, ward)).select_related("case", "case__ward")
    return get_object_or_404(rows, ward=ward, pk=pk)


def mergeable(user: object, ward: Ward, case: Case) -> QuerySet[Case]:
    """Into which cases ``case`` can go: of the same kind, not the same, not merged themselves; the newest first."""
    rows = queries.visible_to(user, ward).filter(kind=case.kind).exclude(pk=case.pk).exclude(state=State.MERGED)
    return rows.order_by("-received_at", "-pk")


def replies(ward: Ward) -> QuerySet[ReplyTemplate]:
    """The ward's own texts for answers."""
    return ReplyTemplate.objects.filter(ward=ward)


def replies_for(case: Case) -> QuerySet[ReplyTemplate]:
    """The texts from which an answer to ``case`` can be written."""
    return replies(case.ward).filter(kind__in=("", case.kind))


def access_reply(ward: Ward, pk: int) -> ReplyTemplate:
    """One of the ward's texts, or 404."""
    return get_object_or_404(replies(ward), pk=pk)


def readable_about(user: object, ward: Ward) -> QuerySet[Case]:
    """The cases whose letters ``user`` may read: a letter names the sender, so they are not for overseers."""
    if not isinstance(user, User) or not rules.has_perm("inspect.handle", user, ward):
        return Case.objects.none()
    return queries.visible_to(user, ward)


def letters_of(case: Case) -> Iterator[str]:
    """The numbers of what was issued about ``case`` itself, for the list of its file."""
    rows = OfficialDocument.objects.filter(
        ward=case.ward_id, target_type="inspect.case", target_id=case.pk, state=DocumentState.ISSUED
    )
    for each in rows.order_by("issued_on", "pk").defer("paper", "source"):
        yield f"{each.symbol}: {each.subject}"


def has_second_instance(case: Case) -> bool:
    """Whether a second complaint was entered about its answer."""
    return Case.objects.filter(previous=case).exists()


def times_extended(case: Case) -> int:
    """How often its time was extended."""
    return CaseExtension.objects.filter(case=case).count()
