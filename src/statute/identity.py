"""The personal identification number (số định danh cá nhân): 12 digits that tell place, century, sex and year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from statute.citation import Citation
from statute.tables import LawDataError, Table, read_data
from statute.verdict import OK, Reason, Verdict

Sex = Literal["male", "female"]
_SEX_WORDS: dict[Sex, str] = {"male": "nam", "female": "nữ"}
_LENGTH = 12


@dataclass(frozen=True, slots=True)
class NumberRules:
    """The codes that the check uses. ``centuries``: fourth digit → first year of the century and sex."""

    provinces: dict[str, str]
    centuries: dict[str, tuple[int, Sex]]
    first_country_code: str
    length: Citation
    codes: Citation
    structure: Citation


@lru_cache(maxsize=1)
def number_rules() -> NumberRules:
    """The codes as they come with the software. Raises ``LawDataError`` when the table is faulty."""
    return parse_number_rules(read_data("identity"))


def parse_number_rules(root: Table) -> NumberRules:
    """The codes in a data file."""
    provinces = {code: str(name) for code, name in root.table("provinces").fields.items()}
    if any(len(code) != 3 or not code.isdigit() for code in provinces):
        raise root.fault("a province code is not three digits")
    centuries: dict[str, tuple[int, Sex]] = {}
    for digit in root.table("centuries").fields:
        start = root.table("centuries").number(digit)
        centuries[digit] = (start, "male")
        centuries[str(int(digit) + 1)] = (start, "female")
    if not provinces or not centuries:
        raise LawDataError(f"{root.where}: no provinces or no centuries")
    return NumberRules(
        provinces=provinces,
        centuries=centuries,
        first_country_code=f"{root.number('first_country_code'):03d}",
        length=Citation.parse(root.text("length_citation")),
        codes=Citation.parse(root.text("province_citation")),
        structure=Citation.parse(root.text("structure_citation")),
    )


def check(number: str, born: date | None = None, sex: Sex | None = None) -> Verdict:
    """Whether ``number`` can be a personal identification number, and one of a person born then, of that sex.

    ``number`` is expected without spaces. Every fault is named, except that nothing more is said of a number that
    is not 12 digits.
    """
    rules = number_rules()
    if len(number) != _LENGTH or not (number.isascii() and number.isdigit()):
        return Verdict(False, (_not_twelve_digits(number, rules),))
    century = rules.centuries.get(number[3])
    place = number[:3]
    if (
        century is not None
        and (place in rules.provinces or place >= rules.first_country_code)
        and (born is None or century[0] + int(number[4:6]) == born.year)
        and (sex is None or century[1] == sex)
    ):
        return OK
    return Verdict.of(_faults(number, born, sex, rules))


def _not_twelve_digits(number: str, rules: NumberRules) -> Reason:
    if number.isascii() and number.isdigit():
        text = f"Số định danh cá nhân phải có 12 chữ số; số này có {len(number)} chữ số."
        if len(number) == 9:
            text = "Đây là số chứng minh nhân dân cũ (9 chữ số). Hãy nhập số định danh cá nhân 12 chữ số."
        elif len(number) == _LENGTH - 1:
            text += " Có thể bảng tính đã làm mất số 0 ở đầu."
    else:
        text = "Số định danh cá nhân chỉ gồm 12 chữ số, không có chữ cái, dấu cách hay dấu chấm."
    return Reason(text, rules.length)


def _faults(number: str, born: date | None, sex: Sex | None, rules: NumberRules) -> list[Reason]:
    found: list[Reason] = []
    place = number[:3]
    if place not in rules.provinces and place < rules.first_country_code:
        found.append(Reason(f"Ba số đầu {place} không phải mã tỉnh, thành phố nào.", rules.codes))
    century = rules.centuries.get(number[3])
    if century is None:
        text = f"Số thứ tư là {number[3]}: không ứng với giới tính và thế kỷ sinh nào hiện nay."
        return [*found, Reason(text, rules.structure)]
    year = century[0] + int(number[4:6])
    if born is not None and year != born.year:
        found.append(Reason(f"Số này của người sinh năm {year}, nhưng ngày sinh ghi năm {born.year}.", rules.structure))
    if sex is not None and century[1] != sex:
        text = f"Số này của {_SEX_WORDS[century[1]]}, nhưng giới tính ghi là {_SEX_WORDS[sex]}."
        found.append(Reason(text, rules.structure))
    return found
