"""From a cell's value to the value that is meant. Each parser answers ``Parsed``: a value, or what to
mend."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

import phonenumbers

from danchu.core.spreadsheets.cells import CellValue, shown, tidy
from danchu.lib.vntext import fold


@dataclass(frozen=True, slots=True)
class Parsed[T]:
    """``value`` (none for an empty cell), or ``error`` in Vietnamese saying how to mend it. ``note`` tells
    what was repaired on the way, such as a zero that Excel had dropped."""

    value: T | None = None
    error: str = ""
    note: str = ""

    @property
    def ok(self) -> bool:
        return not self.error


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which perhaps only the year, or the month, is known: then ``day`` is the first of it."""

    day: date
    precision: Precision = Precision.DAY


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"


_EMPTY: Parsed[Any] = Parsed()
_NUMBER = re.compile(r"[+-]?\d+")
_GROUPED = re.compile(r"[+-]?\d{1,3}([. ,])\d{3}(?:\1\d{3})*")
_DATE = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{2}|\d{4})(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?")
_WORDED = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ t]\d{2}:\d{2}(?::\d{2})?)?")
_MONTH = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{4})")
_YEAR = re.compile(r"(?:nam )?(\d{4})")
_NOT_DIGITS = re.compile(r"[\s.\-]")
_MALE = frozenset({"nam", "m", "male", "trai"})
_FEMALE = frozenset({"nu", "f", "female", "gai"})
_YES = frozenset({"co", "x", "1", "true", "dung", "yes", "y", "c", "roi", "✓", "✔", "☑"})
_NO = frozenset({"khong", "0", "false", "sai", "no", "n", "k", "chua", "-"})
_EARLIEST = 1850
_LONGEST_FORM = 200  # of a date or of a few numbers; what is longer is neither, and is not kept in memory
_NO_PHONE = "“{}” không phải số điện thoại; hãy nhập đủ 10 số, ví dụ 0912 345 678."
_DATE_HOW = "hãy nhập theo ngày/tháng/năm, ví dụ 25/12/1980."


def text(value: CellValue) -> Parsed[str]:
    """The value as text, composed and trimmed."""
    return Parsed(tidy(value) or None) if isinstance(value, str) else Parsed(shown(value) or None)


def integer(value: CellValue) -> Parsed[int]:
    """A whole number; points, commas or spaces between thousands are understood."""
    if value is None or value == "":
        return _EMPTY
    if isinstance(value, int) and not isinstance(value, bool):
        return Parsed(value)
    raw = shown(value).strip()
    if isinstance(value, str):
        raw = tidy(value)
        if _GROUPED.fullmatch(raw):
            raw = re.sub(r"[., ]", "", raw)
    if _NUMBER.fullmatch(raw) and raw.isascii() and len(raw) < 16:
        return Parsed(int(raw))
    return Parsed(error=f"“{_quoted(value)}” không phải số nguyên; hãy chỉ nhập chữ số.")


def partial_date(value: CellValue, latest: date | None = None) -> Parsed[PartialDate]:
    """A date typed as an Excel date or as text: 5/3/1962, 05-03-62, ngày 5 tháng 3 năm 1962, 03/1962, 1962.

    ``latest`` (for births: today) is the last day possible; it also decides the century of a year of two
    digits.
    """
    if isinstance(value, datetime):
        return _dated(value.date(), Precision.DAY, latest)
    if isinstance(value, date):
        return _dated(value, Precision.DAY, latest)
    if value is None or value == "":
        return _EMPTY
    raw = value if isinstance(value, str) else shown(value)
    if len(raw) > _LONGEST_FORM:
        return Parsed(error=f"Không hiểu ngày “{_quoted(raw)}”; {_DATE_HOW}")
    return _date_of_text(raw, latest)


def _dated(day: date, precision: Precision, latest: date | None) -> Parsed[PartialDate]:
    if day.year < _EARLIEST:
        return Parsed(error=f"Năm {day.year} quá xa; hãy kiểm tra lại ngày.")
    if latest is not None and day > latest:
        return Parsed(error=f"Ngày {shown(day)} ở tương lai; hãy kiểm tra lại ngày.")
    return Parsed(PartialDate(day, precision))


@lru_cache(maxsize=50_000)
def _date_of_text(raw: str, latest: date | None) -> Parsed[PartialDate]:
    plain = fold(raw)
    if not plain:
        return _EMPTY
    try:
        found = _read_date(plain, latest)
    except ValueError:
        return Parsed(error=f"“{_quoted(raw)}” không phải ngày có thật; {_DATE_HOW}")
    if found is None:
        return Parsed(error=f"Không hiểu ngày “{_quoted(raw)}”; {_DATE_HOW}")
    return _dated(*found, latest)


def _read_date(plain: str, latest: date | None) -> tuple[date, Precision] | None:
    """The date in folded text, none when it has no known form. Raises ``ValueError`` for a day that never
    was."""
    if match := _DATE.fullmatch(plain) or _WORDED.fullmatch(plain):
        return date(_full_year(match[3], latest), int(match[2]), int(match[1])), Precision.DAY
    if match := _ISO.fullmatch(plain):
        return date(int(match[1]), int(match[2]), int(match[3])), Precision.DAY
    if match := _MONTH.fullmatch(plain):
        return date(int(match[2]), int(match[1]), 1), Precision.MONTH
    if match := _YEAR.fullmatch(plain):
        return date(int(match[1]), 1, 1), Precision.YEAR
    return None


