"""The room's lines in the menus."""

from danchu.core.ui.menu import Entry, Link, enter, link

STEP = "Dân biết"

link(
    Link("Công khai", "know:disclosures", order=10),
    Link("Tin mới (Atom)", "know:feed", foot=True, order=20),
)
enter(
    Entry("Nội dung công khai", "know:desk", "know.see_desk", STEP, order=20),
    Entry("Thông báo đến tổ", "know:handovers", "know.tell", STEP, order=21),
)
