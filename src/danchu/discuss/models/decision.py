"""What a community is asked, of whom, and what came out."""

from typing import Any

from django.db import models

from danchu.core.addresses import address_of
from danchu.core.models import WardOwned
from danchu.core.ui.registers import folded
from danchu.discuss.states import Answer, Form, Method, Recognition, State
from danchu.matters.models import Matter
from danchu.ward.models import Household, Organisation, Person, ResidentialGroup


class Decision(WardOwned):
    """Something that a community decides (quyết định của cộng đồng dân cư, Điều 15 đến 21 Luật số 10/2022/QH15).

    ``kind`` is a key of the law's kinds of matter. ``rule`` keeps the kind, the majority and the base as they were when
    it was opened. The electors are the households of the groups in ``DecisionGroup``; inside an ``organisation`` they
    are its members. ``seats`` is above 0 in an election. Planned and actual times are different fields.
    ``bundle_digest`` is that of the published bundle, set at the close, ``bundle_seal`` the site's signature over it.
    ``chain_length`` and ``chain_head`` repeat what the last open ballot says; the row is locked while one is added.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+", verbose_name="việc")
    kind = models.CharField("loại việc theo Điều 15", max_length=20)
    title = models.CharField("tên việc", max_length=300)
    proposal = models.TextField("nội dung xin ý kiến")
    is_ward_wide = models.BooleanField("phạm vi toàn phường", default=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="trong đơn vị"
    )
    method = models.CharField("cách biểu quyết", max_length=6, choices=Method, default=Method.OPEN)
    by_meeting = models.BooleanField("họp", default=False)
    by_ballot = models.BooleanField("phát phiếu", default=False)
    by_online = models.BooleanField("trực tuyến", default=False)
    ballot_ground = models.CharField("căn cứ phát phiếu", max_length=20, blank=True)
    online_conditions = models.JSONField("điều kiện biểu quyết trực tuyến đã ghi nhận", default=dict, blank=True)
    is_changeable = models.BooleanField("được đổi ý kiến trực tuyến đến khi kết thúc", default=False)
    seats = models.PositiveSmallIntegerField("số người được bầu", default=0)
    opens_at = models.DateTimeField("dự kiến bắt đầu", null=True, blank=True)
    closes_at = models.DateTimeField("dự kiến kết thúc", null=True, blank=True)
    opened_at = models.DateTimeField("bắt đầu lúc", null=True, blank=True)
    closed_at = models.DateTimeField("kết thúc lúc", null=True, blank=True)
    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.PREPARING)
    rule = models.JSONField("quy định áp dụng", default=dict)
    base = models.PositiveIntegerField("tổng số hộ", default=0)
    outcome = models.JSONField("kết quả", default=dict, blank=True)
    passed = models.BooleanField("được thông qua", null=True, blank=True)
    recognition = models.CharField("công nhận", max_length=10, choices=Recognition, blank=True, default="")
    recognised_on = models.DateField("ngày công nhận hoặc trả lời", null=True, blank=True)
    recognition_note = models.TextField("văn bản công nhận, lý do", blank=True)
    withdrawal_reason = models.TextField("lý do rút", blank=True)
    bundle_digest = models.CharField("mã băm của gói dữ liệu", max_length=64, blank=True)
    bundle_seal = models.BinaryField(max_length=64, null=True)
    recount_since = models.DateTimeField("kiểm phiếu lại từ", null=True, blank=True)
    chain_length = models.PositiveIntegerField(default=0)
    chain_head = models.CharField(max_length=64, blank=True)
    search_text = models.CharField(max_length=800, editable=False)
    audit_untold = ("search_text", "chain_length", "chain_head", "bundle_seal")

    class Meta:
        verbose_name = "việc bàn và quyết định"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="decision_state"),
            models.CheckConstraint(condition=models.Q(method__in=Method.values), name="decision_method"),
            models.CheckConstraint(condition=models.Q(recognition__in=Recognition.values), name="decision_recognition"),
            models.CheckConstraint(
                condition=models.Q(state=State.PREPARING, opened_at=None, closed_at=None)
                | models.Q(state=State.OPEN, opened_at__isnull=False, closed_at=None, base__gt=0)
                | models.Q(
                    state=State.CLOSED, opened_at__isnull=False, closed_at__gte=models.F("opened_at"), base__gt=0
                )
                | models.Q(state=State.WITHDRAWN),
                name="decision_state_and_dates",
            ),
            models.CheckConstraint(
                condition=models.Q(state=State.CLOSED, passed__isnull=False)
                | (~models.Q(state=State.CLOSED) & models.Q(passed=None)),
                name="decision_outcome_when_closed",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.WITHDRAWN) | ~models.Q(withdrawal_reason=""),
                name="decision_withdrawn_with_reason",
            ),
            # A secret voice leaves no trace by which it could be found again and changed.
            models.CheckConstraint(
                condition=models.Q(is_changeable=False) | models.Q(method=Method.OPEN), name="decision_secret_is_final"
            ),
        ]
        indexes = [
            models.Index(fields=["ward", "state", "closes_at"], name="decision_work_list"),
            models.Index(fields=["ward", "-closed_at"], name="decision_results"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = folded(self.title, self.proposal)[:800]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address_of("discuss:decision", self.pk)

    @property
    def forms(self) -> tuple[str, ...]:
        """The keys of the forms that were chosen."""
        chosen = {"meeting": self.by_meeting, "ballot": self.by_ballot, "online": self.by_online}
        return tuple(key for key, is_chosen in chosen.items() if is_chosen)

    @property
    def forms_in_words(self) -> str:
        """The chosen forms as people say them."""
        return ", ".join(str(Form(each).label) for each in self.forms)

    @property
    def is_secret(self) -> bool:
        return self.method == Method.SECRET

    @property
    def is_recounted(self) -> bool:
        """Whether what was said is being counted again: then nothing more is said."""
        return self.recount_since is not None


class DecisionGroup(WardOwned):
    """A residential group in the scope of a decision, with the number of its households when it was opened."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="groups")
    group = models.ForeignKey(ResidentialGroup, on_delete=models.PROTECT, related_name="+")
    households = models.PositiveIntegerField("số hộ", default=0)

    class Meta:
        verbose_name = "tổ dân phố trong phạm vi"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["decision", "group"], name="decision_group_once")]

    def __str__(self) -> str:
        return self.group.name


