"""What the ward says of itself on pages and documents."""

from collections.abc import Iterator
from datetime import datetime

from danchu.core.actors import Actor
from danchu.core.following import Done
from danchu.core.models import Ward
from danchu.core.official import official
from danchu.core.refusals import Objection, refuse_if
from danchu.lib.vntext import clean

CLAUSE = "1.1"
KINDS = ("phường", "xã", "đặc khu")


@official(label="Sửa thông tin của phường", clause=CLAUSE, policy="ward.change_ward")
def change_ward(
    *,
    ward: Ward,
    name: str,
    place: str,
    abbreviation: str,
    address: str = "",
    phone: str = "",
    email: str = "",
    by: Actor,
    at: datetime,
) -> Done[Ward]:
    """Change name, place name, abbreviation and how to reach the ward. Raises ``Refused`` when a name is missing."""
    name = clean(name)
    ward.name = f"{name[:1].lower()}{name[1:]}"
    ward.place, ward.abbreviation, ward.address = clean(place), clean(abbreviation), clean(address)
    ward.phone, ward.email = clean(phone), email
    refuse_if(_faults(ward))
    return Done(ward, public=True)


def _faults(ward: Ward) -> Iterator[Objection]:
    if not ward.name.startswith(tuple(f"{kind} " for kind in KINDS)):
        yield Objection("Hãy ghi tên bắt đầu bằng phường, xã hoặc đặc khu; ví dụ: phường Bách Quang.", "name")
    if not ward.place:
        yield Objection("Hãy ghi địa danh; ví dụ: Bách Quang.", "place")
    if not ward.abbreviation:
        yield Objection("Hãy ghi chữ viết tắt; ví dụ: UBND.", "abbreviation")
