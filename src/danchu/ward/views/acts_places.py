"""What can be done with a residential group, an organisation, a term of office, the law of the ward."""

from django.urls import reverse

from danchu.core.models import RuleCorrection, SwappedDay
from danchu.core.ui.acts import Act, Acts, Weight
from danchu.core.ui.fields import day, form_of
from danchu.core.ui.pages import sent
from danchu.core.ui.request import Request
from danchu.lib import clock
from danchu.lib.vntext import vn_date
from danchu.ward import forms, forms_law, queries, queries_law
from danchu.ward.actions import groups, mandates, organisations
from danchu.ward.actions import law as law_acts
from danchu.ward.models import Mandate, Organisation, ResidentialGroup

GROUPS = Acts(
    ResidentialGroup,
    access=queries.access_group,
    page="ward:group",
    listed="ward:groups",
    new=(
        Act("them", groups.open_group, forms.GroupForm, name="new-group", label="Thêm tổ dân phố", done="Đã thêm tổ."),
    ),
    acts=(
        Act(
            "sua",
            groups.change_group,
            forms.GroupForm,
            name="change-group",
            label="Sửa",
            title=lambda row: f"Sửa {row.name}",
            submit="Lưu",
            intro=lambda row: "",
            initial=forms.known_by(forms.GroupForm),
        ),
        Act(
            "giai-the",
            groups.retire_group,
            forms.GroupRetirementForm,
            name="retire-group",
            label="Giải thể, sáp nhập",
            title=lambda row: f"Giải thể, sáp nhập {row.name}",
            submit="Ghi nhận",
            intro=lambda row: "Chức danh gắn với tổ thôi giữ từ cùng ngày. Tổ vẫn còn trong danh sách để tra cứu.",
            fits=lambda row: row.retired_on is None,
            weight=Weight.SELDOM,
        ),
    ),
)

ORGANISATIONS = Acts(
    Organisation,
    access=queries.access_organisation,
    page="ward:organisation",
    listed="ward:organisations",
    new=(
        Act(
            "them",
            organisations.open_organisation,
            forms.OrganisationForm,
            name="new-organisation",
            label="Thêm cơ quan, đơn vị, tổ chức",
            submit="Lưu",
            done="Đã thêm.",
        ),
    ),
    acts=(
        Act(
            "sua",
            organisations.change_organisation,
            forms.OrganisationForm,
            name="change-organisation",
            label="Sửa",
            title=lambda row: f"Sửa {row.name}",
            submit="Lưu",
            intro=lambda row: "",
            initial=forms.known_by(forms.OrganisationForm),
        ),
        Act(
            "ngung",
            organisations.retire_organisation,
            form_of(retired_on=day("Ngừng hoạt động từ ngày", today=True)),
            name="retire-organisation",
            label="Ngừng hoạt động",
            title=lambda row: f"Ghi nhận {row.name} ngừng hoạt động",
            submit="Ghi nhận",
            intro=lambda row: (
                "Chức danh gắn với đơn vị thôi giữ từ cùng ngày. Đơn vị vẫn còn trong danh sách để tra cứu."
            ),
            fits=lambda row: row.retired_on is None,
            weight=Weight.SELDOM,
        ),
    ),
)

MANDATES = Acts(
    Mandate,
    access=queries.access_mandate,
    page=lambda request, row: row.person.get_absolute_url(),
    acts=(
        Act(
            "thoi-giu",
            mandates.end_mandate,
            forms.MandateEndForm,
            name="end-mandate",
            label="Thôi giữ",
            title="Ghi nhận thôi giữ chức danh",
            submit="Ghi nhận",
            done="Đã ghi nhận. Quyền của chức danh hết từ ngày thôi giữ.",
            intro=lambda row: f"{row.person.full_name}: {row}, từ {vn_date(row.starts_on)}.",
        ),
        Act(
            "sua",
            mandates.correct_mandate,
            forms.TermForm,
            name="correct-mandate",
            label="Sửa",
            title="Sửa nhiệm kỳ",
            submit="Lưu",
            intro=lambda row: (
                f"{row.person.full_name}: {row}. Ghi nhầm người hay chức danh: ghi thôi giữ từ chính ngày bắt đầu."
            ),
            initial=forms.known_by(forms.TermForm),
        ),
    ),
)


def _of_rule(request: Request, row: RuleCorrection) -> str:
    return reverse("ward:rule", args=[row.key])


def _end_form(request: Request, row: RuleCorrection) -> forms_law.CorrectionEndForm:
    return forms_law.CorrectionEndForm(*sent(request), initial={"holds_to": row.holds_to or clock.today()})


CORRECTIONS = Acts(
    RuleCorrection,
    access=lambda user, ward, pk: queries_law.access_correction(ward, pk),
    page=_of_rule,
    acts=(
        Act(
            "ket-thuc",
            law_acts.end_correction,
            _end_form,
            name="end-correction",
            label="Kết thúc",
            title="Kết thúc điều chỉnh",
            submit="Lưu",
            done="Đã ghi ngày kết thúc.",
            intro=lambda row: "",
        ),
        Act(
            "bo",
            law_acts.drop_correction,
            name="drop-correction",
            label="Bỏ",
            title="Bỏ điều chỉnh chưa áp dụng",
            submit="Bỏ điều chỉnh",
            done="Đã bỏ.",
            intro=lambda row: "Quy định của luật giữ nguyên.",
        ),
    ),
)

_RECKONED = "Hạn của đơn thư đang giải quyết được tính lại ngay."

SWAPPED_DAYS = Acts(
    SwappedDay,
    access=lambda user, ward, pk: queries_law.access_swapped(ward, pk),
    page=lambda request, row: reverse("ward:days-off"),
    listed="ward:days-off",
    new=(
        Act(
            "ghi",
            law_acts.swap_day,
            forms_law.SwappedDayForm,
            name="swap-day",
            label="Ghi ngày nghỉ, ngày làm bù",
            submit="Lưu",
            done="Đã ghi. Hạn được tính theo lịch mới.",
            intro=lambda row: _RECKONED,
        ),
    ),
    acts=(
        Act(
            "bo",
            law_acts.unswap_day,
            name="unswap-day",
            label="Bỏ",
            title=lambda row: f"Bỏ ngày hoán đổi {row}",
            submit="Bỏ ngày này",
            done="Đã bỏ.",
            intro=lambda row: _RECKONED,
        ),
    ),
)
