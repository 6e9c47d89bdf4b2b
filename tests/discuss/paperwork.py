"""What the tests about ballot papers share."""

from datetime import date, timedelta

from danchu.discuss.actions.papers import plan_papers, print_papers, return_paper
from danchu.discuss.actions.reading import read_paper
from danchu.lib import clock

MORNING = clock.moment_on(date(2026, 3, 2), 9)
YES, NO = 1, 2
TEAM = ("Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường")
TODAY = clock.local_day(MORNING)
LATER = MORNING + timedelta(days=3)


def plan_it(decision, group, by, **given):
    fields = {
        "team": TEAM,
        "noticed_on": TODAY,
        "hands_out_from": TODAY + timedelta(days=2),
        "place": "Nhà văn hóa, gặp tổ trưởng",
    }
    return plan_papers(decision=decision, group=group, **{**fields, **given}, by=by, at=MORNING)


def printed(decision, group, by, **given):
    return print_papers(decision=decision, group=group, by=by, at=LATER, **given).papers


def take(decision, paper, by, **given):
    return return_paper(decision=decision, paper=paper, by=by, **{"at": LATER, "in_time": False, **given})


def read(decision, paper, choices, by, because=""):
    return read_paper(decision=decision, paper=paper, choices=choices, invalid_because=because, by=by, at=LATER)


def back_and_read(decision, elector, choices, readers, at=LATER):
    """The open paper of ``elector`` has come back and two have read the same from it; nothing chosen is invalid."""
    [only] = print_papers(decision=decision, group=elector.group, electors=(elector.pk,), by=readers[0], at=at).papers
    return_paper(decision=decision, paper=only.paper, in_time=False, by=readers[0], at=at)
    because = "" if choices else "Để trống"
    for each in readers:
        read_paper(decision=decision, paper=only.paper, choices=choices, invalid_because=because, by=each, at=at)
