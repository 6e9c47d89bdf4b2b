"""In which forms a disclosure reaches the people: planned, and what was really done."""

from django.db import models

from danchu.core.models import StoredFile, WardOwned
from danchu.know.models.disclosure import Disclosure
from danchu.know.states import HandoverState, Manner, PostingState
from danchu.ward.models import Person, ResidentialGroup


class Form(WardOwned):
    """A form of disclosure chosen for one content (hình thức công khai, Điều 12).

    ``key`` is that of the law's list. ``done_from`` to ``done_to`` is what was carried out; posting and the word of
    group leaders are carried out place by place, in ``Posting`` and ``Handover``.
    """

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="forms")
    key = models.CharField("hình thức", max_length=40)
    label = models.CharField("tên hình thức", max_length=120)
    is_required = models.BooleanField("luật bắt buộc", default=False)
    least_days = models.PositiveSmallIntegerField("ít nhất số ngày liên tiếp", null=True, blank=True)
    citation = models.CharField("căn cứ", max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    done_from = models.DateField("thực hiện từ ngày", null=True, blank=True)
    done_to = models.DateField("đến ngày", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        verbose_name = "hình thức công khai"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["ward", "disclosure", "key"], name="form_once"),
            models.CheckConstraint(
                condition=models.Q(done_to=None)
                | models.Q(done_from__isnull=False, done_to__gte=models.F("done_from")),
                name="form_done_period",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Posting(WardOwned):
    """The posting of a disclosure at one place (niêm yết, khoản 2 Điều 13): the ward's office or a community house.

    ``until`` is the first day on which it may be taken down; empty means that it stays.
    """

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="postings")
    group = models.ForeignKey(ResidentialGroup, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    place = models.CharField("nơi niêm yết", max_length=200)
    state = models.CharField("trạng thái", max_length=10, choices=PostingState, default=PostingState.PLANNED)
    posted_on = models.DateField("niêm yết ngày", null=True, blank=True)
    posted_photo = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    witnesses = models.CharField("người chứng kiến", max_length=300, blank=True)
    until = models.DateField("được gỡ từ ngày", null=True, blank=True)
    taken_down_on = models.DateField("gỡ ngày", null=True, blank=True)
    taken_down_photo = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    early_reason = models.CharField("lý do gỡ sớm", max_length=300, blank=True)
    audit_personal = ("witnesses",)

    class Meta:
        verbose_name = "niêm yết"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["ward", "disclosure", "group"], name="posting_group_once"),
            models.UniqueConstraint(
                fields=["ward", "disclosure"], condition=models.Q(group=None), name="posting_office_once"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[PostingState.PLANNED, PostingState.CANCELLED], posted_on=None, taken_down_on=None
                )
                | models.Q(state=PostingState.POSTED, posted_on__isnull=False, taken_down_on=None)
                | models.Q(state=PostingState.TAKEN_DOWN, taken_down_on__gte=models.F("posted_on")),
                name="posting_state_and_dates",
            ),
            models.CheckConstraint(
                condition=models.Q(taken_down_on=None)
                | models.Q(until__isnull=False, taken_down_on__gte=models.F("until"))
                | ~models.Q(early_reason=""),
                name="posting_early_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["ward", "group", "state"], name="posting_of_group")]

    def __str__(self) -> str:
        return f"{self.place}: {self.disclosure.title}"


class Handover(WardOwned):
    """The word that one group leader passes on (thông báo qua tổ trưởng, khoản 4 Điều 13)."""

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="handovers")
    group = models.ForeignKey(ResidentialGroup, on_delete=models.PROTECT, related_name="+")
    state = models.CharField("trạng thái", max_length=10, choices=HandoverState, default=HandoverState.OPEN)
    due_on = models.DateField("hạn")
    told_on = models.DateField("thông báo ngày", null=True, blank=True)
    manner = models.CharField("cách thông báo", max_length=10, choices=Manner, blank=True)
    told_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        verbose_name = "thông báo qua tổ trưởng"
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["ward", "disclosure", "group"], name="handover_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=[HandoverState.OPEN, HandoverState.CANCELLED], told_on=None, manner="")
                | models.Q(state=HandoverState.DONE, told_on__isnull=False, manner__in=Manner.values),
                name="handover_state_and_date",
            ),
        ]
        indexes = [models.Index(fields=["ward", "group", "state", "due_on"], name="handover_of_group")]

    def __str__(self) -> str:
        return f"{self.group}: {self.disclosure.title}"
