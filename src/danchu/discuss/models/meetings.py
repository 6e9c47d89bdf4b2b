"""A meeting of the community: its plan, who came, what was done in which order."""

from typing import Any

from django.db import models

from danchu.core.addresses import address_of
from danchu.core.models import User, WardOwned
from danchu.core.ui.registers import folded
from danchu.discuss.models.decision import Decision
from danchu.discuss.states import MeetingState, Method
from danchu.ward.models import Household, Organisation, Person, ResidentialGroup


class Meeting(WardOwned):
    """A meeting of a community (cuộc họp cộng đồng dân cư, Điều 18 Luật số 10/2022/QH15, Điều 3 Nghị định 59/2023).

    ``households`` is how many there were when it was planned, and again when it began. Inside an ``organisation`` its
    members meet. Planned and actual times are different fields. ``counters`` is the counting team (Ban kiểm phiếu) and
    ``witnesses`` the households that witness the count, a name a line; both only where a vote is secret.
    """

    group = models.ForeignKey(
        ResidentialGroup, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="tổ dân phố"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    title = models.CharField("tên cuộc họp", max_length=300)
    place = models.CharField("địa điểm", max_length=200)
    planned_at = models.DateTimeField("dự kiến họp lúc")
    agenda = models.TextField("chương trình", blank=True)
    chair = models.CharField("người chủ trì", max_length=150)
    secretary = models.CharField("thư ký", max_length=150, blank=True)
    secretary_votes = models.PositiveIntegerField("số người đồng ý cử thư ký", null=True, blank=True)
    notes = models.TextField("ý kiến thảo luận", blank=True)
    counters = models.TextField("Ban kiểm phiếu", blank=True)
    counters_votes = models.PositiveIntegerField("số người đồng ý Ban kiểm phiếu", null=True, blank=True)
    witnesses = models.TextField("hộ chứng kiến kiểm phiếu", blank=True)
    households = models.PositiveIntegerField("tổng số hộ", default=0)
    state = models.CharField("trạng thái", max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    started_at = models.DateTimeField("khai mạc lúc", null=True, blank=True)
    ended_at = models.DateTimeField("bế mạc lúc", null=True, blank=True)
    cancellation_reason = models.CharField("lý do không họp", max_length=300, blank=True)
    search_text = models.CharField(max_length=800, editable=False)
    audit_personal = ("chair", "secretary", "counters", "witnesses")
    audit_untold = ("search_text",)

    class Meta:
        verbose_name = "cuộc họp"
        ordering = ["-planned_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=MeetingState.values), name="meeting_state"),
            models.CheckConstraint(
                condition=models.Q(state=MeetingState.PLANNED, started_at=None, ended_at=None)
                | models.Q(state=MeetingState.STARTED, started_at__isnull=False, ended_at=None)
                | models.Q(state=MeetingState.ENDED, ended_at__gte=models.F("started_at"))
                | (models.Q(state=MeetingState.CANCELLED, started_at=None) & ~models.Q(cancellation_reason="")),
                name="meeting_state_and_dates",
            ),
        ]
        indexes = [
            models.Index(fields=["ward", "-planned_at"], name="meeting_order"),
            models.Index(fields=["ward", "group", "-planned_at"], name="meeting_of_group"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = folded(self.title, self.place, self.agenda)[:800]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address_of("discuss:meeting", self.pk)


class MeetingItem(WardOwned):
    """A decision on the agenda of a meeting (nội dung biểu quyết).

    ``method`` is the form of voting that those present chose, with ``method_votes``. What is neither voted nor
    postponed keeps the meeting from ending.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="meeting_items")
    position = models.PositiveSmallIntegerField("thứ tự")
    method = models.CharField("hình thức biểu quyết đã chọn", max_length=6, choices=Method, blank=True)
    method_votes = models.PositiveIntegerField("số người chọn hình thức biểu quyết", null=True, blank=True)
    voted_at = models.DateTimeField("biểu quyết lúc", null=True, blank=True)
    postponement = models.CharField("lý do chưa biểu quyết", max_length=300, blank=True)

    class Meta:
        verbose_name = "nội dung biểu quyết"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "decision"], name="meeting_item_once"),
            models.UniqueConstraint(fields=["meeting", "position"], name="meeting_item_position"),
            models.CheckConstraint(condition=models.Q(method__in=["", *Method.values]), name="meeting_item_method"),
            models.CheckConstraint(
                condition=models.Q(voted_at=None) | models.Q(postponement=""), name="meeting_item_voted_or_postponed"
            ),
        ]


class Attendance(WardOwned):
    """That a household is represented at a meeting (hộ có đại diện dự họp), through whom, since when.

    Two devices that check in the same household at once make one row.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    member = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    representative = models.CharField("người dự họp", max_length=150, blank=True)
    is_authorised = models.BooleanField("theo giấy ủy quyền", default=False)
    came_at = models.DateTimeField("có mặt lúc")
    left_at = models.DateTimeField("về lúc", null=True, blank=True)
    audit_personal = ("representative",)

    class Meta:
        verbose_name = "hộ dự họp"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "household"], name="attendance_household_once"),
            models.UniqueConstraint(fields=["meeting", "member"], name="attendance_member_once"),
            models.CheckConstraint(
                condition=models.Q(household__isnull=False, member=None)
                | models.Q(household=None, member__isnull=False),
                name="attendance_household_or_member",
            ),
            models.CheckConstraint(
                condition=models.Q(left_at=None) | models.Q(left_at__gte=models.F("came_at")), name="attendance_times"
            ),
        ]


class MeetingStep(WardOwned):
    """One thing done on a device during a meeting (thao tác tại cuộc họp), sent at once or when the line was back.

    ``key`` is made by the device: what arrives twice is done once. ``refusal`` says why it was not done.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="steps")
    key = models.CharField(max_length=40)
    kind = models.CharField("thao tác", max_length=20)
    payload = models.JSONField()
    done_at = models.DateTimeField("làm lúc")
    arrived_at = models.DateTimeField("nhận lúc")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    refusal = models.CharField("lý do không nhận", max_length=300, blank=True)

    class Meta:
        verbose_name = "thao tác tại cuộc họp"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "key"], name="meeting_step_once")]
