"""The room's lines in the menu."""

from danchu.core.ui.menu import Entry, enter, rests_on
from danchu.ward.queries import offices_held

GROUP = "Phường"

enter(
    Entry("Văn bản đến", "ward:incoming", "ward.receive", "Văn bản", order=81),
    Entry("Gửi văn bản", "ward:deliveries", "core.open_documents", "Văn bản", order=82),
    Entry("Tổ dân phố", "ward:groups", "ward.see_groups", GROUP, order=80),
    Entry("Hộ gia đình", "ward:households", "ward.see_households", GROUP, order=81),
    Entry("Nhập danh sách hộ", "ward:roll-imports", "ward.change_roll", GROUP, order=81),
    Entry("Người trong danh sách", "ward:people", "ward.see_roll", GROUP, order=82),
    Entry("Cơ quan, tổ chức", "ward:organisations", "ward.see_organisations", GROUP, order=83),
    Entry("Chức danh, nhiệm kỳ", "ward:mandates", "ward.see_offices", GROUP, order=84),
    Entry("Quy định đang áp dụng", "ward:rules", "ward.see_law", GROUP, order=88),
    Entry("Ngày nghỉ, ngày làm bù", "ward:days-off", "ward.see_law", GROUP, order=88),
    Entry("Thông tin của phường", "ward:settings", "ward.change_ward", GROUP, order=89),
    Entry("Thẻ hộ", "ward:cards", "ward.print_cards", GROUP, order=85),
    Entry("Tài khoản cán bộ", "ward:accounts", "ward.change_accounts", GROUP, order=86),
)
rests_on(lambda user: (user.kind, user.is_active, user.ward_id, offices_held(user)))
