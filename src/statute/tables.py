"""Read the law's data files (TOML) and say exactly what is wrong with them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files


class LawDataError(ValueError):
    """A data file of the law is faulty. The message names the file, the entry and the fault."""


@dataclass(frozen=True, slots=True)
class Table:
    """One TOML table with the name of where it stands, read field by field with strict types."""

    where: str
    fields: Mapping[str, object]

    def fault(self, message: str) -> LawDataError:
        """The error that says ``message`` about this entry."""
        return LawDataError(f"{self.where}: {message}")

    def text(self, name: str) -> str:
        """The non-empty text of field ``name``."""
        value = self.fields.get(name)
        if not isinstance(value, str) or not value.strip():
            raise self.fault(f"{name!r} is missing or is not text")
        return value

    def text_or_empty(self, name: str) -> str:
        """The text of field ``name``, or an empty one when it is left out."""
        return self.text(name) if name in self.fields else ""

    def day(self, name: str) -> date:
        """The date of field ``name``."""
        value = self.fields.get(name)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.fault(f"{name!r} is missing or is not a date")
        return value

    def day_or_none(self, name: str) -> date | None:
        """The date of field ``name``, or none when it is left out."""
        return self.day(name) if name in self.fields else None

    def number(self, name: str) -> int:
        """The whole number, not negative, of field ``name``."""
        value = self.fields.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.fault(f"{name!r} is missing or is not a whole number")
        return value

    def number_or_none(self, name: str) -> int | None:
        """The whole number of field ``name``, or none when it is left out."""
        return self.number(name) if name in self.fields else None

    def flag(self, name: str) -> bool:
        """The true or false of field ``name``."""
        value = self.fields.get(name)
        if not isinstance(value, bool):
            raise self.fault(f"{name!r} is missing or is not true or false")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """The list of texts of field ``name``, empty when it is left out."""
        value = self.fields.get(name, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.fault(f"{name!r} is not a list of texts")
        return tuple(value)

    def one_of(self, name: str, allowed: tuple[str, ...]) -> str:
        """The text of field ``name``, which must be one of ``allowed``."""
        value = self.text(name)
        if value not in allowed:
            raise self.fault(f"{name!r} is {value!r}, not one of {', '.join(allowed)}")
        return value

    def table(self, name: str) -> Table:
        """The sub-table ``name``."""
        value = self.fields.get(name)
        if not isinstance(value, dict):
            raise self.fault(f"[{name}] is missing")
        return Table(f"{self.where} [{name}]", value)

    def tables(self, name: str) -> Iterator[Table]:
        """The sub-tables ``[[name]]`` in order, none when left out."""
        value = self.fields.get(name, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise self.fault(f"[[{name}]] is not a list of tables")
        for place, each in enumerate(value, start=1):
            mark = each.get("key") or each.get("id") or place
            yield Table(f"{self.where} [[{name}]] {mark}", each)


def parse_data(text: str, where: str) -> Table:
    """The data in TOML ``text``; ``where`` names it in errors."""
    try:
        return Table(where, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise LawDataError(f"{where}: not TOML: {error}") from error


def read_data(name: str) -> Table:
    """The packaged data file ``name`` (without ``.toml``)."""
    file = files("statute").joinpath("data", f"{name}.toml")
    return parse_data(file.read_text(encoding="utf-8"), f"{name}.toml")
