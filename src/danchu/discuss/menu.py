"""The room's lines in the menus."""

from danchu.core.ui.menu import Entry, Link, enter, link

STEP = "Dân bàn"

link(
    Link("Hương ước", "discuss:codes", foot=True, order=30),
)
enter(
    Entry("Kết thúc, sau quyết định", "discuss:results", "discuss.conduct", STEP, order=38),
)
