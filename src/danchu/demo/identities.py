"""Numbers for people who do not exist: well-formed, never twice the same, and out of the way of real ones."""

from collections import defaultdict
from datetime import date
from random import Random

from danchu.demo.drawing import Draw
from danchu.demo.households import YEAR

CARD_AGE = 14
"""From this age on the roll knows the personal identification number."""
PHONE_AGE = 16
DAY_OF_ROLL = date(YEAR, 6, 30)
"""Nobody in the roll is born later: the eve of the two-level local government."""

_THAI_NGUYEN = "019"
_PROVINCES = Draw(
    {
        _THAI_NGUYEN: 830, "024": 30, "006": 24, "001": 20, "034": 16, "026": 12, "027": 10, "004": 10, "020": 10,
        "008": 8, "036": 8, "033": 7, "025": 6, "038": 5, "030": 4,
    }
)  # fmt: skip
"""Where the birth was registered: mostly Thái Nguyên (019)."""

_LAST_SERIAL = 999_999
_PHONE_BLOCKS = ("0595", "0594", "0596", "0597")
_BLOCK = 1_000_000
_SCATTER = 611_953
"""Odd and no multiple of five: times it, numbers below a million change places and none meets another."""


class Identities:
    """The identity numbers and phones of one group. ``lane`` of ``lanes`` keeps groups apart without their knowing
    of each other, so that each can be drawn alone.

    Identity numbers: the six digits of the serial count down from 999999, which no province's births of one year and
    sex come near. Phones: Vietnam keeps no numbers for fiction; 0595 (then 0594, 0596, 0597) has the form of a mobile
    number, but of the prefix 059 only 0592, 0593, 0598 and 0599 came into use.
    """

    def __init__(self, lane: int, lanes: int) -> None:
        self._lane = lane
        self._lanes = lanes
        self._serials: defaultdict[str, int] = defaultdict(int)
        self._phones = 0

    def id_number(self, rng: Random, sex: str, born_in_year: int) -> str:
        """A number of twelve digits: province, century and sex, year, serial."""
        century = (0 if born_in_year < 2000 else 2) + (sex == "female")
        prefix = f"{_PROVINCES.pick(rng)}{century}{born_in_year % 100:02d}"
        place = self._serials[prefix]
        self._serials[prefix] = place + 1
        return f"{prefix}{_LAST_SERIAL - place * self._lanes - self._lane:06d}"

    def phone(self) -> str:
        """A mobile number of ten digits."""
        place = self._phones * self._lanes + self._lane
        self._phones += 1
        return f"{_PHONE_BLOCKS[place // _BLOCK]}{place % _BLOCK * _SCATTER % _BLOCK:06d}"


_NEW_YEAR = {year: date(year, 1, 1).toordinal() for year in range(YEAR - 120, YEAR + 1)}
_HALF_YEAR = DAY_OF_ROLL.toordinal() - _NEW_YEAR[YEAR] + 1


def birthday(rng: Random, year: int) -> date:
    """A day of ``year``, not after the day of the roll."""
    return date.fromordinal(_NEW_YEAR[year] + int(rng.random() * (_HALF_YEAR if year == YEAR else 365)))
