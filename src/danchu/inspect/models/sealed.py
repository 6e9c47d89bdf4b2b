"""What of a denunciation only its settlers may open: who sent it in, its words and its files, encrypted.

Each case has a key of its own, wrapped for every settler; a settler's private key opens with words that only that
person knows. Who has the database and the server's secrets, but none of these words, reads nothing.
"""

from django.db import models

from danchu.core.models import User, WardOwned
from danchu.inspect.models.case import Case


class SettlerKey(WardOwned):
    """The key pair of one who settles denunciations (khóa mở niêm phong). ``private`` is encrypted with the owner's
    words; a key whose words are forgotten is retired, never changed."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    public = models.BinaryField()
    private = models.BinaryField()
    salt = models.BinaryField()
    made_at = models.DateTimeField("lập lúc")
    retired_at = models.DateTimeField("thôi dùng lúc", null=True, blank=True)
    audit_untold = ("public", "private", "salt")

    class Meta:
        verbose_name = "khóa mở niêm phong"
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=models.Q(retired_at=None), name="one_settler_key")
        ]


class SealedPart(WardOwned):
    """A sealed part of a case: the letter (who, words) or one file, encrypted with the case's own key."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="sealed")
    is_letter = models.BooleanField(default=False)
    content = models.BinaryField()

    class Meta:
        verbose_name = "phần niêm phong"
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=models.Q(is_letter=True), name="one_sealed_letter")
        ]


class SealShare(WardOwned):
    """The key of a sealed case, wrapped for one settler."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="shares")
    key = models.ForeignKey(SettlerKey, on_delete=models.PROTECT, related_name="shares")
    wrapped = models.BinaryField()
    given_at = models.DateTimeField("trao lúc")
    audit_untold = ("wrapped",)

    class Meta:
        verbose_name = "quyền mở niêm phong"
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="share_once")]


class SealOpening(WardOwned):
    """That somebody opened a sealed case, or tried to (nhật ký mở niêm phong): append-only."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="openings")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("lúc")
    reason = models.CharField("để làm gì", max_length=300)
    succeeded = models.BooleanField("mở được")

    class Meta:
        verbose_name = "lần mở niêm phong"
        ordering = ["-at", "-pk"]
