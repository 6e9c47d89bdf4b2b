"""The room's line in the head of each page."""

from danchu.core.ui.menu import Link, link

link(Link("Nghị quyết", "resolution:page", order=30))
