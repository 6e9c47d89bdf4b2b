"""Who signs a document of the ward on a day, and the lines above the signature (Điều 13 Nghị định 30/2020/NĐ-CP)."""

from dataclasses import replace
from datetime import date

from danchu.core.models import Ward
from danchu.core.records.kinds import Signer
from danchu.ward.queries import mandates_on
from danchu.ward.states import FOR_THE_COMMITTEE, SIGNING, Office


def committee_signers(ward: Ward, day: date) -> list[Signer]:
    """Who signs for the People's Committee on ``day``, the chair first (Điều 13 Nghị định 30/2020/NĐ-CP)."""
    leading = mandates_on(ward, day).filter(office__in=SIGNING).select_related("person")
    found = sorted(leading, key=lambda each: (list(SIGNING).index(Office(each.office)), each.person.sort_key))
    return [Signer(each.person.full_name, str(each), SIGNING[Office(each.office)]) for each in found]


def chair_signers(ward: Ward, day: date) -> list[Signer]:
    """Who signs on ``day`` where the law gives the power to the chair in person, as with complaints, denunciations and
    the reception of citizens: no "TM." stands over the office (khoản 1 Điều 13 Nghị định 30/2020/NĐ-CP)."""
    return [
        replace(each, capacity=each.capacity.removeprefix(FOR_THE_COMMITTEE)) for each in committee_signers(ward, day)
    ]
