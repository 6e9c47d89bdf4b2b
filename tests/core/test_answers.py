"""Who may keep a file that the house answers with."""

import pytest
from django.http import HttpResponse

from danchu.core.answers import MIMES, as_file, named


@pytest.mark.parametrize("extension", MIMES)
def test_a_file_is_kept_nowhere_unless_it_is_for_everyone(extension):
    assert as_file(b"x", "thư báo", extension)["Cache-Control"] == "private, no-store"
    assert as_file(b"x", "thư báo", extension, everyone=True)["Cache-Control"] == "no-cache"


def test_a_name_keeps_its_letters_and_takes_nobody_elsewhere():
    answer = as_file(b"x", "Giấy mời\r\nSet-Cookie: x=1/../họp", "pdf")
    assert "\r" not in answer["Content-Disposition"]
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert "h%E1%BB%8Dp.pdf" in answer["Content-Disposition"]


def test_nothing_runs_in_a_file_that_is_shown():
    answer = named(HttpResponse(b"<script>", content_type="text/html"), "a.html", shown=True)
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer["X-Content-Type-Options"] == "nosniff"
