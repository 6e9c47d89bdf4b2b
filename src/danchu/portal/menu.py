"""The room's lines in the head and the foot of each page."""

from danchu.core.ui.menu import Link, link

link(
    Link("Tìm kiếm", "portal:search", order=90),
    Link("Nhận tin qua thư điện tử", "portal:subscribe", foot=True, order=10),
)
