"""The room's lines in the menus."""

from danchu.core.ui.menu import DESK, Entry, Link, enter, link

link(Link("Việc chung", "matters:matters", order=20))
enter(Entry("Sổ việc chung", "matters:desk", "matters.see_internal", DESK, order=8))
