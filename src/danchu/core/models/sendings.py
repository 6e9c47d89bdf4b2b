"""Forms that were sent, so that none is done twice."""

from django.db import models

from danchu.core.models.tenancy import WardOwned


class SentForm(WardOwned):
    """One sending of a form (lượt gửi biểu mẫu): the page gave it a ``token``; ``address`` is where it led,
    ``content`` a mark of what was typed.

    A second sending of the same page (Back, a reload, a slow line) finds the row and is led to the same place.
    """

    token = models.CharField(max_length=40)
    content = models.CharField(max_length=64, blank=True)
    address = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "lượt gửi biểu mẫu"
        constraints = [models.UniqueConstraint(fields=["ward", "token"], name="form_sent_once")]
        indexes = [models.Index(fields=["ward", "at"], name="form_sent_order")]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M}"
