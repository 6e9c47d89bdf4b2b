"""Receiving citizens: when, who comes, what was said and promised (Luật Tiếp công dân, Thông tư 04/2021/TT-TTCP)."""

from typing import Any

from django.db import models

from danchu.core.addresses import address_of
from danchu.core.models import WardOwned
from danchu.core.ui.registers import folded
from danchu.inspect.models.case import CODE_SIGNS, Case
from danchu.inspect.states import WAITED_FOR, DayState, Outcome, ReceptionKind, VisitSource, VisitState
from danchu.lib import codes
from danchu.lib.vntext import vn_date
from danchu.ward.models import Organisation, ResidentialGroup


class ReceptionRules(WardOwned):
    """The ward's own rules of its reception room (nội quy tiếp công dân), in force since ``changed_on``."""

    text = models.TextField("nội quy")
    changed_on = models.DateField("áp dụng từ ngày")

    class Meta:
        verbose_name = "nội quy tiếp công dân"
        constraints = [models.UniqueConstraint(fields=["ward"], name="reception_rules_once")]


class ReceptionDay(WardOwned):
    """A time at which the ward receives citizens (buổi tiếp công dân).

    ``by_chair``: the chair of the People's Committee in person. ``slots`` is how many can book; who comes without is
    received too. Numbers are given from ``last_number``, while the row is locked. Planned and actual times differ.
    """

    day = models.DateField("ngày")
    starts = models.TimeField("từ")
    ends = models.TimeField("đến")
    place = models.CharField("nơi tiếp", max_length=200)
    receiver = models.CharField("người tiếp", max_length=150)
    by_chair = models.BooleanField("Chủ tịch Ủy ban nhân dân trực tiếp tiếp", default=False)
    slots = models.PositiveSmallIntegerField("số lượt đặt trước")
    state = models.CharField("trạng thái", max_length=10, choices=DayState, default=DayState.PLANNED)
    cancel_reason = models.CharField("lý do hủy", max_length=300, blank=True)
    last_number = models.PositiveSmallIntegerField("số thứ tự cuối", default=0)
    started_at = models.DateTimeField("bắt đầu lúc", null=True, blank=True)
    ended_at = models.DateTimeField("kết thúc lúc", null=True, blank=True)
    audit_untold = ("last_number",)

    class Meta:
        verbose_name = "buổi tiếp công dân"
        ordering = ["-day", "-starts", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["ward", "day", "starts", "place"], name="reception_day_once"),
            models.CheckConstraint(condition=models.Q(ends__gt=models.F("starts")), name="reception_day_ends_after"),
            models.CheckConstraint(
                condition=models.Q(state=DayState.PLANNED, started_at=None, ended_at=None, cancel_reason="")
                | models.Q(state=DayState.STARTED, started_at__isnull=False, ended_at=None, cancel_reason="")
                | models.Q(state=DayState.ENDED, ended_at__gte=models.F("started_at"), cancel_reason="")
                | (models.Q(state=DayState.CANCELLED, started_at=None, ended_at=None) & ~models.Q(cancel_reason="")),
                name="reception_day_state_and_times",
            ),
        ]

    def __str__(self) -> str:
        return f"Buổi tiếp công dân ngày {vn_date(self.day)}, {self.hours}"

    def get_absolute_url(self) -> str:
        return address_of("inspect:reception-day", self.pk)

    @property
    def hours(self) -> str:
        """From when to when."""
        return f"{self.starts:%H:%M} đến {self.ends:%H:%M}"

    @property
    def who(self) -> str:
        """Who receives, with the office where it is the chair."""
        return f"Chủ tịch {self.receiver}" if self.by_chair else self.receiver


