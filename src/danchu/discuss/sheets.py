"""Lists and blanks to sign on paper. They are printed and written on, so none enters the register of documents."""

from collections.abc import Iterable, Iterator

from danchu.core.models import Ward
from danchu.core.records.blocks import Paper, Paragraph, Party, Run, Table
from danchu.ward.models import Household, ResidentialGroup

SIGN = "(Ký, ghi rõ họ tên)"
_ROOM_TO_SIGN = "\u00a0\n\u00a0"


def list_to_sign(
    *,
    ward: Ward,
    group: ResidentialGroup | None,
    subject: str,
    rows: Iterable[tuple[str, str, str]],
    last: str,
    intro: tuple[str, ...],
    signers: tuple[str, ...],
) -> Paper:
    """A line for each of ``rows`` (code, name, address), with room in the ``last`` column to sign."""
    head = ("Thứ tự", "Mã hộ, mã số", "Chủ hộ, người có tên", "Địa chỉ", last)
    lines = tuple(_cells(str(number), *each, _ROOM_TO_SIGN) for number, each in enumerate(rows, start=1))
    table = Table(_cells(*head), lines, (True, False, False, False, False))
    return blank(
        ward=ward,
        group=group,
        type_name="Danh sách",
        subject=subject,
        intro=intro,
        table=table,
        signers=signers,
    )


def lines_of(households: Iterable[Household]) -> Iterator[tuple[str, str, str]]:
    """Households as such a list wants them."""
    return ((each.code, each.head_name, each.address) for each in households)


def blank(
    *,
    ward: Ward,
    group: ResidentialGroup | None,
    type_name: str,
    subject: str,
    intro: tuple[str, ...],
    signers: tuple[str, ...],
    table: Table | None = None,
) -> Paper:
    """A paper without number, with room for the day."""
    return Paper(
        issuer=group.name.upper() if group else ward.name.upper(),
        superior=ward.name.upper() if group else "",
        symbol="",
        place_and_date=f"{ward.place}, ngày ..... tháng ..... năm .......",
        type_name=type_name,
        subject=subject,
        blocks=tuple(Paragraph((Run(line),)) for line in intro) + ((table,) if table else ()),
        parties=tuple(Party(each, "", SIGN) for each in signers),
    )


def _cells(*texts: str) -> tuple[tuple[Run, ...], ...]:
    return tuple((Run(text),) for text in texts)
