"""The room's lines in the menus."""

from danchu.core.ui.menu import Entry, Link, enter, link

link(Link("Việc chung", "matters:matters", order=20))
enter(Entry("Sổ việc chung", "matters:desk", "matters.see_internal", "Bàn làm việc", order=8))
