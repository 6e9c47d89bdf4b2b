"""What of a denunciation only its settlers may open: who sent it in, its words and its files, encrypted.

Each case has a key pair of its own, its private half wrapped for every settler; a settler's private key opens with
words that only that person knows. Who has the database and the server's secrets, but none of these words, reads
nothing.
"""

from typing import Any

from django.db import models

from danchu.core.models import User, WardOwned
from danchu.core.models.audit import AppendOnly
from danchu.inspect.models.case import Case
from danchu.inspect.states import Part


class SettlerKey(WardOwned):
    """The key pair of one who settles denunciations (khóa mở niêm phong). ``private`` is encrypted with the owner's
    words at ``cost`` (scrypt, as a power of two); a key whose words are forgotten is retired, never changed.
    ``vouched`` binds it to its owner with a secret that is not in the database."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    public = models.BinaryField()
    private = models.BinaryField()
    salt = models.BinaryField()
    cost = models.PositiveSmallIntegerField()
    vouched = models.CharField(max_length=64)
    made_at = models.DateTimeField("lập lúc")
    retired_at = models.DateTimeField("thôi dùng lúc", null=True, blank=True)
    audit_untold = ("public", "private", "salt", "cost", "vouched")

    class Meta:
        verbose_name = "khóa mở niêm phong"
        constraints = [
            models.UniqueConstraint(
                fields=["ward", "user"], condition=models.Q(retired_at=None), name="one_settler_key"
            )
        ]

    def __str__(self) -> str:
        return f"Khóa mở niêm phong của {self.user}"


class Seal(WardOwned):
    """The seal of a case (niêm phong): what is put under it is encrypted for ``public``."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="seal")
    public = models.BinaryField()
    at = models.DateTimeField("niêm phong lúc")
    audit_untold = ("public",)

    class Meta:
        verbose_name = "niêm phong"


class SealedPart(WardOwned):
    """A sealed part of a case: a letter (who, words), a file, or an officer's note, encrypted for the case's seal."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="sealed")
    kind = models.CharField("phần", max_length=6, choices=Part)
    content = models.BinaryField()
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "phần niêm phong"
        ordering = ["pk"]


class SealShare(WardOwned):
    """The key of a sealed case, wrapped for one settler (quyền mở niêm phong)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="shares")
    key = models.ForeignKey(SettlerKey, on_delete=models.PROTECT, related_name="shares")
    wrapped = models.BinaryField()
    given_at = models.DateTimeField("trao lúc")
    audit_untold = ("wrapped",)

    class Meta:
        verbose_name = "quyền mở niêm phong"
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="share_once")]


class SealOpening(WardOwned):
    """That somebody opened a sealed case, or tried to (lần mở niêm phong): append-only."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="openings")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("lúc")
    reason = models.CharField("để làm gì", max_length=300)
    succeeded = models.BooleanField("mở được")

    class Meta:
        verbose_name = "lần mở niêm phong"
        ordering = ["-at", "-pk"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly
