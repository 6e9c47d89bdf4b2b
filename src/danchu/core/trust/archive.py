"""What speaks for the chains of a ward: the statements of the database, their copies in the folder of the keys, which
no one reaches who has the database alone, and how far the chains had come before anything was sealed."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from django.db import models

from danchu.core.models import HeadStatement, Ward
from danchu.core.trust import keys, reading
from danchu.core.trust.statements import Statement, Unreadable
from danchu.core.trust.walking import Checked, Pin, Witness, told

NAME = "heads"
"""The chain of statements itself, as a check names it."""
WARD = "wards"
"""The ward's own row, as a check names it."""
GONE, LOST = "đã bị xóa khỏi cơ sở dữ liệu", "đã công bố mà nay không còn"
BEGINNING = "lúc bắt đầu niêm phong"


def keep(statement: Statement) -> None:
    """Keep a copy of ``statement`` beside the keys; one that is there stays as it is."""
    place = _folder(statement.ward) / f"{statement.day.isoformat()}.json"
    if not place.exists():
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        keys.put(place, statement.text.encode())


def copies(ward: str) -> list[Statement]:
    """The copies beside the keys, in order."""
    return sorted(_read(map(_text_of, _folder(ward).glob("*.json"))), key=lambda each: each.number)


def stored(ward: Ward) -> list[Statement]:
    """The statements of the database that can be read, in order."""
    return list(_read(row["text"] for row in _rows(HeadStatement.objects.filter(ward=ward))))


def genuine(ward: Ward) -> list[Statement]:
    """Those of the database that a key of this site sealed."""
    ring = keys.folder().ring()
    return [each for each in stored(ward) if each.is_sealed_by_a_key_of(ring)]


def latest(ward: Ward) -> HeadStatement | None:
    return HeadStatement.objects.filter(ward=ward).order_by("-number").first()


def begun(ward: str) -> dict[str, tuple[int, str]] | None:
    """How far each chain of ``ward`` had come before anything was sealed; None where nobody noted it."""
    try:
        found = json.loads(_begun(ward).read_bytes())
    except FileNotFoundError:
        return None
    return {name: (length, head) for name, (length, head) in found.items()}


def known() -> set[str]:
    """The codes of the wards of which anything was sealed or published here: by the folder of the keys, and by the
    statements of the database, whatever became of the rows of the wards."""
    place = keys.folder().place
    published = {each.parent.name for each in (place / "statements").glob("*/*.json")}
    begun = {each.stem for each in (place / "begun").glob("*.json")}
    ring = keys.folder().ring()
    return published | begun | {each.ward for each in _everywhere() if each.is_sealed_by_a_key_of(ring)}


def gone(ward: str, against: Iterable[Statement] = ()) -> Iterator[Checked]:
    """What is missing of ``ward``, whose row is no longer there: itself, and each chain that anything speaks of."""
    ring = keys.folder().ring()
    own = [each for each in (*copies(ward), *_everywhere()) if each.is_sealed_by_a_key_of(ring)]
    names = {name for each in (*own, *against) if each.ward == ward for name, _ in each.pins()}
    yield told(ward, WARD, 0, [(0, "đã có sổ nhật ký mà nay không còn phường này trong cơ sở dữ liệu")])
    for name in sorted(names):
        yield told(ward, name, 0, [(0, LOST)])


def begun_of(ward: Ward) -> dict[str, tuple[int, str]]:
    """The same; where it is not noted beside the keys, as the first statement says."""
    try:
        found = begun(ward.code)
    except reading.UNREADABLE:
        found = None
    return next((each.begun for each in genuine(ward) if each.number == 1), {}) if found is None else found


def note_beginning(ward: str, found: Mapping[str, tuple[int, str]], *, anew: bool = False) -> None:
    """Keep how far the chains of ``ward`` have come unsealed. It is noted once; ``anew`` after a restore."""
    place = _begun(ward)
    if anew or not place.exists():
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        keys.put(place, json.dumps(dict(found)).encode())


def forget_beginning(ward: str, stamp: str) -> None:
    """Let what was noted of the beginning of ``ward`` speak no longer; it stays in the folder below ``stamp``."""
    place = _begun(ward)
    if place.exists():
        (aside := place.parent / stamp).mkdir(mode=0o700, exist_ok=True)
        place.rename(aside / place.name)


