"""What can be done with a decision, a meeting and an initiative at the desk, and with one's own initiative."""

from dataclasses import replace
from typing import Any

from danchu.core.ui.acts import Act, Acts, Weight
from danchu.core.ui.fields import form_of, reason, text
from danchu.core.ui.pages import sent
from danchu.core.ui.request import Request
from danchu.discuss import forms_closing, forms_meetings, forms_preparing, law, queries, queries_planning
from danchu.discuss import queries_following as following
from danchu.discuss.actions import following as after
from danchu.discuss.actions.closing import reopen_for_recount
from danchu.discuss.actions.in_force import set_day_in_force
from danchu.discuss.actions.initiatives import decline_initiative, withdraw_initiative
from danchu.discuss.actions.planning import cancel_meeting, change_meeting
from danchu.discuss.actions.preparing import change_plan, open_decision, withdraw_decision
from danchu.discuss.actions.recognition import answer_recognition
from danchu.discuss.models import Decision, Initiative, Meeting
from danchu.discuss.plans import Plan, plan_of
from danchu.discuss.policies import blockers_before_opening, warnings_before_opening
from danchu.lib import clock
from danchu.lib.vntext import vn_number


def _plan_form(request: Request, decision: Decision) -> forms_preparing.PlanForm:
    kind = law.kind_of(decision.kind, clock.today())
    told: dict[str, Any] = {"user": request.user, "ward": request.ward, "kind": kind, "decision": decision}
    return forms_preparing.PlanForm(*sent(request), **told)


def _what_opening_does(decision: Decision) -> str:
    who = "người" if decision.organisation_id else "hộ"
    return (
        f"{decision.title}. Danh sách {vn_number(sum(queries_planning.sizes_of(decision)))} {who} và quy định áp dụng "
        "được chốt tại thời điểm này; sau đó không sửa được nội dung, hình thức, phương án."
    )


def _before_opening(request: Request, decision: Decision) -> dict[str, Any]:
    sizes = queries_planning.sizes_of(decision)
    return {
        "blockers": list(blockers_before_opening(decision, decision.options.all(), sum(sizes))),
        "warnings": list(warnings_before_opening(decision, min(sizes, default=0))),
    }


def _set_conditions(*, decision: Decision, conditions: dict[str, Any], **told: Any) -> Decision:
    plan: Plan = replace(plan_of(decision), online_conditions=conditions)
    return change_plan(decision=decision, plan=plan, **told)


DECISIONS = Acts(
    Decision,
    access=queries_planning.access_prepared,
    page="discuss:desk-decision",
    acts=(
        Act(
            "bat-dau",
            open_decision,
            name="start",
            label="Bắt đầu lấy ý kiến",
            done="Đã bắt đầu lấy ý kiến.",
            intro=_what_opening_does,
            template="discuss/start.html",
            context=_before_opening,
            weight=Weight.MAIN,
        ),
        Act(
            "sua",
            change_plan,
            _plan_form,
            name="change",
            label="Sửa",
            title="Sửa việc đang chuẩn bị",
            submit="Lưu",
            done="Đã lưu. Xem những gì còn thiếu ở dưới rồi bắt đầu lấy ý kiến.",
            intro=lambda row: "",
            template="discuss/plan_form.html",
            context=lambda request, row: {"card": law.kind_card(law.kind_of(row.kind, clock.today()), clock.today())},
        ),
        Act(
            "rut",
            withdraw_decision,
            form_of(reason=reason("Các hộ sẽ thấy lý do này.", label="Lý do rút", max_length=1000)),
            name="withdraw",
            label="Rút",
            title="Rút việc lấy ý kiến",
            done="Đã rút.",
            intro=lambda row: row.title,
            weight=Weight.SELDOM,
        ),
    ),
)

CONDITIONS = Acts(
    Decision,
    access=queries_planning.access_prepared,
    page="discuss:desk-decision",
    apart=True,
    acts=(
        Act(
            "dieu-kien",
            _set_conditions,
            forms_preparing.ConditionsForm,
            name="conditions",
            policy="discuss.prepare",
            label="Điều kiện biểu quyết trực tuyến",
            submit="Lưu",
            done="Đã ghi nhận điều kiện.",
            intro=lambda row: (
                "Đủ mọi điều kiện dưới đây mới được biểu quyết trực tuyến. Điều kiện nào đạt thì ghi ngày."
            ),
        ),
    ),
)


def _hangs_beside(decision: Decision) -> str:
    symbols = [each.symbol for each in following.public_papers_of(decision)]
    if symbols:
        return f"{decision.title}. Văn bản đã ban hành được kèm sẵn: {', '.join(symbols)}."
    return (
        f"{decision.title}. Chưa có văn bản nào được ban hành: hãy ban hành trước để được kèm sẵn, "
        "hoặc tải bản quét đã ký lên đây."
    )


def _title(decision: Decision) -> str:
    return decision.title


