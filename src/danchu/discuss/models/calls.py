"""The message by which households are told that they can vote online."""

from django.db import models

from danchu.core.models import WardOwned
from danchu.discuss.models.decision import Decision


class VoteCall(WardOwned):
    """The round of messages to the electors of a decision (tin báo mời biểu quyết): one a decision.

    ``done`` electors of ``total`` were gone through, in the order of the roll: a round that was cut off goes on there.
    """

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="call")
    total = models.PositiveIntegerField("số hộ")
    done = models.PositiveIntegerField("đã xét", default=0)
    by_email = models.PositiveIntegerField("hộ báo qua thư điện tử", default=0)
    by_phone = models.PositiveIntegerField("hộ báo qua tin nhắn", default=0)
    unreached = models.PositiveIntegerField("hộ không có địa chỉ và số điện thoại", default=0)
    began_at = models.DateTimeField("bắt đầu lúc")
    ended_at = models.DateTimeField("xong lúc", null=True, blank=True)

    class Meta:
        verbose_name = "tin báo mời biểu quyết"
        constraints = [
            models.CheckConstraint(condition=models.Q(done__lte=models.F("total")), name="call_done_of_total"),
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(ended_at__gte=models.F("began_at")), name="call_times"
            ),
        ]
