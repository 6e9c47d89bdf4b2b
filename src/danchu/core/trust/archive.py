"""What speaks for the chains of a ward: the statements of the database, their copies in the folder of the keys, which
no one reaches who has the database alone, and how far the chains had come before anything was sealed."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from danchu.core.models import HeadStatement, Ward
from danchu.core.trust import keys
from danchu.core.trust.statements import Statement, Unreadable
from danchu.core.trust.walking import BrokenLink, Checked, Pin, Witness

NAME = "heads"
"""The chain of statements itself, as a check names it."""
BEGINNING = "lúc bắt đầu niêm phong"


def keep(statement: Statement) -> None:
    """Keep a copy of ``statement`` beside the keys; one that is there stays as it is."""
    place = _folder(statement.ward) / f"{statement.day.isoformat()}.json"
    if not place.exists():
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        keys.put(place, statement.text.encode())


def copies(ward: str) -> list[Statement]:
    """The copies beside the keys, in order."""
    return sorted(_read(each.read_text() for each in _folder(ward).glob("*.json")), key=lambda each: each.number)


def stored(ward: Ward) -> list[Statement]:
    """The statements of the database that can be read, in order."""
    return list(_read(HeadStatement.objects.filter(ward=ward).order_by("number").values_list("text", flat=True)))


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


def begun_of(ward: Ward) -> dict[str, tuple[int, str]]:
    """The same; where it is not noted beside the keys, as the first statement says."""
    found = begun(ward.code)
    return next((each.begun for each in genuine(ward) if each.number == 1), {}) if found is None else found


def note_beginning(ward: str, found: Mapping[str, tuple[int, str]], *, anew: bool = False) -> None:
    """Keep how far the chains of ``ward`` have come unsealed. It is noted once; ``anew`` after a restore."""
    place = _begun(ward)
    if anew or not place.exists():
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        keys.put(place, json.dumps(dict(found)).encode())


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
    ring, found = keys.folder().ring(), _rows(ward)
    kept = {each.number: each for each in copies(ward.code)}
    if not found and not kept:
        return
    reason, number, previous = "", 0, ""
    for number in range(1, max([*found, *kept]) + 1):
        text, copy = found.get(number), kept.get(number)
        if text is None:
            reason = "đã bị xóa khỏi cơ sở dữ liệu"
        elif copy is not None and copy.text != text:
            reason = "khác bản đã công bố, còn giữ cạnh khóa ký"
        elif not _follows(text, ring, previous):
            reason = "chữ ký không khớp, hoặc không nối tiếp bản trước"
        if reason:
            break
        previous = json.loads(text or "{}")["digest"]
    broken = BrokenLink(ward.code, NAME, number, reason) if reason else None
    yield Checked(ward.code, NAME, number - 1 if reason else number, broken)


def _follows(text: str, ring: keys.Ring, previous: str) -> bool:
    try:
        statement = Statement.read(text)
    except Unreadable:
        return False
    return statement.is_sealed_by_a_key_of(ring) and statement.previous == previous


def _rows(ward: Ward) -> dict[int, str]:
    return dict(HeadStatement.objects.filter(ward=ward).values_list("number", "text"))


def _read(texts: Iterable[str]) -> Iterator[Statement]:
    for text in texts:
        try:
            yield Statement.read(text)
        except Unreadable:
            continue  # ``check`` names it


def _folder(ward: str) -> Path:
    return keys.folder().place / "statements" / ward


def _begun(ward: str) -> Path:
    return keys.folder().place / "begun" / f"{ward}.json"
