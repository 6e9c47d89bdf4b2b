"""danchu outcome: what the law says of counted voices, for scripts."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from danchu.core.refusals import Refused
from danchu.discuss import law
from danchu.lib import clock
from statute import decisions, outcomes
from statute.decisions import BALLOT, FORMS, WARD_SCOPE, MatterKind
from statute.outcomes import Heard


class Command(BaseCommand):
    help = "Kết quả biểu quyết của cộng đồng dân cư theo luật (Điều 15 đến 21 Luật số 10/2022/QH15)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = [each.key for each in decisions.kinds(clock.today())]
        grounds = dict.fromkeys(ground.key for kind in kinds for ground in decisions.ballot_grounds(kind))
        parser.add_argument("--matter", required=True, choices=kinds)
        parser.add_argument("--form", required=True, choices=FORMS)
        parser.add_argument("--ground", choices=list(grounds), help="the ground for ballots; asked for with them")
        parser.add_argument("--households", type=int, required=True, metavar="N")
        parser.add_argument("--attended", type=int, required=True, metavar="N")
        parser.add_argument("--in-favour", type=int, required=True, metavar="N")
        parser.add_argument("--on", metavar="YYYY-MM-DD", help="the day whose law applies (today)")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            on = date.fromisoformat(options["on"]) if options["on"] else clock.today()
            kind = law.kind_of(options["matter"], on)
        except (ValueError, Refused) as problem:
            raise CommandError("Ngày viết dạng YYYY-MM-DD, từ khi luật có hiệu lực.") from problem
        heard = {options["form"]: Heard(options["attended"], options["in_favour"])}
        answer = law.outcome_words(outcomes.outcome(kind, options["households"], heard, on))
        if options["form"] == BALLOT:
            answer |= _judged(kind, options["ground"] or "", answer, on)
        self.stdout.write(json.dumps(answer, ensure_ascii=False) if options["json"] else answer["reason"])


def _judged(kind: MatterKind, key: str, answer: dict[str, Any], on: date) -> dict[str, Any]:
    """The ground on which ballots went out, with its article; where there is none, the vote is not lawful."""
    ground = next((each for each in decisions.ballot_grounds(kind.key) if each.key == key), None)
    if ground is None:
        [missing] = decisions.lawful_ground(kind, key, is_ward_wide=False).reasons
        return {"lawful": False, "passed": False, "reason": f"{missing.text} ({missing.citation})."}
    said = f"Căn cứ phát phiếu: {ground.label} ({ground.citation})."
    if ground.needs == WARD_SCOPE and kind.ward_majority:
        share = law.book().value(kind.ward_majority, on)
        said += f" Kết quả này là của một tổ; toàn phường cần {share.words()} số tổ ({share.citation})."
    return {
        "ground": ground.key,
        "ground_article": str(ground.citation),
        "reason": f"{answer['reason']} {said}",
    }
