"""The official documents of a reception: the record, the notice of what was concluded, the notice of refusal."""

from collections.abc import Callable
from typing import Any

from danchu.core.records import kinds
from danchu.inspect import queries_reception as queries
from danchu.inspect.models import ReceptionEntry
from danchu.inspect.states import Outcome
from danchu.lib.vntext import vn_date
from danchu.ward.queries import committee_signers
from statute import reception

RECORD, CONCLUSION, REFUSAL = "inspect.reception-record", "inspect.reception-conclusion", "inspect.reception-refusal"


def _variables(entry: ReceptionEntry) -> dict[str, Any]:
    ground = reception.ground(entry.ground)
    day = entry.day
    return {
        "ward": entry.ward.name,
        "number": f"{entry.number}/{entry.year}",
        "day": vn_date(entry.received_on),
        "place": day.place if day else "trụ sở Ủy ban nhân dân",
        "receiver": entry.receiver,
        "by_chair": entry.by_chair,
        "name": entry.name,
        "address": entry.address,
        "identity": entry.identity,
        "people": entry.people,
        "representatives": entry.representatives,
        "kind": entry.get_kind_display().lower(),
        "content": entry.content,
        "settled_before": entry.settled_before,
        "outcome": entry.get_outcome_display(),
        "answer": entry.answer,
        "sent_to": entry.sent_to,
        "case": entry.case.symbol if entry.case else "",
        "due_on": entry.due_on,
        "ground": ground.label if ground else "",
        "citation": str(ground.citation) if ground else "",
        "promises": [
            {"text": each.text, "due_on": vn_date(each.due_on), "unit": str(each.unit or "")}
            for each in entry.promises.select_related("unit")
        ],
    }


def _needs_refusal(entry: ReceptionEntry) -> bool:
    ground = reception.ground(entry.ground)
    return entry.outcome == Outcome.REFUSED and ground is not None and ground.needs_notice


def _declare(key: str, letters: str, label: str, fits: Callable[[ReceptionEntry], bool], **more: Any) -> None:
    kinds.declare(
        key,
        letters=letters,
        label=label,
        template=f"inspect/papers/{key.removeprefix('inspect.').replace('-', '_')}.txt",
        target="inspect.receptionentry",
        policy="inspect.receive",
        access=lambda user, ward, pk: queries.access_entry(ward, pk),
        variables=_variables,
        address=lambda user, entry: entry.get_absolute_url(),
        fits=fits,
        **more,
    )


_declare(RECORD, "BB", "biên bản tiếp công dân", lambda entry: not entry.is_sealed)
_declare(
    CONCLUSION,
    "TB",
    "thông báo kết luận việc tiếp công dân",
    lambda entry: entry.by_chair and not entry.is_sealed and entry.outcome != Outcome.REFUSED,
    signers=committee_signers,
)
_declare(REFUSAL, "TB", "thông báo từ chối tiếp công dân", _needs_refusal, signers=committee_signers)
