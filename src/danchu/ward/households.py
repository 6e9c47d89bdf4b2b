"""What the acts on people and on households share: who heads a household, and its end."""

from datetime import date, datetime

from danchu.core import rows
from danchu.core.refusals import Objection, Refused
from danchu.ward.models import Household, HouseholdCard, Person
from danchu.ward.sessions import end_sessions


def hand_over(person: Person, household: Household, new_head: Person | None) -> bool:
    """Prepare that ``person`` leaves ``household``: a head hands over to ``new_head``. False when nobody stays behind.

    Raises ``Refused`` when a head leaves others behind and ``new_head`` is none of them.
    """
    if not household.members.filter(left_on=None).exclude(pk=person.pk).exists():
        return False
    if person.is_head:
        if new_head is None or new_head.pk == person.pk:
            raise Refused(Objection("Người này là chủ hộ. Hãy chọn chủ hộ mới trong các thành viên ở lại.", "new_head"))
        name_head(household, new_head)
        person.is_head = False
    return True


def name_head(household: Household, head: Person) -> None:
    """``head`` heads ``household``. Raises ``Refused`` for somebody who does not live in it."""
    rows.lock(head)
    if head.household_id != household.pk or head.left_on is not None:
        raise Refused(Objection("Chủ hộ phải là người đang ở trong hộ. Hãy chọn lại.", "new_head"))
    household.members.filter(is_head=True).update(is_head=False)
    head.is_head, head.relation = True, ""
    head.save()
    note_head(head)


def note_head(person: Person) -> None:
    """The household bears the name of its head, on the list and on its account."""
    household = person.household
    if household is None or not person.is_head or household.head_name == person.full_name:
        return
    household.head_name = person.full_name
    household.save()
    if household.account is not None:
        household.account.display_name = f"Hộ {person.full_name}"
        household.account.save()


def close(household: Household, left_on: date, at: datetime) -> None:
    """Nobody of ``household`` lives here any more: it has left, its card is void, its sessions end."""
    HouseholdCard.objects.filter(household=household, revoked_at=None).update(revoked_at=at)
    household.left_on = left_on
    household.save()
    end_sessions(accounts=household.members.values_list("account_id", flat=True), households=[household.pk])
