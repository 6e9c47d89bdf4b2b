"""Who was heard, and what was said. One elector, one voice, whatever the form: the database forbids a second.

What was said in a secret vote lies in counters that know neither elector nor time (see ``SecretTally``).
"""

from typing import Any

from django.db import models

from danchu.core.models import AppendOnly, User, WardOwned
from danchu.discuss.models.decision import Decision, Elector, Option
from danchu.discuss.states import Form
from danchu.ward.models import ResidentialGroup


class Voice(WardOwned):
    """That an elector was heard (hộ đã có ý kiến), in which form, when and through whom.

    ``receipt_hash`` is the hash of the code on the receipt; empty for those who were counted in a meeting.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="voices")
    elector = models.OneToOneField(Elector, on_delete=models.PROTECT, related_name="voice")
    form = models.CharField("hình thức", max_length=10, choices=Form)
    at = models.DateTimeField("lúc")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    representative = models.CharField("người đại diện", max_length=150, blank=True)
    is_authorised = models.BooleanField("theo giấy ủy quyền", default=False)
    age_band = models.CharField("nhóm tuổi", max_length=10, blank=True)
    receipt_hash = models.CharField(max_length=64, blank=True)
    audit_personal = ("representative",)

    class Meta:
        verbose_name = "hộ đã có ý kiến"
        constraints = [
            models.CheckConstraint(condition=models.Q(form__in=Form.values), name="voice_form"),
            models.UniqueConstraint(
                fields=["decision", "receipt_hash"], condition=~models.Q(receipt_hash=""), name="voice_receipt_once"
            ),
        ]
        indexes = [models.Index(fields=["decision", "form"], name="voice_by_form")]


class Ballot(WardOwned):
    """What an elector said in an open vote (phiếu biểu quyết công khai); append-only, a hash chain a decision.

    A change of mind, where the plan allows it, appends another ballot of the same voice: the last one counts.
    ``seal`` is the site's signature over decision, number and digest, where several came together with the path to what
    was signed (None: of a version that sealed nothing).
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="ballots")
    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="ballots")
    number = models.PositiveIntegerField("số thứ tự")
    choices = models.JSONField("phương án đã chọn")
    at = models.DateTimeField("lúc")
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    seal = models.BinaryField(null=True)

    class Meta:
        verbose_name = "phiếu"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["decision", "number"], name="ballot_number_once")]
        indexes = [models.Index(fields=["voice", "number"], name="ballot_of_voice")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly


class SecretTally(WardOwned):
    """How often an option was chosen in a secret vote online (hòm phiếu kín). A counter, not a row a ballot: nothing
    here tells who, when, or in which order. All counters of a decision are rewritten with every ballot, so that
    neither does the database's own bookkeeping. ``seal`` is a keyed hash over the decision's counters.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="tallies")
    group = models.ForeignKey(ResidentialGroup, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="+")
    votes = models.PositiveIntegerField("số phiếu", default=0)
    seal = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "ô đếm phiếu kín"
        constraints = [
            models.UniqueConstraint(fields=["decision", "group", "option"], name="tally_once"),
            models.UniqueConstraint(
                fields=["decision", "option"], condition=models.Q(group=None), name="tally_once_without_group"
            ),
        ]


class CountSheet(WardOwned):
    """A count of raised hands, of the box of a meeting, or of returned secret papers (biên bản kiểm phiếu).

    A recount supersedes the sheets of the ``round`` before. ``counter`` is 1 or 2: papers are counted by
    two who must agree. ``given`` ballots went out, ``returned`` came back, ``invalid`` of these do not count.
    ``team`` and ``witnesses`` are parted by semicolons. ``opens_minutes`` is no column: the doors set it on the first
    sheet of a count in which nothing is missing or differs.
    """

    opens_minutes = False

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="sheets")
    group = models.ForeignKey(ResidentialGroup, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    form = models.CharField("hình thức", max_length=10, choices=Form)
    round = models.PositiveSmallIntegerField("lần kiểm", default=1)
    counter = models.PositiveSmallIntegerField("người kiểm thứ", default=1)
    counted_by = models.CharField("người kiểm", max_length=150)
    given = models.PositiveIntegerField("số phiếu phát ra, số hộ có mặt")
    returned = models.PositiveIntegerField("số phiếu thu về, số hộ biểu quyết")
    invalid = models.PositiveIntegerField("số phiếu không hợp lệ", default=0)
    votes = models.JSONField("số phiếu của từng phương án")
    place = models.CharField("nơi kiểm phiếu", max_length=200, blank=True)
    team = models.CharField("tổ kiểm phiếu", max_length=500, blank=True)
    witnesses = models.CharField("người chứng kiến", max_length=500, blank=True)
    superseded_reason = models.CharField("kiểm lại vì", max_length=300, blank=True)
    at = models.DateTimeField("lúc")
    audit_personal = ("counted_by", "team", "witnesses")

    class Meta:
        verbose_name = "biên bản kiểm phiếu"
        ordering = ["round", "counter"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "group", "form", "round", "counter"], name="sheet_once"),
            models.UniqueConstraint(
                fields=["decision", "form", "round", "counter"],
                condition=models.Q(group=None),
                name="sheet_once_without_group",
            ),
            models.CheckConstraint(condition=models.Q(form__in=Form.values), name="sheet_form"),
            models.CheckConstraint(condition=models.Q(counter__in=[1, 2]), name="sheet_counter"),
            models.CheckConstraint(
                condition=models.Q(returned__lte=models.F("given"), invalid__lte=models.F("returned")),
                name="sheet_adds_up",
            ),
        ]

    @property
    def figures(self) -> tuple[Any, ...]:
        """What two counters must agree on."""
        return self.given, self.returned, self.invalid, tuple(sorted(self.votes.items()))

    def __str__(self) -> str:
        return f"{self.get_form_display()}, lần {self.round}, người kiểm {self.counter}"