AFTER = Acts(
    Decision,
    access=following.access_conducted,
    page="discuss:close",
    apart=True,
    acts=(
        Act(
            "gui",
            after.record_sending,
            forms_closing.SendForm,
            name="send",
            label="Gửi Ủy ban nhân dân và Mặt trận",
            submit="Ghi nhận",
            done="Đã ghi nhận việc gửi.",
            intro=_title,
        ),
        Act(
            "cong-nhan",
            answer_recognition,
            forms_closing.RecognitionForm,
            name="recognise",
            label="Ghi việc công nhận",
            submit="Ghi nhận",
            done="Đã ghi việc công nhận.",
            intro=_title,
        ),
        Act(
            "hieu-luc",
            set_day_in_force,
            forms_closing.InForceForm,
            name="in-force",
            label="Ghi thời điểm có hiệu lực",
            submit="Ghi nhận",
            done="Đã ghi thời điểm có hiệu lực.",
            intro=lambda row: (
                f"{row.title}. Việc của toàn phường có hiệu lực từ ngày Ủy ban nhân dân phường quyết định trên cơ sở "
                "tổng hợp kết quả biểu quyết (khoản 2 Điều 21 Luật số 10/2022/QH15)."
            ),
        ),
        Act(
            "cong-khai",
            after.publish_result,
            forms_closing.PublishForm,
            name="publish",
            label="Công khai kết quả",
            submit="Công khai ngay",
            done="Đã công khai kết quả.",
            intro=_hangs_beside,
        ),
        Act(
            "bao-cac-ho",
            after.record_telling,
            forms_closing.TellForm,
            name="tell",
            label="Báo các hộ",
            submit="Ghi nhận",
            done="Đã ghi nhận.",
            intro=_title,
        ),
        Act(
            "bao-cao",
            after.report_carrying_out,
            forms_closing.ReportForm,
            name="report",
            label="Báo cáo kết quả thực hiện",
            submit="Lưu báo cáo",
            done="Đã ghi báo cáo.",
            intro=_title,
        ),
        Act(
            "kiem-phieu-lai",
            reopen_for_recount,
            forms_closing.RecountForm,
            name="recount",
            label="Mở lại để kiểm phiếu",
            submit="Mở lại",
            done="Đã mở lại để kiểm phiếu. Không nhận thêm ý kiến mới.",
            intro=_title,
        ),
        Act(
            "bieu-quyet-lai",
            after.prepare_runoff,
            name="runoff",
            label="Biểu quyết lại giữa những người bằng phiếu",
            submit="Chuẩn bị",
            done="Đã chuẩn bị lần biểu quyết lại.",
            intro=_title,
        ),
    ),
)


def _meeting_form(request: Request, meeting: Meeting) -> forms_meetings.MeetingForm:
    names = ("title", "group", "organisation", "planned_at", "place", "chair", "agenda")
    initial: dict[str, Any] = {name: getattr(meeting, name) for name in names}
    initial["decisions"] = [each.pk for each in queries_planning.items_of(meeting)]
    return forms_meetings.MeetingForm(*sent(request), user=request.user, ward=request.ward, initial=initial)


MEETINGS = Acts(
    Meeting,
    access=queries.access_meeting,
    page="discuss:desk-meeting",
    acts=(
        Act(
            "sua",
            change_meeting,
            _meeting_form,
            name="change-meeting",
            label="Đổi lịch",
            title="Đổi lịch họp",
            submit="Lưu",
            done="Đã đổi lịch.",
            intro=lambda row: "Đổi ngày họp thì phải báo lại các hộ.",
        ),
        Act(
            "huy",
            cancel_meeting,
            form_of(reason=reason("Các hộ sẽ thấy lý do này.", label="Lý do không họp", max_length=300)),
            name="cancel-meeting",
            label="Hủy",
            title="Hủy cuộc họp",
            submit="Hủy cuộc họp",
            done="Đã hủy cuộc họp.",
            intro=lambda row: row.title,
            weight=Weight.SELDOM,
        ),
    ),
)

ANSWERED = Acts(
    Initiative,
    access=queries_planning.access_answered,
    page="discuss:desk-initiative",
    acts=(
        Act(
            "tra-loi",
            decline_initiative,
            form_of(
                answer=text(
                    "Lý do không đưa ra bàn",
                    rows=5,
                    max_length=2000,
                    hint="Người đề xuất và các hộ trong tổ sẽ đọc câu trả lời này.",
                )
            ),
            name="answer-initiative",
            label="Trả lời không đưa ra bàn",
            submit="Gửi trả lời",
            done="Đã trả lời.",
            intro=lambda row: row.title,
        ),
    ),
)

OWN = Acts(
    Initiative,
    access=queries_planning.access_own,
    page=lambda request, row: row.get_absolute_url(),
    apart=True,
    acts=(
        Act(
            "rut",
            withdraw_initiative,
            name="withdraw-initiative",
            label="Rút sáng kiến",
            done="Đã rút sáng kiến.",
            intro=lambda row: f"{row.title}. Sau khi rút, các hộ vẫn thấy sáng kiến này cùng chữ “Người đề xuất rút”.",
        ),
    ),
)
