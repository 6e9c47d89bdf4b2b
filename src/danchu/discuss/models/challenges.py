"""Challenges of a result."""

from django.db import models

from danchu.core.models import User, WardOwned
from danchu.discuss.models.decision import Decision
from danchu.discuss.states import ChallengeState


class Challenge(WardOwned):
    """That somebody does not accept how a decision was counted (khiếu nại kết quả), and the answer.

    An accepted one opens the decision for a recount; a refused one says why.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="challenges")
    name = models.CharField("người khiếu nại", max_length=150)
    received_on = models.DateField("nhận ngày")
    reason = models.TextField("nội dung, lý do")
    entered_at = models.DateTimeField("ghi lúc")
    state = models.CharField("trạng thái", max_length=10, choices=ChallengeState, default=ChallengeState.RECEIVED)
    answer = models.TextField("trả lời, lý do", blank=True)
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    audit_personal = ("name",)

    class Meta:
        verbose_name = "khiếu nại kết quả"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=ChallengeState.values), name="challenge_state"),
            models.CheckConstraint(
                condition=models.Q(state=ChallengeState.RECEIVED, answered_at=None)
                | (
                    ~models.Q(state=ChallengeState.RECEIVED)
                    & models.Q(answered_at__isnull=False)
                    & ~models.Q(answer="")
                ),
                name="challenge_answered_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.decision}"
