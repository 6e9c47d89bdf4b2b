"""The room's lines in the menu. Today comes first of all."""

from danchu.core.ui.menu import DESK, Entry, enter

enter(
    Entry("Hôm nay", "duties:today", "duties.see_today", DESK, order=0),
    Entry("Việc phải làm", "duties:duties", "duties.see_today", DESK, order=2),
    Entry("Tiến độ theo đơn vị", "duties:units", "duties.see_units", DESK, order=4),
    Entry("Phân công nghị quyết", "duties:assignments", "duties.see_units", DESK, order=6),
)
