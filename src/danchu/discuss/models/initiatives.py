"""Proposals that residents make to their community."""

from typing import Any

from django.db import models

from danchu.core.addresses import address_of
from danchu.core.models import User, WardOwned
from danchu.core.ui.registers import folded
from danchu.discuss.models.decision import Decision
from danchu.discuss.states import InitiativeState
from danchu.ward.models import Household, Person, ResidentialGroup


class Initiative(WardOwned):
    """A proposal to put something to the community (sáng kiến, đề xuất, Điều 16 Luật số 10/2022/QH15).

    ``needed`` of ``base`` households must back it by ``valid_until``; ``rule`` keeps the rule as it was then.
    ``proposed_by`` is the account that proposed it (maybe that of a household); ``proposer`` the person, if known.
    """

    group = models.ForeignKey(ResidentialGroup, on_delete=models.PROTECT, related_name="+", verbose_name="tổ dân phố")
    kind = models.CharField("loại việc theo Điều 15", max_length=20)
    title = models.CharField("tên sáng kiến", max_length=300)
    content = models.TextField("nội dung, lý do")
    proposer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    proposer_name = models.CharField("người đề xuất", max_length=150)
    state = models.CharField("trạng thái", max_length=10, choices=InitiativeState, default=InitiativeState.GATHERING)
    base = models.PositiveIntegerField("tổng số hộ của tổ")
    needed = models.PositiveIntegerField("số hộ cần ủng hộ")
    rule = models.JSONField("quy định áp dụng")
    opened_at = models.DateTimeField("bắt đầu lúc")
    valid_until = models.DateField("ý kiến ủng hộ có giá trị đến hết ngày")
    ended_at = models.DateTimeField("kết thúc lúc", null=True, blank=True)
    answer = models.TextField("trả lời, lý do", blank=True)
    front_agreed_on = models.DateField("Ban công tác Mặt trận thống nhất ngày", null=True, blank=True)
    decision = models.OneToOneField(
        Decision, on_delete=models.PROTECT, related_name="initiative", null=True, blank=True
    )
    search_text = models.CharField(max_length=800, editable=False)
    audit_personal = ("proposer_name",)
    audit_untold = ("search_text",)

    class Meta:
        verbose_name = "sáng kiến của người dân"
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=InitiativeState.values), name="initiative_state"),
            models.CheckConstraint(
                condition=models.Q(state__in=[InitiativeState.GATHERING, InitiativeState.BACKED], ended_at=None)
                | (
                    ~models.Q(state__in=[InitiativeState.GATHERING, InitiativeState.BACKED])
                    & models.Q(ended_at__isnull=False)
                ),
                name="initiative_state_and_date",
            ),
        ]
        indexes = [models.Index(fields=["ward", "group", "state"], name="initiative_of_group")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = folded(self.title, self.content)[:800]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address_of("discuss:initiative", self.pk)


class Backing(WardOwned):
    """That a household backs an initiative (hộ ủng hộ): one a household, online or on paper."""

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="backings")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("người ủng hộ", max_length=150)
    on_paper = models.BooleanField("ký trên giấy", default=False)
    at = models.DateTimeField("lúc")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    audit_personal = ("name",)

    class Meta:
        verbose_name = "hộ ủng hộ"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["initiative", "household"], name="backing_once")]
