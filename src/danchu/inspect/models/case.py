"""What people send in: the case, what happened to it, and its clock."""

from typing import Any

from django.db import models

from danchu.core.addresses import address_of
from danchu.core.models import StoredFile, User, WardOwned
from danchu.core.ui.registers import folded
from danchu.inspect.states import OPEN, Channel, Complexity, FileOf, Kind, State, StepKind
from danchu.lib import codes
from danchu.lib.vntext import shortened
from danchu.ward.models import Organisation, ResidentialGroup

CODE_SIGNS = 12
PUBLIC_TITLE = 120


class Topic(WardOwned):
    """What a remark is about (lĩnh vực phản ánh): names the unit that answers for it. A service of Open311."""

    code = models.CharField("mã", max_length=30)
    name = models.CharField("tên", max_length=100)
    hint = models.CharField("gợi ý", max_length=200, blank=True)
    unit = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="đơn vị giải quyết",
    )
    position = models.PositiveSmallIntegerField("thứ tự", default=0)
    is_active = models.BooleanField("đang dùng", default=True)

    class Meta:
        verbose_name = "lĩnh vực"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["ward", "code"], name="topic_once")]

    def __str__(self) -> str:
        return self.name


class CaseBook(WardOwned):
    """The numbers of one kind in one year (sổ tiếp nhận đơn). The row is locked while one is taken."""

    year = models.PositiveSmallIntegerField("năm")
    letters = models.CharField("ký hiệu", max_length=5)
    last = models.PositiveIntegerField("số cuối cùng đã cấp", default=0)

    class Meta:
        verbose_name = "sổ tiếp nhận"
        constraints = [models.UniqueConstraint(fields=["ward", "year", "letters"], name="case_book_once")]