class ReceptionVisit(WardOwned):
    """Somebody who comes on a reception day, booked before or not (lượt tiếp công dân), with a number in its queue.

    ``code`` cancels a booking without an account. ``skips`` is how often it was called in vain. Who it is enters no
    trail, and goes out when a denunciation is made (``is_sealed``).
    """

    day = models.ForeignKey(ReceptionDay, on_delete=models.PROTECT, related_name="visits")
    number = models.PositiveSmallIntegerField("số thứ tự")
    code = models.CharField("mã hủy lịch", max_length=CODE_SIGNS)
    source = models.CharField("hình thức", max_length=6, choices=VisitSource)
    name = models.CharField("họ và tên", max_length=150, blank=True)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    matter = models.CharField("việc muốn trình bày", max_length=500, blank=True)
    group = models.ForeignKey(
        ResidentialGroup, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="tổ dân phố"
    )
    people = models.PositiveSmallIntegerField("số người", default=1)
    state = models.CharField("trạng thái", max_length=10, choices=VisitState, default=VisitState.BOOKED)
    skips = models.PositiveSmallIntegerField("số lần gọi không có mặt", default=0)
    is_sealed = models.BooleanField("tố cáo, đã niêm phong", default=False)
    booked_at = models.DateTimeField("ghi lúc")
    arrived_at = models.DateTimeField("đến lúc", null=True, blank=True)
    called_at = models.DateTimeField("gọi lúc", null=True, blank=True)
    ended_at = models.DateTimeField("xong lúc", null=True, blank=True)
    audit_untold = ("name", "phone", "email", "matter", "code", "group")

    class Meta:
        verbose_name = "lượt tiếp"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["day", "number"], name="reception_number_once"),
            models.UniqueConstraint(fields=["ward", "code"], name="reception_code_once"),
            models.CheckConstraint(condition=models.Q(state__in=VisitState.values), name="reception_visit_state"),
            models.CheckConstraint(condition=models.Q(source__in=VisitSource.values), name="reception_visit_source"),
            models.CheckConstraint(condition=models.Q(people__gt=0), name="reception_visit_people"),
            models.CheckConstraint(
                condition=models.Q(state__in=WAITED_FOR, ended_at=None)
                | (~models.Q(state__in=WAITED_FOR) & models.Q(ended_at__isnull=False)),
                name="reception_visit_end",
            ),
            models.CheckConstraint(
                condition=models.Q(is_sealed=False) | models.Q(name="", phone="", email="", matter="", group=None),
                name="reception_sealed_says_nothing",
            ),
        ]
        indexes = [models.Index(fields=["day", "state", "skips", "number"], name="reception_queue")]

    def __str__(self) -> str:
        return f"Số {self.number}"

    @property
    def code_written(self) -> str:
        """The code as it is printed: XXXX-XXXX-XXXX."""
        return codes.written(self.code)


