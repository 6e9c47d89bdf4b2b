"""Ballot papers that go to households."""

from django.db import models

from danchu.core.models import User, WardOwned
from danchu.discuss.models.decision import Decision, Elector
from danchu.discuss.states import PaperState
from danchu.ward.models import ResidentialGroup


class PaperBatch(WardOwned):
    """How papers go out and come back in a group, or inside an organisation (đợt phát phiếu, khoản 2 Điều 19): the
    team, the day on which it was announced, the first day of handing out, where papers are handed in."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="batches")
    group = models.ForeignKey(ResidentialGroup, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    team = models.CharField("tổ phát phiếu", max_length=500)
    noticed_on = models.DateField("công khai việc phát phiếu ngày")
    hands_out_from = models.DateField("phát phiếu từ ngày")
    place = models.CharField("nơi nộp phiếu, người nhận", max_length=200)
    audit_personal = ("team",)

    class Meta:
        verbose_name = "đợt phát phiếu"
        constraints = [
            models.UniqueConstraint(fields=["decision", "group"], name="batch_once"),
            models.UniqueConstraint(
                fields=["decision"], condition=models.Q(group=None), name="batch_once_without_group"
            ),
            models.CheckConstraint(
                condition=models.Q(hands_out_from__gte=models.F("noticed_on")), name="batch_notice_first"
            ),
        ]

    @property
    def members(self) -> list[str]:
        """The names of the team."""
        return [name for name in (each.strip() for each in self.team.split(";")) if name]


class Paper(WardOwned):
    """The ballot paper of one elector (phiếu lấy ý kiến, Điều 19): one that is not void an elector.

    ``code_hash`` is of the code in its QR: on an open paper the household's; in a secret vote on the slip only that is
    torn off. It becomes the receipt of the voice when the paper comes back. ``first_choices`` and ``second_choices``
    are what two people read from an open paper; when they differ, both are emptied, ``note`` keeps what was read, and
    both read anew.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="papers")
    elector = models.ForeignKey(Elector, on_delete=models.PROTECT, related_name="papers")
    code_hash = models.CharField(max_length=64)
    state = models.CharField("trạng thái", max_length=10, choices=PaperState, default=PaperState.PRINTED)
    printed_at = models.DateTimeField("in lúc")
    handed_out_at = models.DateTimeField("phát lúc", null=True, blank=True)
    handed_out_by = models.CharField("người phát", max_length=150, blank=True)
    returned_at = models.DateTimeField("thu lúc", null=True, blank=True)
    first_choices = models.JSONField("người kiểm thứ nhất đọc", null=True, blank=True)
    first_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    second_choices = models.JSONField("người kiểm thứ hai đọc", null=True, blank=True)
    second_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    first_invalid = models.CharField("không hợp lệ vì, người thứ nhất", max_length=100, blank=True)
    second_invalid = models.CharField("không hợp lệ vì, người thứ hai", max_length=100, blank=True)
    read_at = models.DateTimeField("hai người đọc khớp lúc", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    audit_untold = ("code_hash", "first_choices", "second_choices", "first_invalid", "second_invalid", "note")
    audit_personal = ("handed_out_by",)

    class Meta:
        verbose_name = "phiếu lấy ý kiến"
        constraints = [
            models.UniqueConstraint(
                fields=["elector"], condition=~models.Q(state=PaperState.VOID), name="paper_one_an_elector"
            ),
            models.UniqueConstraint(fields=["decision", "code_hash"], name="paper_code_once"),
            models.CheckConstraint(condition=models.Q(state__in=PaperState.values), name="paper_state"),
            models.CheckConstraint(
                condition=models.Q(second_by=None) | ~models.Q(second_by=models.F("first_by")),
                name="paper_read_by_two",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[PaperState.RETURNED, PaperState.INVALID], returned_at__isnull=False)
                | models.Q(
                    state__in=[PaperState.PRINTED, PaperState.HANDED_OUT, PaperState.VOID],
                    returned_at=None,
                    read_at=None,
                ),
                name="paper_returned_when",
            ),
        ]
        indexes = [models.Index(fields=["decision", "state"], name="paper_by_state")]

    def __str__(self) -> str:
        return f"Phiếu của {self.elector}"
