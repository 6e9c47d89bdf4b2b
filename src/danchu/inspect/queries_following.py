"""What the one who sent a case may read of it."""

from dataclasses import dataclass

from django.db.models import QuerySet

from danchu.inspect import law
from danchu.inspect.models import Case, CaseFile, CaseLine
from danchu.inspect.states import FileOf, State


@dataclass(frozen=True)
class Followed:
    """A case as its sender sees it. Of a sealed one only where it stands and what was told."""

    case: Case
    lines: list[CaseLine]
    own_files: list[CaseFile]
    answer_files: list[CaseFile]
    is_sealed: bool
    may_add: bool
    may_rate: bool
    may_reopen: bool
    may_withdraw: bool
    needs_letter_to_withdraw: bool


def followed(case: Case) -> Followed:
    """``case`` with all that its sender may read and do now."""
    kind = law.kind_of(case.kind)
    moves = {each.key: each for each in kind.moves_from(case.state, law.began_on(case))}
    withdraw = moves.get("withdraw")
    files = [] if kind.is_sealed else list(files_for_sender(case.pk))
    return Followed(
        case=case,
        lines=list(case.lines.filter(is_told=True)),
        own_files=[each for each in files if each.whose == FileOf.SENDER],
        answer_files=[each for each in files if each.whose == FileOf.ANSWER],
        is_sealed=kind.is_sealed,
        may_add=case.is_open,
        may_rate=case.state == State.ANSWERED and not kind.is_sealed and case.satisfaction is None,
        may_reopen="reopen" in moves and case.reopened_at is None,
        # Where the law wants a signed letter, a code is not enough.
        may_withdraw=withdraw is not None and withdraw.citation is None and not kind.is_sealed,
        needs_letter_to_withdraw=withdraw is not None and withdraw.citation is not None,
    )


def files_for_sender(case: int) -> QuerySet[CaseFile]:
    """What the sender of the case with that key sent, and what came with the answer."""
    return CaseFile.objects.filter(case=case).exclude(whose=FileOf.DESK).select_related("file")