class ReceptionEntry(WardOwned):
    """A line of the reception book (sổ tiếp công dân, Mẫu số 03 Thông tư 04/2021/TT-TTCP).

    Its columns are: number, day, who and where, identity papers, content, kind and number of people, body that settled
    before, how it was dealt with (taken up, guided, passed on), what followed, note. Of a denunciation ``is_sealed``:
    the line refers to the sealed ``case`` and says nothing else. ``due_on`` is the last day of the answer where it was
    not given at once.
    """

    number = models.PositiveIntegerField("số thứ tự")
    year = models.PositiveSmallIntegerField("năm")
    received_on = models.DateField("ngày tiếp")
    day = models.ForeignKey(
        ReceptionDay, on_delete=models.PROTECT, related_name="entries", null=True, blank=True, verbose_name="buổi tiếp"
    )
    visit = models.OneToOneField(
        ReceptionVisit, on_delete=models.PROTECT, related_name="entry", null=True, blank=True, verbose_name="lượt tiếp"
    )
    name = models.CharField("họ và tên", max_length=150, blank=True)
    address = models.CharField("địa chỉ", max_length=200, blank=True)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    identity = models.CharField("căn cước, giấy tờ tùy thân", max_length=60, blank=True)
    content = models.TextField("nội dung", blank=True)
    kind = models.CharField("phân loại", max_length=12, choices=ReceptionKind)
    people = models.PositiveSmallIntegerField("số người", default=1)
    representatives = models.PositiveSmallIntegerField("số người đại diện", default=1)
    settled_before = models.CharField("cơ quan đã giải quyết", max_length=300, blank=True)
    receiver = models.CharField("người tiếp", max_length=150)
    by_chair = models.BooleanField("Chủ tịch trực tiếp tiếp", default=False)
    outcome = models.CharField("kết quả xử lý", max_length=10, choices=Outcome)
    answer = models.TextField("trả lời, kết luận", blank=True)
    sent_to = models.CharField("hướng dẫn, chuyển đến", max_length=200, blank=True)
    ground = models.CharField("căn cứ từ chối", max_length=20, blank=True)
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="receptions", null=True, blank=True, verbose_name="vụ việc"
    )
    due_on = models.DateField("hạn trả lời", null=True, blank=True)
    answered_on = models.DateField("trả lời ngày", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    is_sealed = models.BooleanField("tố cáo, đã niêm phong", default=False)
    search_text = models.TextField(editable=False)
    audit_personal = ("name", "address", "phone", "identity", "content", "answer", "settled_before", "note")
    audit_untold = ("search_text",)

    class Meta:
        verbose_name = "dòng sổ tiếp công dân"
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["ward", "year", "number"], name="reception_entry_number_once"),
            models.CheckConstraint(condition=models.Q(kind__in=ReceptionKind.values), name="reception_entry_kind"),
            models.CheckConstraint(condition=models.Q(outcome__in=Outcome.values), name="reception_entry_outcome"),
            models.CheckConstraint(
                condition=models.Q(people__gt=0, representatives__gt=0, representatives__lte=models.F("people")),
                name="reception_entry_people",
            ),
            models.CheckConstraint(
                condition=(models.Q(outcome=Outcome.CASE) & models.Q(case__isnull=False))
                | (~models.Q(outcome=Outcome.CASE) & models.Q(case=None)),
                name="reception_entry_case",
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome=Outcome.REFUSED) | ~models.Q(ground=""), name="reception_refused_ground"
            ),
            models.CheckConstraint(
                condition=(models.Q(outcome=Outcome.LATER) & models.Q(due_on__isnull=False))
                | (~models.Q(outcome=Outcome.LATER) & models.Q(due_on=None)),
                name="reception_later_is_due",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    is_sealed=True,
                    kind=ReceptionKind.DENUNCIATION,
                    outcome=Outcome.CASE,
                    name="",
                    address="",
                    phone="",
                    identity="",
                    content="",
                    answer="",
                    settled_before="",
                    note="",
                )
                | (models.Q(is_sealed=False) & ~models.Q(kind=ReceptionKind.DENUNCIATION)),
                name="reception_denunciation_is_sealed",
            ),
        ]
        indexes = [models.Index(fields=["ward", "received_on"], name="reception_entry_day")]

    def __str__(self) -> str:
        return f"Sổ tiếp công dân số {self.number}/{self.year}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Set the column that search uses."""
        self.search_text = folded(self.name, self.address, self.phone, self.content, self.answer, self.receiver)[:4000]

    def get_absolute_url(self) -> str:
        return address_of("inspect:reception-entry", self.pk)

    @property
    def followed(self) -> str:
        """What the book says in its column of what followed."""
        if self.answered_on is not None:
            return f"Trả lời ngày {vn_date(self.answered_on)}"
        if self.due_on is not None:
            return f"Hạn trả lời {vn_date(self.due_on)}"
        if self.outcome == Outcome.ANSWERED:
            return "Đã trả lời tại chỗ"
        return self.case.get_state_display() if self.case and not self.is_sealed else ""


class ReceptionPromise(WardOwned):
    """Something that the one who received promised (lời hứa, ý kiến chỉ đạo khi tiếp công dân), with its day."""

    entry = models.ForeignKey(ReceptionEntry, on_delete=models.PROTECT, related_name="promises")
    text = models.CharField("nội dung hứa", max_length=500)
    unit = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="đơn vị thực hiện"
    )
    due_on = models.DateField("hạn thực hiện")
    promised_on = models.DateField("hứa ngày")
    kept_on = models.DateField("thực hiện ngày", null=True, blank=True)
    how = models.CharField("kết quả thực hiện", max_length=500, blank=True)
    audit_personal = ("text", "how")

    class Meta:
        verbose_name = "lời hứa khi tiếp công dân"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("promised_on")), name="reception_promise_due_after"
            ),
            models.CheckConstraint(
                condition=models.Q(kept_on=None, how="") | (models.Q(kept_on__isnull=False) & ~models.Q(how="")),
                name="reception_promise_kept_how",
            ),
        ]
        indexes = [models.Index(fields=["ward", "kept_on", "due_on"], name="reception_promises")]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return address_of("inspect:reception-entry", self.entry_id)
