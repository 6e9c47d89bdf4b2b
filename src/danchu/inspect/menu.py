"""The room's lines in the menus."""

from danchu.core.ui.menu import Entry, enter

STEP = "Dân kiểm tra"

enter(
    Entry("Lĩnh vực phản ánh", "inspect:topics", "inspect.change_topics", STEP, order=48),
)
