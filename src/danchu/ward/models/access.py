"""How people get in: codes by SMS, household cards, and the record of signing in."""

from django.db import models

from danchu.core.models import User, WardOwned
from danchu.ward.models.roll import Household


class SignInCode(WardOwned):
    """A six-digit code (mã đăng nhập) sent to a phone. Neither the phone nor the code stands here in the clear.

    A row is made whether the number is on the roll or not, so that nobody learns which numbers are.
    """

    phone_hash = models.CharField(max_length=64)
    code_hash = models.CharField(max_length=64)
    issued_at = models.DateTimeField("gửi lúc")
    expires_at = models.DateTimeField("hết hạn lúc")
    tries = models.PositiveSmallIntegerField("số lần nhập", default=0)
    used_at = models.DateTimeField("dùng lúc", null=True, blank=True)

    class Meta:
        verbose_name = "mã đăng nhập"
        indexes = [models.Index(fields=["ward", "expires_at"], name="sign_in_code_expires")]


class HouseholdCard(WardOwned):
    """A household card (thẻ hộ gia đình) on paper. Only a keyed hash of its code is kept: a lost card cannot be
    printed again, it is replaced by a new one."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="cards")
    code_hash = models.CharField(max_length=64)
    issued_at = models.DateTimeField("cấp lúc")
    revoked_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)
    audit_untold = ("code_hash",)

    class Meta:
        verbose_name = "thẻ hộ gia đình"
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=models.Q(revoked_at=None), name="household_one_card"
            ),
            models.UniqueConstraint(fields=["ward", "code_hash"], name="household_card_code_once"),
            models.CheckConstraint(
                condition=models.Q(revoked_at=None) | models.Q(revoked_at__gte=models.F("issued_at")),
                name="household_card_end",
            ),
        ]

    def __str__(self) -> str:
        return f"Thẻ của hộ {self.household.code}"


class SignInRecord(WardOwned):
    """One attempt to sign in (lượt đăng nhập), kept for a while for security; no number, no code, no address."""

    class Way(models.TextChoices):
        PHONE = "phone", "Mã qua điện thoại"
        CARD = "card", "Thẻ hộ gia đình"
        STAFF = "staff", "Mật khẩu hoặc khóa bảo mật"
        OUTSIDE = "outside", "Tài khoản định danh"

    at = models.DateTimeField("lúc")
    way = models.CharField("cách", max_length=10, choices=Way)
    succeeded = models.BooleanField("thành công")
    account = models.ForeignKey(User, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    network_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "lượt đăng nhập"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(way__in=["phone", "card", "staff", "outside"]), name="sign_in_record_way"
            )
        ]
        indexes = [
            models.Index(fields=["ward", "-at"], name="sign_in_record_time"),
            models.Index(fields=["ward", "account", "-at"], name="sign_in_record_account"),
        ]
