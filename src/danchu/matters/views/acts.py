"""What can be done with a matter."""

from danchu.core.ui.acts import Act, Acts, Weight
from danchu.core.ui.fields import form_of, text
from danchu.core.ui.forms import Form
from danchu.matters import forms, queries
from danchu.matters.actions.matters import close_matter, describe_matter, open_matter, reopen_matter, withdraw_matter
from danchu.matters.models import Matter

_READ = "Người dân đọc được dòng này."


def _word(label: str) -> type[Form]:
    return form_of(note=text(label, rows=4, max_length=2000, hint=_READ))


MATTERS = Acts(
    Matter,
    access=queries.access_matter,
    page="matters:desk-matter",
    listed="matters:desk",
    new=(
        Act(
            "moi",
            open_matter,
            forms.MatterForm,
            name="new",
            label="Mở việc mới",
            submit="Mở việc",
            done="Đã mở việc.",
            intro=lambda ward: (
                "Việc mở ra là công khai ngay: người dân thấy tên, tóm tắt và theo dõi được từ đầu đến cuối."
            ),
        ),
    ),
    acts=(
        Act(
            "ket-thuc",
            close_matter,
            _word("Kết quả"),
            name="close",
            label="Kết thúc",
            title="Kết thúc việc",
            submit="Kết thúc việc",
            done="Đã kết thúc việc.",
            intro=lambda row: row.title,
            weight=Weight.MAIN,
        ),
        Act(
            "sua",
            describe_matter,
            forms.DescriptionForm,
            name="describe",
            label="Sửa",
            title="Sửa thông tin việc",
            submit="Lưu",
            intro=lambda row: "",
            initial=lambda row: {"title": row.title, "summary": row.summary, "unit": row.unit_id},
        ),
        Act(
            "mo-lai",
            reopen_matter,
            _word("Lý do mở lại"),
            name="reopen",
            label="Mở lại",
            title="Mở lại việc",
            submit="Mở lại việc",
            done="Đã mở lại việc.",
            intro=lambda row: row.title,
        ),
        Act(
            "thu-hoi",
            withdraw_matter,
            _word("Lý do thu hồi"),
            name="withdraw",
            label="Thu hồi",
            title="Thu hồi việc",
            submit="Thu hồi việc",
            done="Đã thu hồi việc.",
            intro=lambda row: row.title,
            weight=Weight.SELDOM,
        ),
    ),
)
