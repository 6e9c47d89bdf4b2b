"""The room's lines in the menus."""

from danchu.core.ui.menu import Entry, enter

STEP = "Dân kiểm tra"

enter(
    Entry("Lĩnh vực phản ánh", "inspect:topics", "inspect.change_topics", STEP, order=48),
    Entry("Đơn thư, phản ánh", "inspect:desk", "inspect.see_desk", STEP, order=40),
    Entry("Tình hình giải quyết", "inspect:load", "inspect.read_all", STEP, order=41),
)
