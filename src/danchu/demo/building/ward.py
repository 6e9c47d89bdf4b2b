"""The ward itself: groups, organisations, households, residents, and who holds which office."""

from vietnam_provinces import Province
from vietnam_provinces import Ward as Unit

from danchu.core.actors import SYSTEM
from danchu.core.models import Ward
from danchu.demo.actions.entering import enter_roll, enter_ward
from danchu.demo.building.year import Year
from danchu.lib import clock
from danchu.ward import queries

_CODENAME, _PROVINCE = "phuong_bach_quang", "thai_nguyen"


def found(host: str | None) -> Ward:
    """The row of the ward, with its code in the national list of 2025."""
    province = next(each for each in Province.iter_all() if each.codename == _PROVINCE)
    unit = next(each for each in Unit.iter_all() if each.codename == _CODENAME and each.province_code == province.code)
    return Ward.objects.create(
        code=f"{unit.code.value:05d}",
        name="phường Bách Quang",
        province="tỉnh Thái Nguyên",
        place="Bách Quang",
        host=host,
        address="Trụ sở phường, đường Thắng Lợi",
        phone="0208 000 0000",
        email="ubnd@bachquang.example",
        is_demonstration=True,
    )


def build(year: Year) -> None:
    """Enter everybody; one act for the ward, one for each group."""
    at = clock.moment_on(year.began, 7)
    with clock.travel_to(at):
        enter_ward(ward=year.ward, population=year.population, by=SYSTEM, at=at)
        groups = {each.code: each for each in queries.groups(year.ward)}
        for roll in year.population.rolls():
            enter_roll(group=groups[roll.group.code], roll=roll, by=SYSTEM, at=at)
