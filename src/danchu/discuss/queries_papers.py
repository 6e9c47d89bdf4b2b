"""The doors to ballot papers and to the counts of one decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Window
from django.http import Http404

from danchu.core.models import User, Ward
from danchu.discuss import box
from danchu.discuss.models import Challenge, CountSheet, Decision, Elector, Paper, PaperBatch, Voice
from danchu.discuss.queries import scope_of, visible_to
from danchu.discuss.states import Form, PaperState, State
from danchu.lib import codes
from danchu.ward.models import ResidentialGroup

OUTSTANDING = (PaperState.PRINTED, PaperState.HANDED_OUT)


def papers_of(decision: Decision, group: ResidentialGroup | None) -> QuerySet[Paper]:
    """The papers of ``group``, void ones too, in the order of the roll."""
    rows = Paper.objects.filter(decision=decision, elector__group=group)
    return rows.select_related("elector__voice").order_by("elector__number", "pk")


def batch_of(decision: Decision, group: ResidentialGroup | None) -> PaperBatch | None:
    """How papers go out and come back in ``group``, once that is planned."""
    return PaperBatch.objects.filter(decision=decision, group=group).first()


def access_group(decision: Decision, pk: int) -> ResidentialGroup | None:
    """A group in the scope of ``decision`` or 404; 0 inside an organisation."""
    if decision.organisation_id:
        if pk:
            raise Http404
        return None
    found = next((each.group for each in scope_of(decision) if each.group_id == pk), None)
    if found is None:
        raise Http404
    return found


def paper_with(decision: Decision, code: str) -> Paper | None:
    """The paper of ``decision`` on which ``code`` stands."""
    rows = Paper.objects.filter(decision=decision).select_related("elector")
    return rows.filter(code_hash=box.receipt_hash(decision.pk, code)).first()


def other_decision_with(ward: Ward, code: str) -> Decision | None:
    """The open decision of ``ward`` to which the paper with ``code`` belongs."""
    asked = Decision.objects.filter(ward=ward, state=State.OPEN, by_ballot=True).values_list("pk", flat=True)
    hashes = [box.receipt_hash(pk, code) for pk in asked]
    found = Paper.objects.filter(decision__in=asked, code_hash__in=hashes).select_related("decision").first()
    return found.decision if found else None


def paper_typed(decision: Decision, group: ResidentialGroup | None, typed: str) -> tuple[Paper | None, str]:
    """The paper that somebody named by its code, by the address in its QR or by the household's code, and else why
    there is none."""
    bare = typed.rpartition("#")[2].strip()
    code = codes.read(bare, box.PAPER_SIGNS)
    if code and (found := paper_with(decision, code)):
        return found, ""
    elector = Elector.objects.filter(decision=decision, code__iexact=bare).first()
    if elector is None:
        if code:
            return None, _foreign(decision, code)
        return None, f"Không có hộ nào mang mã “{bare}” trong danh sách của việc này. Hãy xem lại mã."
    if elector.group_id != (group.pk if group else None):
        return None, "Hộ này thuộc tổ khác. Hãy mở sổ phiếu của tổ đó."
    rows = Paper.objects.filter(elector=elector).select_related("elector")
    paper = rows.exclude(state=PaperState.VOID).first()
    return paper, "" if paper else f"Hộ {elector.code} chưa được in phiếu, hoặc phiếu đã hủy."


def paper_with_typed(decision: Decision, typed: str) -> tuple[Paper | None, str]:
    """The paper with a code that somebody typed or scanned, and else why there is none."""
    code = codes.read(typed.rpartition("#")[2].strip(), box.PAPER_SIGNS)
    if not code:
        return None, "Mã trên phiếu có 12 chữ và số, chia làm 3 nhóm. Hãy xem lại từng nhóm."
    found = paper_with(decision, code)
    return found, "" if found else _foreign(decision, code)


def _foreign(decision: Decision, code: str) -> str:
    if other := other_decision_with(decision.ward, code):
        return f"Phiếu này là của việc khác: “{other.title}”. Hãy để riêng."
    return "Mã này không có trong sổ phiếu: không phải phiếu do phần mềm in. Hãy giữ lại và lập biên bản."


@dataclass(frozen=True)
class PrintingNumbers:
    """Before papers are printed: households without voice and paper, without voice, with a paper that is out; the
    newest paper."""

    missing: int
    unheard: int
    holding: int
    newest: int


def printing_numbers(decision: Decision, group: ResidentialGroup | None) -> PrintingNumbers:
    """What printing in ``group`` would mean."""
    found = Elector.objects.filter(decision=decision, group=group).aggregate(
        unheard=Count("pk", filter=Q(voice=None), distinct=True),
        holding=Count("papers", filter=Q(voice=None, papers__state__in=OUTSTANDING)),
        newest=Max("papers"),
    )
    unheard, holding = found["unheard"], found["holding"]
    return PrintingNumbers(unheard - holding, unheard, holding, found["newest"] or 0)


def groups_of(decision: Decision) -> list[int | None]:
    """The keys of the groups in the scope of ``decision``."""
    return list(decision.groups.values_list("group", flat=True))


def access_paper(decision: Decision, pk: int) -> Paper:
    """One paper of ``decision``, or 404."""
    found = Paper.objects.filter(decision=decision, pk=pk).select_related("elector").first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class GroupFigures:
    """How far the papers of a group are."""

    group: ResidentialGroup | None
    households: int
    printed: int
    handed_out: int
    returned: int
    invalid: int
    unread: int
    void: int
    heard: int
    batch: PaperBatch | None

    @property
    def is_planned(self) -> bool:
        return self.batch is not None

    @property
    def not_heard(self) -> int:
        return self.households - self.heard

    @property
    def key(self) -> int:
        return self.group.pk if self.group else 0


def figures_of(decision: Decision) -> list[GroupFigures]:
    """The papers of ``decision`` by group, in two queries whatever their number."""
    returned = Q(papers__state__in=[PaperState.RETURNED, PaperState.INVALID])
    printed = Q(papers__isnull=False) & ~Q(papers__state=PaperState.VOID)
    counted: dict[int | None, dict[str, Any]] = {
        row["group"]: dict(row)
        for row in Elector.objects.filter(decision=decision)
        .values("group")
        .order_by()
        .annotate(
            printed=Count("papers", filter=printed),
            handed_out=Count("papers", filter=printed & (Q(papers__handed_out_at__isnull=False) | returned)),
            returned=Count("papers", filter=returned),
            invalid=Count("papers", filter=Q(papers__state=PaperState.INVALID)),
            unread=Count("papers", filter=Q(papers__state=PaperState.RETURNED, papers__read_at=None)),
            void=Count("papers", filter=Q(papers__state=PaperState.VOID)),
            heard=Count("voice", distinct=True),
        )
    }
    places: list[tuple[ResidentialGroup | None, int, PaperBatch | None]] = [
        (each.group, each.households, getattr(each, "batch", None)) for each in scope_of(decision)
    ]
    found = []
    for group, households, batch in places or [(None, decision.base, batch_of(decision, None))]:
        key = group.pk if group else None
        row = counted.get(key, {})
        names = ("printed", "handed_out", "returned", "invalid", "unread", "void", "heard")
        figures: dict[str, int] = {name: row.get(name, 0) for name in names}
        if decision.is_secret:
            figures["unread"] = 0
        found.append(GroupFigures(group, households, batch=batch, **figures))
    return found


def to_read(decision: Decision, group: ResidentialGroup | None, reader: User) -> QuerySet[Paper]:
    """The papers of ``group`` that ``reader`` has not read yet and two others have not either."""
    rows = papers_of(decision, group).filter(state=PaperState.RETURNED, read_at=None)
    return rows.exclude(first_by=reader).exclude(second_by=reader).exclude(second_by__isnull=False)


def next_to_read(waiting: QuerySet[Paper]) -> tuple[Paper | None, int]:
    """The first of ``waiting`` and how many there are, in one query."""
    first = waiting.annotate(number=Window(Count("pk"))).first()
    return first, first.number if first else 0


def read_by(decision: Decision, group: ResidentialGroup | None, reader: User) -> QuerySet[Paper]:
    """The papers of ``group`` that wait for a second reader after ``reader``, the latest first."""
    rows = papers_of(decision, group).filter(state=PaperState.RETURNED, read_at=None)
    return rows.filter(Q(first_by=reader) | Q(second_by=reader))


def waiting_paper(decision: int, group: int, pk: int) -> Paper | None:
    """That paper, of the decision and the group (0: of none) with those keys, while it waits to be read."""
    rows = Paper.objects.filter(decision=decision, elector__group=group or None, state=PaperState.RETURNED)
    return rows.filter(pk=pk, read_at=None).select_related("elector").first()


def unread(decision: Decision) -> int:
    """How many open papers came back that two people have not read alike."""
    if decision.is_secret:
        return 0
    return Paper.objects.filter(decision=decision, state=PaperState.RETURNED, read_at=None).count()


@dataclass(frozen=True)
class CountPlace:
    """What is to be counted on sheets in one group and form: the households heard, the sheets of every round."""

    group: ResidentialGroup | None
    form: Form
    heard: int
    sheets: Sequence[CountSheet]

    @property
    def key(self) -> int:
        return self.group.pk if self.group else 0

    @property
    def in_force(self) -> list[CountSheet]:
        return [each for each in self.sheets if not each.superseded_reason]

    @property
    def agrees(self) -> bool:
        """Whether nothing is missing: papers were counted by two with the same figures, hands once."""
        held = self.in_force
        enough = len(held) == 2 if self.form == Form.BALLOT else bool(held)
        return enough and len({each.figures for each in held}) == 1 and held[0].returned == self.heard

    @property
    def opens_minutes(self) -> bool:
        """Whether the minutes of counting can be made: hands are counted once, papers by two who agree."""
        return self.agrees if self.form == Form.BALLOT else bool(self.in_force) and not self.differs

    @property
    def differs(self) -> bool:
        return len({each.figures for each in self.in_force}) > 1

    @property
    def next_counter(self) -> int:
        """Who counts next, 1 or 2; 0 when both have counted."""
        done = {each.counter for each in self.in_force}
        return next((each for each in (1, 2) if each not in done), 0)


def count_places(decision: Decision) -> list[CountPlace]:
    """Where ``decision`` is counted on sheets: meetings, and the boxes of secret papers."""
    sheets: dict[tuple[int | None, str], list[CountSheet]] = {}
    for sheet in decision.sheets.order_by("round", "counter"):
        sheets.setdefault((sheet.group_id, sheet.form), []).append(sheet)
    rows = Voice.objects.filter(decision=decision).values_list("elector__group", "form").order_by()
    heard = {(group, form): n for group, form, n in rows.annotate(n=Count("pk"))}
    forms = [Form.MEETING] if decision.by_meeting else []
    if decision.by_ballot and decision.is_secret:
        forms.append(Form.BALLOT)
    groups: list[ResidentialGroup | None] = [each.group for each in scope_of(decision)] or [None]
    places = [
        CountPlace(group, form, heard.get((_pk(group), form), 0), sheets.get((_pk(group), form), []))
        for form in forms
        for group in groups
    ]
    for each in places:
        if each.opens_minutes:
            each.in_force[0].opens_minutes = True
    return places


def access_place(decision: Decision, form: str, group: int) -> CountPlace:
    """One of ``count_places``, or 404."""
    for each in count_places(decision):
        if each.form == form and each.key == group:
            return each
    raise Http404


def access_sheet(user: object, ward: Ward, pk: int) -> CountSheet:
    """A count sheet of a decision that ``user`` may open, or 404; it knows whether it ``opens_minutes``."""
    decision = visible_to(user, ward).filter(sheets=pk).first()
    for place in count_places(decision) if decision else ():
        for sheet in place.sheets:
            if sheet.pk == pk:
                return sheet
    raise Http404


def challenges_of(decision: Decision) -> QuerySet[Challenge]:
    """The challenges of the result of ``decision``, the newest first."""
    return Challenge.objects.filter(decision=decision)


def access_challenge(decision: Decision, pk: int) -> Challenge:
    """One challenge of ``decision``, or 404."""
    found = challenges_of(decision).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _pk(group: ResidentialGroup | None) -> int | None:
    return group.pk if group else None
