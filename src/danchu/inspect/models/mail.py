"""Electronic mailboxes, and the letters that came and went through them."""

from typing import Any

from django.db import models
from django.db.models.functions import Lower

from danchu.core.addresses import address_of
from danchu.core.models import Notice, StoredFile, WardOwned
from danchu.core.ui.registers import folded
from danchu.inspect.models.case import Case
from danchu.inspect.states import MailReason, MailVerdict, MailWay
from danchu.ward.models import Organisation, ResidentialGroup


class Mailbox(WardOwned):
    """An electronic mailbox (hòm thư điện tử) of the ward, of a residential group or of an organisation.

    ``account`` names where it is read (``settings.MAILBOXES``): passwords are never here. ``epoch`` and ``last_uid``
    are the server's numbering and the last letter that was handled; ``beat`` is when a round last took the box.
    ``trying_uid`` is the letter that is being read and ``tries`` how often that was begun.
    """

    name = models.CharField("tên hòm thư", max_length=150)
    address = models.EmailField("địa chỉ thư")
    group = models.ForeignKey(
        ResidentialGroup, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="tổ dân phố"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="cơ quan, tổ chức"
    )
    account = models.CharField("tài khoản trên máy chủ thư", max_length=60, blank=True)
    retired_at = models.DateTimeField("thôi dùng lúc", null=True, blank=True)
    epoch = models.BigIntegerField(default=0)
    last_uid = models.BigIntegerField(default=0)
    trying_uid = models.BigIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    beat = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField("nhận thư lần cuối", null=True, blank=True)
    last_error = models.CharField("lỗi gần nhất", max_length=200, blank=True)
    audit_untold = ("epoch", "last_uid", "trying_uid", "tries", "beat", "checked_at", "last_error")

    class Meta:
        verbose_name = "hòm thư"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                "ward", Lower("address"), condition=models.Q(retired_at=None), name="mailbox_address_once"
            ),
            models.UniqueConstraint(
                fields=["ward", "account"],
                condition=models.Q(retired_at=None) & ~models.Q(account=""),
                name="mailbox_account_once",
            ),
            models.CheckConstraint(
                condition=models.Q(group=None) | models.Q(organisation=None), name="mailbox_of_one_owner"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("inspect:mailbox", self.pk)

    @property
    def whose(self) -> str:
        """Whom it belongs to, in words."""
        return str(self.group or self.organisation or self.ward.title)


class MailMessage(WardOwned):
    """A letter that came to a mailbox or left from it (thư điện tử đến, đi).

    Of a letter that came in, ``verdict`` says what became of it and ``reason`` why it was set aside; its words are kept
    here only while it is set aside: else they stand in the case. What leaves is sent by the outbox (``notice``).
    """

    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="messages")
    way = models.CharField("chiều", max_length=3, choices=MailWay)
    epoch = models.BigIntegerField(null=True, blank=True)
    uid = models.BigIntegerField(null=True, blank=True)
    message_id = models.CharField("mã thư", max_length=250, blank=True)
    in_reply_to = models.CharField("trả lời thư", max_length=250, blank=True)
    correspondent = models.CharField("địa chỉ người gửi, nhận", max_length=254, blank=True)
    correspondent_name = models.CharField("tên người gửi", max_length=150, blank=True)
    subject = models.CharField("tiêu đề", max_length=250, blank=True)
    text = models.TextField("nội dung", blank=True)
    notes = models.TextField("phần không nhận được", blank=True)
    size = models.PositiveBigIntegerField("dung lượng (byte)", default=0)
    received_at = models.DateTimeField("đến, đi lúc")
    handled_at = models.DateTimeField("xử lý lúc")
    verdict = models.CharField("kết quả", max_length=10, choices=MailVerdict)
    reason = models.CharField("vì sao để riêng", max_length=10, choices=MailReason, blank=True)
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="mails", null=True, blank=True, verbose_name="vụ việc"
    )
    notice = models.OneToOneField(Notice, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    search_text = models.TextField(editable=False, default="")
    audit_personal = ("correspondent", "correspondent_name", "subject", "text", "notes", "message_id", "in_reply_to")
    audit_untold = ("search_text", "epoch", "uid")

    class Meta:
        verbose_name = "thư"
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["mailbox", "epoch", "uid"], name="mail_handled_once"),
            models.CheckConstraint(condition=models.Q(way__in=MailWay.values), name="mail_way"),
            models.CheckConstraint(condition=models.Q(verdict__in=MailVerdict.values), name="mail_verdict"),
            models.CheckConstraint(
                condition=(models.Q(way="out") & models.Q(verdict="sent", notice__isnull=False))
                | (models.Q(way="in") & ~models.Q(verdict="sent") & models.Q(notice=None)),
                name="mail_way_and_verdict",
            ),
            models.CheckConstraint(
                condition=~models.Q(verdict="aside") | ~models.Q(reason=""), name="mail_aside_with_reason"
            ),
            models.CheckConstraint(
                condition=~models.Q(verdict__in=["opened", "continued"]) | models.Q(case__isnull=False),
                name="mail_in_its_case",
            ),
        ]
        indexes = [
            models.Index(fields=["ward", "-received_at", "-id"], name="mail_newest"),
            models.Index(fields=["ward", "message_id"], name="mail_by_message_id"),
            models.Index(fields=["ward", "verdict", "-received_at"], name="mail_by_verdict"),
        ]

    def __str__(self) -> str:
        return f"Thư số {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = folded(self.correspondent, self.correspondent_name, self.subject, self.text)[:4000]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address_of("inspect:mail", self.pk)

    @property
    def fate(self) -> str:
        """What became of it, in words: of a letter that leaves, whether it was sent."""
        if self.notice is None:
            return str(self.get_verdict_display())
        if self.notice.sent_at:
            return "Đã gửi"
        if self.notice.is_in_doubt:
            return "Không rõ đã gửi chưa"
        return f"Chưa gửi được ({self.notice.attempts} lần thử)" if self.notice.attempts else "Chờ gửi"


class MailFile(WardOwned):
    """A file that came with a letter which is set aside (tệp kèm thư); with the case, it becomes a file of the case."""

    message = models.ForeignKey(MailMessage, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "tệp kèm thư"
        ordering = ["pk"]
