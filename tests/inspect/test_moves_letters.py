"""The letters of each step: which can be made when, what they say, and that none tells who denounced."""

import pytest

from danchu.core.actions.documents import prepare_document
from danchu.core.records import kinds, pdf, queries, word
from danchu.core.records.papers import paper_of
from danchu.inspect.actions.settling import (
    accept_case,
    answer_case,
    extend_case,
    forward_case,
    pause_case,
    refuse_case,
    resume_case,
    weigh_case,
    withdraw_case,
)
from danchu.inspect.actions.steps import plan_step, record_step
from danchu.inspect.states import Complexity, StepKind
from tests import factories
from tests.core.records.reading import flat, of_pdf, of_word
from tests.inspect.words import DAY, MORNING, NAME

pytestmark = pytest.mark.django_db


@pytest.fixture
def letters(officer):
    """``letters(target, user)``: the letters that can be made of a row, by the end of their keys."""

    def found(target, user=None):
        papers = queries.papers_of_all(user or officer, target.ward, [target])
        [one] = papers.values()
        return {each.key.removeprefix("inspect."): each.source_for(target) for each in one.kinds}

    return found


def test_each_step_of_a_complaint_has_its_letter(received, officer, unit, letters):
    case = received("complaint")
    assert set(letters(case)) == {"proposal-complaint"}
    accept_case(case=case, unit=unit, by=officer, at=MORNING)
    made = letters(case)
    assert set(made) == {"acceptance-complaint", "verification-complaint"}
    assert NAME in made["acceptance-complaint"].body
    assert "01/04/2026" in made["acceptance-complaint"].body
    step = plan_step(
        case=case, kind=StepKind.DIALOGUE, planned_on=DAY, place="Trụ sở", people="Ông A; bà B", by=officer, at=MORNING
    )
    assert "bà B" in letters(step)["invitation"].body
    record_step(step=step, done_on=DAY, text="Hai bên thống nhất đo lại.", by=officer, at=MORNING)
    assert "đo lại" in letters(step)["dialogue-minutes"].body
    answer_case(case=case, answer="Giữ nguyên quyết định.", outcome="wrong", by=officer, at=MORNING)
    decision = letters(case)["settlement"]
    draft = prepare_document(
        ward=case.ward, kind="inspect.settlement", target=case, source=decision, by=officer, at=MORNING
    )
    paper = paper_of(draft, DAY)
    for text in (flat(of_word(word.write(paper))), flat(of_pdf(pdf.write(paper)))):
        for words in ("Khiếu nại sai toàn bộ", "đo lại", "Giữ nguyên quyết định.", "01/04/2026", "Tòa án"):
            assert words in text


def test_the_other_ends_have_theirs(received, officer, letters):
    ends = {
        "refusal-complaint": refuse_case(case=received("complaint"), ground="unsigned", by=officer, at=MORNING),
        "guidance-complaint": forward_case(case=received("complaint"), forwarded_to="Tỉnh", by=officer, at=MORNING),
        "forwarding-remark": forward_case(case=received(), forwarded_to="Điện lực", by=officer, at=MORNING),
        "answer-remark": answer_case(case=received(), answer="Đã sửa.", by=officer, at=MORNING),
        "refusal-information": refuse_case(case=received("information"), ground="secret", by=officer, at=MORNING),
        "answer-information": answer_case(case=received("information"), answer="Kèm đây.", by=officer, at=MORNING),
        "stopping-complaint": withdraw_case(case=received("complaint"), reason="Rút.", by=officer, at=MORNING),
    }
    for key, case in ends.items():
        assert key in letters(case)
    pause_case(case=(asked := received("information")), reason="Thiếu tên văn bản.", by=officer, at=MORNING)
    assert "Thiếu tên văn bản." in letters(asked.pauses.get())["completing"].body


def test_no_letter_of_a_denunciation_holds_who_sent_it(denounced, settler, unit, letters):
    case = denounced()
    told = {"by": settler, "at": MORNING}
    made = letters(case, settler)
    accept_case(case=case, unit=unit, **told)
    weigh_case(
        case=case,
        complexity=Complexity.COMPLEX,
        reason="Hai nội dung.",
        is_remote=False,
        in_several_places=False,
        **told,
    )
    extend_case(case=case, days=30, reason="Nhiều nơi.", **told)
    pause_case(case=case, reason="Chờ giám định.", **told)
    resume_case(case=case, **told)
    made |= letters(case, settler) | letters(case.pauses.get(), settler) | letters(case.extensions.get(), settler)
    answer_case(case=case, answer="Không có việc đó.", outcome="wrong", **told)
    made |= letters(case, settler)
    assert {"acceptance-denunciation", "notice-denouncer", "notice-denounced", "conclusion", "extension"} <= set(made)
    assert {"pausing", "resuming", "verification-denunciation"} <= set(made)
    for source in made.values():
        assert NAME not in str(source.plain())
        assert "0912345678" not in str(source.plain())


def test_a_letter_names_the_sender_so_an_overseer_does_not_read_it(ward, received, officer):
    case = received("complaint")
    kind = kinds.of("inspect.proposal-complaint")
    prepare_document(ward=ward, kind=kind.key, target=case, source=kind.source_for(case), by=officer, at=MORNING)
    assert queries.visible_to(officer, ward).count() == 1
    assert not queries.visible_to(factories.staff(ward, "council_deputy"), ward).exists()
