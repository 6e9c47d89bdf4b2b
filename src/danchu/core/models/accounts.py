"""Who signs in. What a person may do follows from the offices held (``danchu.ward``), never from the account."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

from danchu.core.models.tenancy import Ward


class UserManager(BaseUserManager["User"]):
    """Accounts with their ward, which every request needs at once."""

    def get_queryset(self) -> models.QuerySet["User"]:
        return super().get_queryset().select_related("ward")

    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        """A new account; without a password none can be used to sign in."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account (tài khoản) of one ward: of a member of staff, of a resident or of a household. Its sessions end when
    ``session_round`` rises, as when its password changes."""

    class Kind(models.TextChoices):
        STAFF = "staff", "Cán bộ, công chức, người được giao nhiệm vụ"
        RESIDENT = "resident", "Người dân"
        HOUSEHOLD = "household", "Hộ gia đình"

    ward = models.ForeignKey(Ward, on_delete=models.PROTECT, related_name="+", verbose_name="phường, xã")
    kind = models.CharField("loại", max_length=10, choices=Kind)
    username = models.CharField("tên đăng nhập", max_length=150, unique=True)
    display_name = models.CharField("họ và tên", max_length=150)
    email = models.EmailField("thư điện tử", blank=True)
    is_active = models.BooleanField("đang dùng", default=True)
    session_round = models.PositiveIntegerField(default=0, editable=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()
    audit_untold = ("password", "last_login", "email", "session_round")

    class Meta:
        verbose_name = "tài khoản"
        default_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=["staff", "resident", "household"]), name="user_kind"),
        ]

    def __str__(self) -> str:
        return self.display_name or self.username

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name.rsplit(" ", 1)[-1]

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        of_password: str = super()._get_session_auth_hash(secret)  # type: ignore[misc]
        if not self.session_round:
            return of_password
        told = f"{of_password}:{self.session_round}"
        return salted_hmac("danchu.session-round", told, secret=secret, algorithm="sha256").hexdigest()

    @property
    def is_staff_member(self) -> bool:
        return self.kind == self.Kind.STAFF