class Case(WardOwned):
    """Something that was sent in (đơn, phản ánh, kiến nghị, khiếu nại, tố cáo, yêu cầu cung cấp thông tin).

    ``code`` is what the sender follows it by, without an account. Who sent it is in ``Sender``; of a sealed kind
    (denunciation) neither that nor the text is here, but in ``SealedPart``: ``title`` and ``text`` are then neutral
    words of the ward. ``rule`` names the day whose law it keeps. ``counted_from`` is the day from which periods "from
    receipt" count (that of receipt, or on which it was opened again), ``stage_on`` that on which the stage began.
    What everyone reads of it is ``public_text``, with the place where ``shows_place``; ``public_search`` holds no more.
    ``due_on`` is the last day of the running stage (none in a pause), and stays when the case ends.
    """

    kind = models.CharField("loại", max_length=12, choices=Kind)
    number = models.PositiveIntegerField("số")
    year = models.PositiveSmallIntegerField("năm")
    symbol = models.CharField("số tiếp nhận", max_length=20)
    code = models.CharField("mã theo dõi", max_length=CODE_SIGNS)
    channel = models.CharField("hình thức gửi", max_length=10, choices=Channel)
    instance = models.PositiveSmallIntegerField("lần", default=1)
    previous = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="next", null=True, blank=True, verbose_name="tiếp theo của"
    )
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, related_name="cases", null=True, blank=True, verbose_name="lĩnh vực"
    )
    title = models.CharField("tóm tắt", max_length=200)
    text = models.TextField("nội dung", blank=True)
    group = models.ForeignKey(
        ResidentialGroup, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="tổ dân phố"
    )
    address = models.CharField("địa điểm", max_length=200, blank=True)
    latitude = models.DecimalField("vĩ độ", max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField("kinh độ", max_digits=9, decimal_places=6, null=True, blank=True)
    is_anonymous = models.BooleanField("ẩn danh", default=False)
    wants_public = models.BooleanField("người gửi đồng ý công khai", default=False)
    published_at = models.DateTimeField("công khai từ", null=True, blank=True)
    public_text = models.TextField("nội dung công khai", blank=True)
    shows_place = models.BooleanField("công khai cả địa điểm", default=True)
    joined = models.PositiveIntegerField("số người cùng phản ánh", default=0)

    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.RECEIVED)
    complexity = models.CharField("mức độ", max_length=12, choices=Complexity, default=Complexity.PLAIN)
    is_remote = models.BooleanField("vùng sâu, vùng xa, đi lại khó khăn", default=False)
    in_several_places = models.BooleanField("phải kiểm tra ở nhiều nơi", default=False)
    unit = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="đơn vị giải quyết",
    )
    handler = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="người được giao"
    )
    rule = models.JSONField("quy định áp dụng", default=dict)
    received_at = models.DateTimeField("nhận lúc")
    received_on = models.DateField("ngày nhận")
    counted_from = models.DateField("tính từ ngày")
    stage_on = models.DateField("bắt đầu bước này ngày")
    due_on = models.DateField("hạn", null=True, blank=True)
    accepted_on = models.DateField("thụ lý, nhận giải quyết ngày", null=True, blank=True)
    ended_at = models.DateTimeField("kết thúc lúc", null=True, blank=True)
    ended_on = models.DateField("kết thúc ngày", null=True, blank=True)
    clocks = models.PositiveSmallIntegerField(default=0)
    answer = models.TextField("trả lời, lý do", blank=True)
    outcome = models.CharField("kết luận", max_length=10, blank=True)
    ground = models.CharField("căn cứ không xử lý", max_length=20, blank=True)
    forwarded_to = models.CharField("chuyển đến", max_length=200, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, related_name="merged", null=True, blank=True)
    reopened_at = models.DateTimeField("mở lại lúc", null=True, blank=True)
    satisfaction = models.PositiveSmallIntegerField("mức hài lòng", null=True, blank=True)
    satisfaction_note = models.CharField("ý kiến về cách giải quyết", max_length=500, blank=True)
    search_text = models.TextField(editable=False)
    public_search = models.TextField(editable=False, default="")
    audit_personal = (
        *("title", "text", "topic_id", "group_id", "address", "latitude", "longitude"),
        *("public_text", "answer", "forwarded_to", "satisfaction_note"),
    )
    audit_untold = ("search_text", "public_search", "code", "joined", "clocks")
    words_indexed = ("search_text", "public_search")

    class Meta:
        verbose_name = "vụ việc"
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["ward", "kind", "year", "number"], name="case_number_once"),
            models.UniqueConstraint(fields=["ward", "code"], name="case_code_once"),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="case_kind"),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="case_state"),
            models.CheckConstraint(condition=models.Q(complexity__in=Complexity.values), name="case_complexity"),
            models.CheckConstraint(condition=models.Q(channel__in=Channel.values), name="case_channel"),
            models.CheckConstraint(condition=models.Q(instance__in=[1, 2]), name="case_instance"),
            models.CheckConstraint(
                condition=models.Q(state__in=OPEN, ended_at=None, ended_on=None)
                | (~models.Q(state__in=OPEN) & models.Q(ended_at__isnull=False, ended_on__isnull=False)),
                name="case_state_and_end",
            ),
            models.CheckConstraint(
                condition=(models.Q(state=State.MERGED) & models.Q(merged_into__isnull=False))
                | (~models.Q(state=State.MERGED) & models.Q(merged_into=None)),
                name="case_merged_into",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.REFUSED) | ~models.Q(ground=""), name="case_refused_with_ground"
            ),
            models.CheckConstraint(
                condition=models.Q(satisfaction=None) | models.Q(satisfaction__range=(1, 5)), name="case_satisfaction"
            ),
            models.CheckConstraint(
                condition=models.Q(published_at=None) | ~models.Q(public_text=""), name="case_public_has_words"
            ),
            # What is sealed is never published.
            models.CheckConstraint(
                condition=~models.Q(kind=Kind.DENUNCIATION) | models.Q(published_at=None), name="case_sealed_is_private"
            ),
        ]
        indexes = [
            models.Index(fields=["ward", "state", "due_on", "id"], name="case_work_list"),
            models.Index(fields=["ward", "due_on", "id"], condition=models.Q(ended_on=None), name="case_open_by_due"),
            models.Index(fields=["ward", "unit", "state", "due_on"], name="case_of_unit"),
            models.Index(fields=["ward", "ended_on"], name="case_by_end"),
            models.Index(fields=["ward", "-received_at", "-id"], name="case_newest"),
            models.Index(fields=["ward", "kind", "received_on"], name="case_by_kind"),
            models.Index(fields=["ward", "group", "published_at"], name="case_public_by_group"),
            models.Index(fields=["ward", "-published_at"], name="case_public"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} số {self.symbol}"

    def derive(self) -> None:
        """Set the columns that search uses. Bulk writers call it; ``save`` does by itself."""
        self.search_text = folded(self.symbol, self.title, self.text, self.address)[:4000]
        public = (self.symbol, self.public_text, self.public_address) if self.published_at else ()
        self.public_search = folded(*public)[:4000]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.derive()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address_of("inspect:case", self.pk)

    @property
    def code_written(self) -> str:
        """The code as it is printed: XXXX-XXXX-XXXX."""
        return codes.written(self.code)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def public_title(self) -> str:
        """A published case in one line, from what everyone may read."""
        return shortened(self.public_text, PUBLIC_TITLE)

    @property
    def people(self) -> int:
        """How many reported it: its sender and those who joined."""
        return self.joined + 1

    @property
    def public_address(self) -> str:
        """Where it is, as far as everyone may know."""
        return self.address if self.shows_place else ""

    @property
    def public_url(self) -> str:
        """The page of a published case."""
        return address_of("inspect:public-case", self.pk)


class Sender(WardOwned):
    """Who sent a case in (người gửi): personal data, kept apart from the case. None for anonymous and sealed ones.

    ``search_text`` ends with the words of the case, which never change while there is a sender, so that the words of a
    search may be of both.
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="sender")
    name = models.CharField("họ và tên", max_length=150, blank=True)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    address = models.CharField("địa chỉ", max_length=200, blank=True)
    id_number = models.CharField("số định danh cá nhân", max_length=12, blank=True, default="")
    account = models.ForeignKey(User, on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    search_text = models.TextField(editable=False, default="")
    words_indexed = ("search_text",)

    class Meta:
        verbose_name = "người gửi"
        indexes = [models.Index(fields=["ward", "account"], name="sender_account")]

    def __str__(self) -> str:
        return self.name or "Không nêu tên"

    def derive(self) -> None:
        """Set the column that search uses. Bulk writers call it; ``save`` does by itself."""
        self.search_text = f"{folded(self.name, self.phone, self.address)[:400]} {self.case.search_text}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.derive()
        super().save(*args, **kwargs)


class CaseLine(WardOwned):
    """A line of what happened to a case (nhật ký vụ việc); the sender may read it where ``is_told``."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="lines")
    at = models.DateTimeField("lúc")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    move = models.CharField("bước", max_length=12, blank=True)
    text = models.TextField("nội dung")
    is_told = models.BooleanField("người gửi đọc được", default=True)

    class Meta:
        verbose_name = "dòng nhật ký vụ việc"
        ordering = ["at", "pk"]


class CaseFile(WardOwned):
    """A file of a case (tài liệu kèm theo)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    whose = models.CharField("của", max_length=8, choices=FileOf)
    is_public = models.BooleanField("công khai", default=False)
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "tài liệu của vụ việc"
        ordering = ["pk"]


class CasePause(WardOwned):
    """A time during which the clock of a case stood (tạm đình chỉ, chờ bổ sung)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="pauses")
    since = models.DateField("từ ngày")
    until = models.DateField("đến ngày", null=True, blank=True)
    reason = models.CharField("lý do", max_length=300)

    class Meta:
        verbose_name = "lần tạm dừng"
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=models.Q(until=None), name="one_pause_at_a_time"),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")), name="pause_ends_after"
            ),
        ]


