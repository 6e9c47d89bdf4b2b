"""The lines of the house itself in the menus."""

from danchu.core.ui.menu import Entry, enter

enter(Entry("Sổ văn bản", "core:documents", "core.open_documents", "Văn bản", order=80))
enter(Entry("Nhật ký", "core:audit", "core.see_audit", "Kiểm tra", order=90))
