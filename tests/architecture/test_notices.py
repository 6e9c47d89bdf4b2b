"""Every kind of notice renders with the variables that it declares: a subject, a body, nothing left of the template."""

from datetime import date

import pytest

from danchu.core.messaging.notices import KINDS, words_of
from tests import factories

SAMPLES = {
    "core.statement": {
        "day": "02/03/2026",
        "digest": "0123 4567 89ab cdef 0123 4567",
        "fingerprint": "89ab cdef 0123 4567 89ab cdef",
        "address": "https://phuong.example/doi-chieu/2026-03-02/",
        "notes": ["Không có bản đối chiếu của 1 ngày trước đó."],
        "text": "{}",
    },
    "inspect.case-moved": {
        "symbol": "PA-7/2026",
        "state": "Đang giải quyết",
        "text": "Phường nhận giải quyết.",
        "code": "ABCD-EFGH-JKMN",
        "due_on": date(2026, 3, 16),
        "address": "https://phuong.example/theo-doi/#ABCD-EFGH-JKMN",
    },
    "inspect.case-received": {
        "symbol": "PA-7/2026",
        "label": "Phản ánh, kiến nghị",
        "code": "ABCD-EFGH-JKMN",
        "due_on": date(2026, 3, 16),
        "address": "https://phuong.example/theo-doi/#ABCD-EFGH-JKMN",
    },
    "inspect.mail-received": {
        "symbol": "PA-7/2026",
        "code": "ABCD-EFGH-JKMN",
        "due_on": date(2026, 3, 16),
        "notes": ["phim.mp4: tệp lớn hơn 25 MB."],
        "title": "Đèn đường & nắp cống",
        "address": "https://phuong.example/theo-doi/",
    },
    "inspect.mail-written": {
        "symbol": "PA-7/2026",
        "code": "ABCD-EFGH-JKMN",
        "text": "Mời ông đến trụ sở.",
        "title": "Đèn đường & nắp cống",
        "address": "https://phuong.example/theo-doi/",
    },
    "discuss.initiative_answered": {
        "title": "Lắp đèn ngõ 12 & 14",
        "said": "không được đưa ra cộng đồng bàn",
        "answer": "Ngân sách năm nay đã hết.",
        "address": "https://phuong.example/sang-kien/1/",
    },
    "discuss.vote": {
        "title": "Giờ tập thể dục & khiêu vũ",
        "whom": "hộ gia đình",
        "opens_at": None,
        "closes_at": date(2026, 3, 12),
        "address": "https://phuong.example/dan-ban/1/",
    },
    "duties.reminder": {
        "today": date(2026, 3, 2),
        "late": [("Niêm yết & thông báo", "Trễ 1 ngày")],
        "due": [],
        "more": 0,
        "address": "https://phuong.example/",
    },
    "inspect.reception-cancelled": {
        "day": date(2026, 3, 5),
        "hours": "08:00 đến 11:00",
        "reason": "Bão số 3 & nước lên",
        "address": "https://phuong.example/tiep-cong-dan/",
    },
    "portal.confirm": {"address": "https://phuong.example/xac-nhan/"},
    "portal.published": {
        "title": "Danh sách & mức hỗ trợ",
        "item": "",
        "address": "https://phuong.example/cong-khai/1/",
        "correction": "",
    },
}


def test_every_kind_has_a_sample():
    assert set(SAMPLES) == set(KINDS)


@pytest.mark.parametrize("key", sorted(SAMPLES))
def test_it_renders_as_plain_text(db, key):
    subject, body = words_of(KINDS[key], factories.ward(), SAMPLES[key])
    assert subject
    assert body.strip()
    assert SAMPLES[key].get("address", "") in body
    for left in ("{{", "{%", "&amp;", "None"):
        assert left not in subject + body


@pytest.mark.parametrize("key", sorted(SAMPLES))
def test_it_takes_just_what_it_declares(db, key):
    short = dict(list(SAMPLES[key].items())[1:])
    with pytest.raises(TypeError):
        words_of(KINDS[key], factories.ward(), short)
