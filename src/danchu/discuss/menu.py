"""The room's lines in the menus."""

from danchu.core.ui.menu import Entry, Link, enter, link

STEP = "Dân bàn"

link(
    Link("Dân bàn", "discuss:decisions", order=12),
    Link("Hương ước", "discuss:codes", foot=True, order=30),
)
enter(
    Entry("Việc dân bàn", "discuss:desk", "discuss.see_desk", STEP, order=30),
    Entry("Cuộc họp", "discuss:desk-meetings", "discuss.prepare", STEP, order=31),
    Entry("Sáng kiến của người dân", "discuss:desk-initiatives", "discuss.answer_initiative", STEP, order=32),
    Entry("Kết thúc, sau quyết định", "discuss:results", "discuss.conduct", STEP, order=38),
    Entry("Số liệu tham gia", "discuss:figures", "discuss.see_desk", STEP, order=39),
)
