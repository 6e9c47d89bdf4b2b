"""Reckoning the clocks anew when what they count by has changed."""

from datetime import datetime

from danchu.core.actors import Actor
from danchu.core.following import Done, Effect
from danchu.core.models import Ward
from danchu.core.official import WITHIN, official
from danchu.inspect import law, queries
from danchu.inspect.clocks import CLAUSE, restart
from danchu.inspect.lines import write_line
from danchu.inspect.models import Case
from danchu.lib.vntext import vn_date


@official(label="Tính lại hạn theo lịch nghỉ", clause=CLAUSE, policy=WITHIN)
def reckon_clocks_anew(*, ward: Ward, by: Actor, at: datetime) -> Done[list[Case]]:
    """Which days are worked has changed: set the last day of every running clock that ends on another day now, and say
    so in the case. Returns those cases."""
    moved: list[Case] = []
    follows: list[Effect] = []
    for case in queries.running(ward).select_for_update(of=("self",)):  # else an answer given meanwhile would be lost
        if law.last_of(law.counts_of(case, list(case.pauses.all()), list(case.extensions.all()))) == case.due_on:
            continue
        follows.extend(restart(case, at))
        case.save()
        if case.due_on is not None:
            write_line(case, f"Lịch nghỉ thay đổi; hạn tính lại đến hết ngày {vn_date(case.due_on)}.", by, at)
        moved.append(case)
    return Done(moved, *follows)
