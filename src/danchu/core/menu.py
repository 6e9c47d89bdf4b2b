"""The lines of the house itself in the menus."""

from danchu.core.ui.menu import Entry, Link, enter, link

enter(Entry("Sổ văn bản", "core:documents", "core.open_documents", "Văn bản", order=80))
enter(Entry("Nhật ký", "core:audit", "core.see_audit", "Kiểm tra", order=90))
link(Link("Đối chiếu sổ nhật ký", "core:statements", foot=True, order=80))