def _full_year(written: str, latest: date | None) -> int:
    """A year of two digits lies in the last hundred years before ``latest``; without that, 30–99 mean 19xx
    (as Excel)."""
    year = int(written)
    if len(written) == 4:
        return year
    if latest is None:
        return year + (2000 if year < 30 else 1900)
    return latest.year - (latest.year - year) % 100


def digits(value: CellValue, lengths: Collection[int] = (12,)) -> Parsed[str]:
    """A number that is a name, such as an identity number, as text of one of the ``lengths``.

    Where Excel kept it as a number and dropped up to two leading zeros they are put back, with a note.
    """
    if value is None or value == "":
        return _EMPTY
    raw = _NOT_DIGITS.sub("", tidy(value).lstrip("'‘’`") if isinstance(value, str) else shown(value))
    if raw.isascii() and raw.isdigit():
        if len(raw) in lengths:
            return Parsed(raw)
        if not isinstance(value, str):
            for length in sorted(lengths):
                if 0 < length - len(raw) <= 2:
                    whole = raw.zfill(length)
                    return Parsed(whole, note=f"Excel đã bỏ số 0 ở đầu; hiểu là {whole}.")
    expected = " hoặc ".join(str(each) for each in sorted(lengths, reverse=True))
    return Parsed(error=f"“{_quoted(value)}” phải là {expected} chữ số; hãy kiểm tra lại.")


def _subscriber_pattern() -> re.Pattern[str]:
    """What a Vietnamese subscriber's number looks like after the 0, as the phone library knows it."""
    metadata = phonenumbers.PhoneMetadata.metadata_for_region("VN")
    kinds = (metadata.mobile, metadata.fixed_line) if metadata else ()
    return re.compile("|".join(f"(?:{kind.national_number_pattern})" for kind in kinds if kind))


_SUBSCRIBER = _subscriber_pattern()
_PHONE_MARKS = re.compile(r"[\s.\-()/]|^'")
# In 2018 the eleven-digit mobile numbers became ten digits long.
_OLD_MOBILE = {
    "162": "32",
    "163": "33",
    "164": "34",
    "165": "35",
    "166": "36",
    "167": "37",
    "168": "38",
    "169": "39",
    "120": "70",
    "121": "79",
    "122": "77",
    "126": "76",
    "128": "78",
    "123": "83",
    "124": "84",
    "125": "85",
    "127": "81",
    "129": "82",
    "186": "56",
    "188": "58",
    "199": "59",
}


def phone(value: CellValue) -> Parsed[str]:
    """A Vietnamese mobile or landline number as +84…; of several in one cell the first."""
    if value is None or value == "":
        return _EMPTY
    raw = tidy(value) if isinstance(value, str) else shown(value)
    if len(raw) > _LONGEST_FORM:
        return Parsed(error=_NO_PHONE.format(_quoted(raw)))
    return _phone_of_text(raw)


@lru_cache(maxsize=50_000)
def _phone_of_text(raw: str) -> Parsed[str]:
    first, *more = re.split(r"[;,\n]|\s/\s|(?<=\d{9})/", raw)
    bare = _PHONE_MARKS.sub("", first)
    if not bare:
        return _EMPTY
    national = re.sub(r"^(?:\+84|0084|84(?=\d{9,10}$)|0)0?", "", bare)
    note = f"Ô có nhiều số; lấy số đầu {first.strip()}." if any(each.strip() for each in more) else ""
    if (renewed := _OLD_MOBILE.get(national[:3])) and len(national) == 10:
        national = renewed + national[3:]
        note = f"Đổi đầu số cũ sang số mới 0{national}."
    if _SUBSCRIBER.fullmatch(national):
        return Parsed(f"+84{national}", note=note)
    return Parsed(error=_NO_PHONE.format(_quoted(raw)))


def sex(value: CellValue) -> Parsed[Sex]:
    """Nam or Nữ."""
    if value is None or value == "":
        return _EMPTY
    plain = fold(shown(value))
    if plain in _MALE:
        return Parsed(Sex.MALE)
    if plain in _FEMALE:
        return Parsed(Sex.FEMALE)
    return Parsed(error=f"“{_quoted(value)}” không rõ giới tính; hãy nhập Nam hoặc Nữ.")


def boolean(value: CellValue) -> Parsed[bool]:
    """Có or Không; a tick or an x is yes."""
    if value is None or value == "":
        return _EMPTY
    plain = fold(shown(value))
    if plain in _YES:
        return Parsed(True)
    if plain in _NO:
        return Parsed(False)
    return Parsed(error=f"“{_quoted(value)}” không rõ; hãy nhập Có hoặc Không.")


def choice(value: CellValue, choices: Collection[str]) -> Parsed[str]:
    """The one of ``choices`` that is meant, whatever its case and tone marks."""
    if value is None or value == "":
        return _EMPTY
    plain = fold(shown(value))
    for each in choices:
        if fold(each) == plain:
            return Parsed(each)
    return Parsed(error=f"“{_quoted(value)}” không có trong danh mục; hãy chọn: {', '.join(choices)}.")


def _quoted(value: CellValue) -> str:
    raw = tidy(shown(value))
    return raw if len(raw) <= 40 else raw[:39] + "…"


#: What ``headers.Field.kind`` may say.
PARSERS: dict[str, Callable[[CellValue], Parsed[Any]]] = {
    "text": text,
    "integer": integer,
    "date": partial_date,
    "digits": digits,
    "phone": phone,
    "sex": sex,
    "boolean": boolean,
}