class Option(WardOwned):
    """An answer that can be chosen (phương án), or a candidate (người ứng cử) in an election."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="options")
    position = models.PositiveSmallIntegerField("thứ tự")
    answer = models.CharField("ý nghĩa", max_length=10, choices=Answer)
    text = models.CharField("nội dung", max_length=200)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    note = models.CharField("giới thiệu", max_length=500, blank=True)
    is_self_nominated = models.BooleanField("tự ứng cử", default=False)

    class Meta:
        verbose_name = "phương án"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "position"], name="option_position_once"),
            models.CheckConstraint(condition=models.Q(answer__in=Answer.values), name="option_answer"),
        ]

    def __str__(self) -> str:
        return self.text


class Elector(WardOwned):
    """An entry of the roll of a decision (danh sách hộ được bàn và quyết định), frozen when it was opened.

    Just one of ``household`` and ``member`` is set. ``name`` is the head of household or the member then.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="electors")
    number = models.PositiveIntegerField("số thứ tự")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    member = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    group = models.ForeignKey(ResidentialGroup, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    code = models.CharField("mã hộ", max_length=30)
    name = models.CharField("chủ hộ, người có tên", max_length=150)
    search_text = models.CharField(max_length=300, editable=False)
    audit_personal = ("name",)

    class Meta:
        verbose_name = "hộ trong danh sách"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "number"], name="elector_number_once"),
            models.UniqueConstraint(fields=["decision", "household"], name="elector_household_once"),
            models.UniqueConstraint(fields=["decision", "member"], name="elector_member_once"),
            models.CheckConstraint(
                condition=models.Q(household__isnull=False, member=None)
                | models.Q(household=None, member__isnull=False),
                name="elector_household_or_member",
            ),
        ]
        indexes = [models.Index(fields=["decision", "group", "number"], name="elector_of_group")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