class CaseExtension(WardOwned):
    """An extension of the running stage (gia hạn), decided in writing."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="extensions")
    days = models.PositiveSmallIntegerField("số ngày")
    decided_on = models.DateField("ngày quyết định")
    reason = models.CharField("lý do", max_length=300)

    class Meta:
        verbose_name = "lần gia hạn"
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=models.Q(days__gt=0), name="extension_of_a_day")]


class CaseStep(WardOwned):
    """What is done to find out the truth (bước xác minh, đối thoại): planned, then recorded."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField("loại", max_length=8, choices=StepKind)
    planned_on = models.DateField("dự kiến ngày")
    starts = models.TimeField("giờ", null=True, blank=True)
    place = models.CharField("địa điểm", max_length=200, blank=True)
    people = models.CharField("thành phần", max_length=500, blank=True)
    done_on = models.DateField("đã làm ngày", null=True, blank=True)
    text = models.TextField("nội dung, kết quả", blank=True)
    audit_personal = ("place", "people", "text")

    class Meta:
        verbose_name = "bước xác minh, đối thoại"
        ordering = ["planned_on", "pk"]


class Joining(WardOwned):
    """Somebody who says the same of a public remark (cùng phản ánh): one a person or browser."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="joinings")
    who = models.CharField(max_length=64)
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "người cùng phản ánh"
        constraints = [models.UniqueConstraint(fields=["case", "who"], name="joining_once")]
