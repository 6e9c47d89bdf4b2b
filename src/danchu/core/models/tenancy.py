"""The ward as owner of rows. Who and where within it is the business of ``danchu.ward``."""

from django.db import models


class Ward(models.Model):
    """A commune-level unit (phường, xã, đặc khu) that keeps its records here.

    ``code`` is the unit's code in the national list of 2025; ``host`` the name under which its site answers
    (empty: any name, which is right while there is one ward only).
    """

    code = models.CharField("mã đơn vị hành chính", max_length=10, unique=True)
    name = models.CharField("tên", max_length=100, help_text="Ví dụ: phường Bách Quang")
    province = models.CharField("tỉnh, thành phố", max_length=100, help_text="Ví dụ: tỉnh Thái Nguyên")
    place = models.CharField("địa danh trên văn bản", max_length=100, help_text="Ví dụ: Bách Quang")
    abbreviation = models.CharField("chữ viết tắt cơ quan ban hành", max_length=20, default="UBND")
    host = models.CharField("tên miền", max_length=200, blank=True, unique=True, null=True)
    address = models.CharField("địa chỉ trụ sở", max_length=200, blank=True)
    phone = models.CharField("điện thoại", max_length=30, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    is_demonstration = models.BooleanField("phường trình diễn", default=False)

    class Meta:
        verbose_name = "phường, xã"

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        """The name with a capital: Phường Bách Quang."""
        return self.name[:1].upper() + self.name[1:]


class WardOwned(models.Model):
    """A row that a ward owns. Unique constraints and indexes of heirs begin with ``ward``."""

    ward = models.ForeignKey(Ward, on_delete=models.PROTECT, related_name="+", verbose_name="phường, xã")

    class Meta:
        abstract = True
