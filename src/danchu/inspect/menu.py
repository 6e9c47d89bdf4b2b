"""The room's lines in the menus."""

from danchu.core.ui.menu import Entry, Link, enter, link

STEP = "Dân kiểm tra"

link(
    Link("Gửi phản ánh, đơn", "inspect:send", order=30),
    Link("Theo dõi việc đã gửi", "inspect:follow", foot=True, order=20),
)
enter(
    Entry("Lĩnh vực phản ánh", "inspect:topics", "inspect.change_topics", STEP, order=48),
    Entry("Đơn thư, phản ánh", "inspect:desk", "inspect.see_desk", STEP, order=40),
    Entry("Tình hình giải quyết", "inspect:load", "inspect.read_all", STEP, order=41),
)
