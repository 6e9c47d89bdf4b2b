"""Notices on their way to people, and those who asked to be told."""

from django.db import models

from danchu.core.models.tenancy import WardOwned


class Channel(models.TextChoices):
    EMAIL = "email", "Thư điện tử"


class Notice(WardOwned):
    """A message (tin nhắn, thông báo) in the outbox; it is queued within the act that causes it and sent after.

    ``mailer`` names the account of ``settings.MAILERS`` that sends it (the default one where it has gone), ``sender``
    the address it comes from, ``headers`` what its head says besides. One that was begun and neither sent nor failed
    (``is_in_doubt``: the machine stopped at that moment) may have arrived and is not sent again by itself.
    """

    kind = models.CharField("loại", max_length=60)
    channel = models.CharField("kênh", max_length=10, choices=Channel)
    recipient = models.CharField("người nhận", max_length=254)
    subject = models.CharField("tiêu đề", max_length=250)
    body = models.TextField("nội dung")
    leave_address = models.CharField("địa chỉ thôi nhận tin", max_length=300, blank=True)
    mailer = models.CharField("tài khoản gửi", max_length=60, blank=True)
    sender = models.CharField("gửi từ", max_length=254, blank=True)
    headers = models.JSONField("đầu thư", default=dict, blank=True)
    queued_at = models.DateTimeField("xếp hàng lúc")
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("số lần thử", default=0)
    retry_at = models.DateTimeField("thử lại lúc", null=True, blank=True)
    last_error = models.CharField("lỗi gần nhất", max_length=200, blank=True)

    class Meta:
        verbose_name = "tin gửi đi"
        constraints = [models.CheckConstraint(condition=models.Q(channel__in=Channel.values), name="notice_channel")]
        indexes = [models.Index(fields=["ward", "sent_at", "queued_at"], name="notice_outbox")]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_in_doubt(self) -> bool:
        """Whether nobody knows if it arrived."""
        return self.sent_at is None and self.attempts > 0 and not self.last_error


class Subscription(WardOwned):
    """A wish to be told by e-mail (đăng ký nhận tin) of what the ward publishes; in force once confirmed. With
    ``wants_heads`` also of the statement of each day."""

    email = models.EmailField("thư điện tử")
    asked_at = models.DateTimeField("đăng ký lúc")
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True, blank=True)
    ended_at = models.DateTimeField("thôi nhận lúc", null=True, blank=True)
    wants_heads = models.BooleanField("nhận bản đối chiếu hằng ngày", default=False)
    audit_personal = ("email",)

    class Meta:
        verbose_name = "đăng ký nhận tin"
        constraints = [
            models.UniqueConstraint(
                fields=["ward", "email"], condition=models.Q(ended_at=None), name="subscription_once"
            )
        ]

    def __str__(self) -> str:
        return "Đăng ký nhận tin"
