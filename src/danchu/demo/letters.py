"""What people of the demonstration ward write to its mailboxes, from ``data/letters.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

REMARKS, UNANSWERED_FROM = 27, 26
_ENDINGS = ("", " (ngõ bên cạnh)", " (lần nữa)")


@dataclass(frozen=True)
class Told:
    """A letter; ``answer`` is what the ward says, empty where nobody has answered yet or need not."""

    name: str
    address: str
    subject: str
    text: str
    answer: str
    heads: Mapping[str, str]


def letters() -> list[Told]:
    """The letters in the order in which they come; the last remark waits for its answer."""
    told = tomllib.loads((files("danchu.demo") / "data" / "letters.toml").read_text(encoding="utf-8"))
    found = [_remark(told, place) for place in range(REMARKS)]
    for aside in told["aside"]:
        address = f"tu-dong-{aside['place']}@thu.example"
        letter = Told(aside["name"], address, aside["subject"], aside["text"], "", aside["heads"])
        found.insert(aside["place"], letter)
    return found


def _remark(told: Mapping[str, Any], place: int) -> Told:
    said = told["remark"][place % len(told["remark"])]
    name = told["names"][place * 3 % len(told["names"])]
    return Told(
        name=name,
        address=f"nguoi-gui-{place:02d}@thu.example",
        subject=said["subject"] + _ENDINGS[place // len(told["remark"])],
        text=f"Kính gửi phường,\n\n{said['text']}\n\n{name}",
        answer=said["answer"] if place < UNANSWERED_FROM else "",
        heads={},
    )
