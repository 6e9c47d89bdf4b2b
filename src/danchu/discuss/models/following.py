"""What follows a decision: the paper it stands on, to whom it was told, whom it puts in or out of office, the code."""

from typing import Any

from django.db import models

from danchu.core.addresses import address_of
from danchu.core.models import WardOwned
from danchu.core.ui.registers import folded
from danchu.discuss.models.decision import Decision
from danchu.discuss.states import ReleaseGround, WrittenAs
from danchu.know.models import Disclosure
from danchu.know.states import Manner
from danchu.ward.models import Mandate, ResidentialGroup


class FollowUp(WardOwned):
    """What was done after a decision was closed (Điều 20.3, 23 Luật số 10/2022/QH15): as what it is written, sent to
    the People's Committee and the Front, published, decided again among the tied, carried out and reported on.
    ``in_force_on`` is the day that the Committee set, of decisions that take effect so (Điều 21.2)."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="follow_up")
    written_as = models.CharField("thể hiện bằng", max_length=10, choices=WrittenAs, default=WrittenAs.RESOLUTION)
    carry_out_by = models.DateField("hạn thực hiện, báo cáo", null=True, blank=True)
    sent_on = models.DateField("gửi Ủy ban nhân dân, Mặt trận ngày", null=True, blank=True)
    sent_note = models.CharField("người nhận, cách gửi", max_length=300, blank=True)
    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    runoff = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="runoff_of", null=True, blank=True)
    in_force_on = models.DateField("có hiệu lực từ ngày", null=True, blank=True)
    in_force_note = models.CharField("văn bản của Ủy ban nhân dân phường", max_length=300, blank=True, default="")
    reported_on = models.DateField("báo cáo kết quả thực hiện ngày", null=True, blank=True)
    report = models.TextField("kết quả thực hiện", blank=True)

    class Meta:
        verbose_name = "việc sau khi quyết định"
        constraints = [
            models.CheckConstraint(condition=models.Q(written_as__in=WrittenAs.values), name="follow_up_written_as"),
            models.CheckConstraint(
                condition=models.Q(reported_on=None) | ~models.Q(report=""), name="follow_up_report_says_something"
            ),
        ]

    def __str__(self) -> str:
        return str(self.decision)


class Telling(WardOwned):
    """That the households of a group were told of what was decided, how and when (báo đến từng hộ).

    ``households`` is how many were told; ``missed`` the codes of those of the roll that were not reached.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="tellings")
    group = models.ForeignKey(ResidentialGroup, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    manner = models.CharField("bằng cách", max_length=10, choices=Manner)
    told_on = models.DateField("ngày báo")
    households = models.PositiveIntegerField("số hộ đã báo")
    missed = models.JSONField("mã các hộ chưa báo được", default=list, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        verbose_name = "lần báo đến các hộ"
        ordering = ["told_on", "pk"]
        constraints = [models.CheckConstraint(condition=models.Q(manner__in=Manner.values), name="telling_manner")]


class Release(WardOwned):
    """Whose office a decision is to end (cho thôi làm Tổ trưởng, khoản 1 Điều 9 Nghị định 59/2023), and on what ground.

    ``backing`` is how many households asked for it where that is the ground.
    """

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="release")
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField("căn cứ", max_length=10, choices=ReleaseGround)
    asked_on = models.DateField("ngày đơn, văn bản đề nghị")
    backing = models.PositiveIntegerField("số hộ kiến nghị", default=0)

    class Meta:
        verbose_name = "đề nghị cho thôi giữ chức danh"
        constraints = [
            models.CheckConstraint(condition=models.Q(ground__in=ReleaseGround.values), name="release_ground")
        ]


class VillageCode(WardOwned):
    """The code of a community (hương ước, quy ước, Nghị định 61/2023/NĐ-CP), from its draft to its end.

    ``posted_on`` is since when the draft has been posted; ``disclosure`` the disclosure that shows it, if any.
    ``review_day`` ("11-18") is the day of the yearly review that the law or the community set.
    """

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="village_code")
    group = models.ForeignKey(ResidentialGroup, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    title = models.CharField("tên", max_length=300)
    text = models.TextField("toàn văn")
    posted_on = models.DateField("niêm yết dự thảo từ ngày", null=True, blank=True)
    posted_at_place = models.CharField("nơi niêm yết", max_length=200, blank=True)
    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    review_day = models.CharField("ngày rà soát hằng năm", max_length=5)
    in_force_on = models.DateField("có hiệu lực từ ngày", null=True, blank=True)
    reviewed_on = models.DateField("rà soát gần nhất ngày", null=True, blank=True)
    review_note = models.CharField("kết quả rà soát", max_length=300, blank=True)
    ended_on = models.DateField("hết hiệu lực từ ngày", null=True, blank=True)
    search_text = models.CharField(max_length=800, editable=False)
    audit_untold = ("search_text",)

    class Meta:
        verbose_name = "hương ước, quy ước"
        ordering = ["-in_force_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(ended_on__gte=models.F("in_force_on")),
                name="village_code_days",
            )
        ]
        indexes = [models.Index(fields=["ward", "group", "-in_force_on"], name="village_code_of_group")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = folded(self.title, self.text)[:800]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address_of("discuss:code", self.pk)
