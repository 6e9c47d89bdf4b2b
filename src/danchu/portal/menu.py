"""The room's lines in the head and the foot of each page."""

from danchu.core.ui.menu import Link, link

link(
    Link("Tổ của tôi", "portal:my-group", order=50),
    Link("Tìm kiếm", "portal:search", order=90),
    Link("Hướng dẫn", "portal:guide", foot=True, order=5),
    Link("Nhận tin qua thư điện tử", "portal:subscribe", foot=True, order=10),
    Link("Khả năng tiếp cận", "portal:accessibility", foot=True, order=90),
)
