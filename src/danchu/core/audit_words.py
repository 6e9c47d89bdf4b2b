"""The audit trail in words: acts, books, targets and values as people read them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models

from danchu.core.models import AuditEntry
from danchu.core.official import REGISTRY
from danchu.core.templatetags.danchu import shown
from danchu.lib.vntext import capitalise

HIDDEN = "Dữ liệu cá nhân, chỉ người kiểm tra nhật ký xem được"
ERASED = "Dữ liệu cá nhân, đã xóa theo luật"

ARGUMENTS = {
    "about": "về",
    "account": "tài khoản",
    "address": "đường dẫn",
    "answer": "trả lời",
    "apart": "số dòng tách riêng lời về vụ việc",
    "arrivals": "các hộ đến họp",
    "arrived_at": "đến lúc",
    "asked_on": "ngày đề nghị",
    "backing": "hộ ủng hộ",
    "body": "nội dung",
    "by_chair": "Chủ tịch trực tiếp tiếp",
    "carry_out_by": "hạn thực hiện",
    "case": "vụ việc",
    "channel": "hình thức gửi",
    "choices": "phương án đã chọn",
    "clause": "khoản của nghị quyết",
    "code": "mã theo dõi",
    "column": "cột",
    "complexity": "mức độ",
    "contact": "người gửi",
    "content": "nội dung",
    "data": "thông tin",
    "days": "số ngày",
    "departure": "lý do rời đi",
    "digest": "mã băm",
    "disclosure": "nội dung công khai",
    "document": "văn bản",
    "done_on": "đã làm ngày",
    "drafts": "các việc phát sinh",
    "due_on": "hạn",
    "duty": "việc phải làm",
    "elector": "hộ trong danh sách",
    "electors": "các hộ trong danh sách",
    "email": "thư điện tử",
    "file": "tệp",
    "files": "tài liệu kèm theo",
    "form": "hình thức",
    "forwarded_to": "chuyển đến",
    "found": "kết quả",
    "ground": "căn cứ",
    "group": "tổ dân phố",
    "groups": "các tổ nhận",
    "guest": "hộ, người dự họp",
    "handed_out_by": "người phát phiếu",
    "handler": "người được giao",
    "hands_out_from": "phát phiếu từ ngày",
    "head_after": "mã băm cuối sau khi ghi lại",
    "head_before": "mã băm cuối trước khi ghi lại",
    "hint": "gợi ý",
    "household": "hộ gia đình",
    "households": "các hộ",
    "how": "kết quả thực hiện",
    "in_several_places": "kiểm tra ở nhiều nơi",
    "in_time": "thu đúng hạn",
    "into": "sáp nhập vào",
    "invalid_because": "lý do không hợp lệ",
    "is_remote": "vùng sâu, vùng xa",
    "is_told": "báo người gửi",
    "item": "nội dung biểu quyết",
    "key": "mã",
    "key_after": "dấu khóa mới",
    "key_before": "dấu khóa trước",
    "kind": "loại",
    "letter": "thư",
    "manner": "cách thông báo",
    "matter": "việc chung",
    "method": "cách biểu quyết",
    "missed": "hộ chưa báo được",
    "name": "tên",
    "new_head": "chủ hộ mới",
    "no_dialogue": "lý do không đối thoại",
    "note": "ghi chú, lý do",
    "noticed_on": "ngày thông báo",
    "number": "số trên máy chủ thư",
    "on": "ngày",
    "only_missing": "chỉ hộ chưa có ý kiến",
    "order": "thứ tự",
    "organisation": "cơ quan, tổ chức",
    "organisations": "các đơn vị nhận",
    "outcome": "kết luận",
    "paper": "phiếu lấy ý kiến",
    "papers": "các phiếu lấy ý kiến",
    "payload": "nội dung",
    "people": "thành phần",
    "person": "người",
    "personal_data": "dữ liệu cá nhân",
    "photo": "ảnh",
    "place": "địa điểm",
    "plan": "phương án",
    "planned_on": "dự kiến ngày",
    "pledge": "lời hứa",
    "position": "thứ tự",
    "previous": "mã băm trước đó",
    "public_text": "nội dung công khai",
    "reason": "lý do",
    "receipt": "biên nhận",
    "received_on": "ngày nhận",
    "receiver": "người tiếp",
    "recognised": "công nhận",
    "record": "nội dung ghi sổ",
    "replacing": "thay cho",
    "report": "báo cáo",
    "rewritten": "số dòng ẩn tên",
    "roll": "danh sách hộ",
    "said_at": "thời điểm phát biểu",
    "satisfaction": "mức hài lòng",
    "seal": "niêm phong",
    "session": "giờ, nơi, người tiếp",
    "sealed": "niêm phong",
    "pair": "khóa mới",
    "sha256": "mã băm của tệp",
    "sheet": "biên bản kiểm phiếu",
    "shows_place": "công khai cả địa điểm",
    "signer": "người ký",
    "since": "từ ngày",
    "source": "nội dung dự thảo",
    "starts": "giờ",
    "state_secret": "bí mật nhà nước",
    "succeeded": "mở được",
    "summary": "tóm tắt",
    "tally": "số phiếu đếm được",
    "target": "về việc",
    "term": "nhiệm kỳ",
    "text": "nội dung",
    "title": "tiêu đề",
    "topic": "lĩnh vực",
    "unit": "đơn vị",
    "until": "đến ngày",
    "upload": "tệp tải lên",
    "visit": "lượt tiếp",
    "voice": "hộ đã có ý kiến",
    "votes": "số phiếu",
    "wants_public": "đồng ý công khai",
    "ways": "hình thức",
    "what": "việc",
    "weekdays": "ngày trong tuần",
    "who": "người",
    "words": "câu khóa",
    "wrapped": "phần khóa",
    "written_as": "hình thức văn bản",
    "year": "năm",
}
"""Words for what an act is told and for columns without words of their own."""


UPGRADES = {"core.unname_senders": "Ẩn tên người gửi trong các dòng đã ghi, tính lại mã băm của sổ"}
"""What no act does any more, or ever did: entries that an update of the software wrote."""


def act_words(action: str) -> str:
    """What an act is called; one that the software no longer knows keeps the name under which it was recorded."""
    act = REGISTRY.get(action)
    return act.label if act else UPGRADES.get(action, f"Hành vi cũ ({action})")


def acts() -> list[tuple[str, str]]:
    """Every act with its words, in the order of the words."""
    named = {name: act.label for name, act in REGISTRY.items()} | UPGRADES
    return sorted(named.items(), key=lambda each: each[1])


def model_of(target_type: str) -> type[models.Model] | None:
    """The table that ``"app.model"`` names, if there is one."""
    try:
        return apps.get_model(target_type)
    except (LookupError, ValueError):
        return None


def target_words(entry: AuditEntry) -> str:
    """What an act was about. People and households appear by number, not by name."""
    if not entry.target_type:
        return ""
    if entry.target_name:
        return f"{_kind_words(entry.target_type)}: {entry.target_name}"
    return thing_words(entry.target_type, entry.target_id)


def thing_words(target_type: str, target_id: str) -> str:
    """A row by its kind and number."""
    return f"{_kind_words(target_type)} số {target_id}"


def _kind_words(target_type: str) -> str:
    model = model_of(target_type)
    return capitalise(str(model._meta.verbose_name)) if model else "Đối tượng"


@dataclass(frozen=True)
class Line:
    """A field that an act was told or changed, in words."""

    name: str
    before: Any
    after: Any


class Reader:
    """Reads the content of one entry. ``secrets`` are the clear personal values by path, for those who may see them;
    None for everyone else."""

    def __init__(self, entry: AuditEntry, secrets: Mapping[str, Any] | None) -> None:
        self._content: Mapping[str, Any] = entry.payload.get("content", {})
        self._secrets = secrets
        model = model_of(entry.target_type)
        self._fields = {each.attname: each for each in model._meta.concrete_fields} if model else {}
        self._fields |= {each.name: each for each in self._fields.values()}

    def changes(self) -> Iterator[Line]:
        """Each field that differs, before and after."""
        before, after = self._content.get("before", {}), self._content.get("after", {})
        for key in {**before, **after}:
            yield Line(
                self._words(key),
                self._value(f"before.{key}", key, before.get(key)),
                self._value(f"after.{key}", key, after.get(key)),
            )

    def arguments(self) -> Iterator[Line]:
        """What the act was told."""
        for key, value in self._content.get("arguments", {}).items():
            yield Line(self._words(key), None, self._value(f"arguments.{key}", key, value))

    def _words(self, key: str) -> str:
        return capitalise(field_words(self._fields[key]) if key in self._fields else ARGUMENTS.get(key, key))

    def _value(self, path: str, key: str, value: Any) -> Any:
        if isinstance(value, dict) and set(value) == {"sha256"}:
            if self._secrets is None:
                return HIDDEN
            return self._plain(key, self._secrets[path]) if path in self._secrets else ERASED
        return self._plain(key, value)

    def _plain(self, key: str, value: Any) -> Any:
        if isinstance(value, dict):
            return "; ".join(f"{ARGUMENTS.get(name, name)}: {self._plain('', each)}" for name, each in value.items())
        if isinstance(value, list):
            return "; ".join(str(self._plain("", each)) for each in value)
        field = self._fields.get(key)
        if isinstance(field, models.ForeignKey) and value is not None and ":" not in str(value):
            return f"số {value}"
        if isinstance(field, models.Field) and field.choices:
            return dict(field.flatchoices).get(value, value)
        return _moment(field, value) if isinstance(value, str) else shown(value)


def field_words(field: models.Field[Any, Any]) -> str:
    """The words for a column: its own, else those of what it points to, else those of ``ARGUMENTS``."""
    own = str(field.verbose_name)
    if own != field.name.replace("_", " "):
        return own
    if field.related_model is not None and isinstance(field.related_model, type):
        return str(field.related_model._meta.verbose_name)
    return ARGUMENTS.get(field.name, own)


def _moment(field: object, value: str) -> Any:
    """A day or a moment that the trail keeps as text, the Vietnamese way."""
    try:
        if isinstance(field, models.DateTimeField):
            return shown(datetime.fromisoformat(value))
        if isinstance(field, models.DateField):
            return shown(date.fromisoformat(value))
    except ValueError:
        return value
    target_type, _, number = value.partition(":")
    if number.isdigit() and model_of(target_type):
        return thing_words(target_type, number)
    return value