def set_aside(ward: str, after: datetime | None, stamp: str) -> list[Statement]:
    """Let the copies of later than ``after`` (None: all) speak for ``ward`` no longer: a backup of that moment was
    restored. They stay in the folder below ``stamp``. Gives them."""
    late = [each for each in copies(ward) if after is None or each.at > after]
    for each in late:
        place = _folder(ward) / f"{each.day.isoformat()}.json"
        (aside := _folder(ward) / stamp).mkdir(mode=0o700, exist_ok=True)
        place.rename(aside / place.name)
    return late


def witness_of(ward: Ward, against: Iterable[Statement] = ()) -> Witness:
    """Everything that speaks for the chains of ``ward``; ``against`` was given by somebody who kept it."""
    ring = keys.folder().ring()
    own = [*(each for each in copies(ward.code) if each.is_sealed_by_a_key_of(ring)), *genuine(ward)]
    early = begun_of(ward)
    pins: dict[str, set[Pin]] = defaultdict(set)
    for name, (length, head) in early.items():
        pins[name].add(Pin(length, head, BEGINNING))
    for each in (*own, *(each for each in against if each.ward == ward.code)):
        for name, pin in each.pins():
            pins[name].add(pin)
    return Witness(
        ring,
        {name: tuple(each) for name, each in pins.items()},
        {name: length for name, (length, _) in early.items()},
    )


def adopt_keys_of_statements() -> list[keys.Root]:
    """Trust the keys that the statements of the database name, because a person says that they are the site's; gives
    those that were not known."""
    named = {
        root.public: root for ward in Ward.objects.order_by("pk") for each in stored(ward) for root in each.ring.roots
    }
    return keys.folder().adopt(list(named.values()))


def check(ward: Ward) -> Iterator[Checked]:
    """Whether the statements of the database are those that were published; nothing where there were none."""
    ring, rows = keys.folder().ring(), _rows(HeadStatement.objects.filter(ward=ward))
    found = {reading.whole(row["number"]): row["text"] for row in rows}
    kept = {each.number: each for each in copies(ward.code)}
    faults = [(0, f"bản sao ngày {day} cạnh khóa ký hỏng, không đọc được") for day in _spoilt_copies(ward.code)]
    due: int = 1
    previous: str | None = ""
    for number in sorted(found.keys() | kept.keys()):
        if number > due:
            faults.append((due, GONE))
            previous = None
        text, copy = found.get(number), kept.get(number)
        if number not in found:
            faults.append((number, GONE))
        elif copy is not None and copy.text != text:
            faults.append((number, "khác bản đã công bố, còn giữ cạnh khóa ký"))
        elif not _follows(text, ring, previous):
            faults.append((number, "chữ ký không khớp, hoặc không nối tiếp bản trước"))
        due, previous = number + 1, copy.digest if copy else _digest(text)
    if found or kept or faults:
        yield told(ward.code, NAME, len(found), faults)


def _follows(text: object, ring: keys.Ring, previous: str | None) -> bool:
    """Whether ``text`` is a statement of this site that follows the one with the digest ``previous`` (None: any)."""
    return any(each.is_sealed_by_a_key_of(ring) and previous in (None, each.previous) for each in _read([text]))


def _digest(text: object) -> str | None:
    return next((each.digest for each in _read([text])), None)


def _rows(statements: models.QuerySet[HeadStatement]) -> list[reading.Row]:
    return reading.read(statements.order_by("number"), ("number", "text"))


def _everywhere() -> Iterator[Statement]:
    """The statements of the database that can be read, of whichever ward."""
    yield from _read(row["text"] for row in _rows(HeadStatement.objects.all()))


def _read(texts: Iterable[object]) -> Iterator[Statement]:
    for text in texts:
        try:
            yield Statement.read(text)
        except Unreadable:
            continue  # ``check`` names it


def _spoilt_copies(ward: str) -> list[str]:
    """The days of the copies beside the keys that cannot be read."""
    return sorted(each.stem for each in _folder(ward).glob("*.json") if not list(_read([_text_of(each)])))


def _text_of(copy: Path) -> str:
    return copy.read_text(errors="replace")


def _folder(ward: str) -> Path:
    return keys.folder().place / "statements" / ward


def _begun(ward: str) -> Path:
    return keys.folder().place / "begun" / f"{ward}.json"
