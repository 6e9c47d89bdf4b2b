"""What can be done with a duty by hand: to say that it need not be done."""

from danchu.core.ui.acts import Act, Acts, Weight
from danchu.core.ui.fields import form_of, line
from danchu.duties import queries
from danchu.duties.actions.duties import cancel_duty
from danchu.duties.models import Duty

DUTIES = Acts(
    Duty,
    access=queries.access_duty,
    page="duties:duty",
    acts=(
        Act(
            "khong-phai-lam",
            cancel_duty,
            form_of(reason=line("Vì sao không phải làm", hint="Lý do được giữ trong hồ sơ và nhật ký.")),
            name="cancel",
            label="Không phải làm nữa",
            done="Đã ghi là không phải làm.",
            intro=lambda row: row.title,
            weight=Weight.SELDOM,
        ),
    ),
)
