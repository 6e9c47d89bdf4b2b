"""Everyone sees what is disclosed; the ward's staff disclose; each group leader answers for the own group."""

from collections.abc import Iterator

from danchu.core.addresses import address_of
from danchu.core.refusals import Objection
from danchu.know import law
from danchu.know.models import Disclosure
from danchu.know.states import CLEARED
from danchu.ward.policies import (
    anyone,
    is_administrator,
    is_civil_servant,
    is_leader,
    is_overseer,
    leads_the_group,
)

manages = is_civil_servant | is_leader

TABLE = {
    "know.see": anyone,
    "know.see_desk": manages | is_overseer | is_administrator,
    "know.manage": manages,
    "know.tell": leads_the_group,
    "know.post": manages | leads_the_group,
}


def blockers_before_publishing(
    disclosure: Disclosure, *, state_secret: bool | None, personal_data: str
) -> Iterator[Objection]:
    """What still stands against publishing, each with its article."""
    text, citation = law.exception()
    if state_secret is None:
        yield Objection("Hãy trả lời: nội dung có bí mật nhà nước không?", "state_secret", citation)
    elif state_secret:
        yield Objection(f"Không được công khai. Luật loại trừ: {text}", "state_secret", citation)
    if not personal_data:
        yield Objection("Hãy trả lời: nội dung có dữ liệu cá nhân không?", "personal_data")
    elif personal_data not in CLEARED:
        yield Objection("Hãy che hoặc bỏ dữ liệu cá nhân khỏi nội dung và tài liệu, rồi công khai.", "personal_data")
    latest, address = disclosure.versions.first(), address_of("know:change", disclosure.pk)
    if latest is None or not (latest.body.strip() or latest.attachments.exists()):
        yield Objection("Chưa có gì để đọc. Hãy viết nội dung hoặc đính kèm tài liệu.", "body", address=address)
    yield from _missing_forms(disclosure, address)


def _missing_forms(disclosure: Disclosure, address: str) -> Iterator[Objection]:
    chosen = set(disclosure.forms.values_list("key", flat=True))
    for each in disclosure.rule["requirements"]:
        if each["form"] not in chosen and (not each["condition"] or each["form"] == law.PORTAL):
            text = f"Thiếu hình thức bắt buộc “{each['label']}” ({each['citation']})."
            yield Objection(text, "forms", address=address)
