"""The room's lines in the menus."""

from danchu.core.ui.menu import Entry, Link, enter, link

STEP = "Dân kiểm tra"

link(
    Link("Gửi phản ánh, đơn", "inspect:send", order=30),
    Link("Phản ánh của người dân", "inspect:published", foot=True, order=19),
    Link("Theo dõi việc đã gửi", "inspect:follow", foot=True, order=20),
    Link("Lịch tiếp công dân", "inspect:reception", foot=True, order=34),
    Link("Hòm thư", "inspect:mail-addresses", foot=True, order=40),
)
enter(
    Entry("Tiếp công dân", "inspect:reception-days", "inspect.see_reception", STEP, order=42),
    Entry("Lời hứa khi tiếp công dân", "inspect:reception-promises", "inspect.keep_promise", STEP, order=43),
    Entry("Khóa mở niêm phong", "inspect:keys", "inspect.make_key", STEP, order=46),
    Entry("Nhật ký mở niêm phong", "inspect:openings", "inspect.see_openings", STEP, order=47),
    Entry("Lĩnh vực phản ánh", "inspect:topics", "inspect.change_topics", STEP, order=48),
    Entry("Đơn thư, phản ánh", "inspect:desk", "inspect.see_desk", STEP, order=40),
    Entry("Tình hình giải quyết", "inspect:load", "inspect.read_all", STEP, order=41),
    Entry("Hòm thư điện tử", "inspect:mailboxes", "inspect.see_mailboxes", STEP, order=44),
    Entry("Sổ thư điện tử", "inspect:mails", "inspect.see_mail", STEP, order=45),
    Entry("Mẫu trả lời", "inspect:replies", "inspect.change_replies", STEP, order=49),
)
