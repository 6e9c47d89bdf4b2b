"""Constants of the room's tests."""

from datetime import date

from danchu.lib import clock

DAY = date(2026, 3, 2)
"""A Monday."""
MORNING = clock.moment_on(DAY, 9)
NAME = "Nguyễn Thị Kín Tiếng"
WORDS = "sông Cầu nước chảy lơ thơ"
