"""Ballot papers that go to households."""

from django.db import models

from danchu.core.models import User, WardOwned
from danchu.discuss.models.decision import Decision, Elector
from danchu.discuss.states import PaperState


class Paper(WardOwned):
    """The ballot paper of one elector (phiếu lấy ý kiến, Điều 19): one that is not void an elector.

    ``code_hash`` is of the code in its QR: on an open paper the household's; in a secret vote on the slip only that is
    torn off. ``first_choices`` and ``second_choices`` are what two people read from an open paper: they must agree.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="papers")
    elector = models.ForeignKey(Elector, on_delete=models.PROTECT, related_name="papers")
    code_hash = models.CharField(max_length=64, unique=True)
    state = models.CharField("trạng thái", max_length=10, choices=PaperState, default=PaperState.PRINTED)
    printed_at = models.DateTimeField("in lúc")
    handed_out_at = models.DateTimeField("phát lúc", null=True, blank=True)
    returned_at = models.DateTimeField("thu lúc", null=True, blank=True)
    first_choices = models.JSONField("người kiểm thứ nhất đọc", null=True, blank=True)
    first_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    second_choices = models.JSONField("người kiểm thứ hai đọc", null=True, blank=True)
    second_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=200, blank=True)
    audit_untold = ("code_hash", "first_choices", "second_choices")

    class Meta:
        verbose_name = "phiếu lấy ý kiến"
        constraints = [
            models.UniqueConstraint(
                fields=["elector"], condition=~models.Q(state=PaperState.VOID), name="paper_one_an_elector"
            ),
            models.CheckConstraint(condition=models.Q(state__in=PaperState.values), name="paper_state"),
            models.CheckConstraint(
                condition=models.Q(second_by=None) | ~models.Q(second_by=models.F("first_by")),
                name="paper_read_by_two",
            ),
        ]
        indexes = [models.Index(fields=["decision", "state"], name="paper_by_state")]
