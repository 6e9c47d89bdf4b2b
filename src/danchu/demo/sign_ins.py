"""Who may sign in to the demonstration ward, and how. Everybody may know: nobody in it exists.

Names are chosen by office, so that they are the same for every seed and scale.
"""

from dataclasses import dataclass

from django.db.models import Count
from django.urls import NoReverseMatch, reverse

from danchu.core.models import User, Ward
from danchu.core.rows import owned_by
from danchu.demo.shown_cards import shown_code
from danchu.lib import clock
from danchu.ward import card_codes, queries
from danchu.ward.models import Household, Mandate, Person
from danchu.ward.states import Office

PASSWORD = "dan-chu-bach-quang"  # noqa: S105 - printed for everyone

SEAL_WORDS = {"chutich": "sông Cầu nước chảy lơ thơ", "congan": "núi Cốc mây phủ bốn mùa"}
"""The words that open the seal of denunciations, by user name: nobody in them exists either."""


@dataclass(frozen=True)
class Staff:
    """An account with user name and password: the holder of ``office``, in the organisation with that code."""

    username: str
    role: str
    office: Office
    organisation: str = ""


STAFF = (
    Staff("chutich", "Chủ tịch Ủy ban nhân dân phường", Office.WARD_CHAIR),
    Staff("phochutich", "Phó Chủ tịch Ủy ban nhân dân phường", Office.WARD_VICE_CHAIR),
    Staff("vanphong", "Công chức Văn phòng", Office.CIVIL_SERVANT, "VP"),
    Staff("kinhte", "Công chức Phòng Kinh tế, Hạ tầng và Đô thị", Office.CIVIL_SERVANT, "KTHTDT"),
    Staff("vanhoa", "Công chức Phòng Văn hóa - Xã hội", Office.CIVIL_SERVANT, "VHXH"),
    Staff("congan", "Công an phường", Office.CIVIL_SERVANT, "CAP"),
    Staff("quansu", "Ban Chỉ huy Quân sự phường", Office.CIVIL_SERVANT, "BCHQS"),
    Staff("bithu", "Bí thư Đảng ủy, Chủ tịch Hội đồng nhân dân", Office.PARTY_SECRETARY),
    Staff("phohdnd", "Phó Chủ tịch Hội đồng nhân dân", Office.COUNCIL_VICE_CHAIR),
    Staff("daibieu", "Đại biểu Hội đồng nhân dân", Office.COUNCIL_DEPUTY),
    Staff("mattran", "Chủ tịch Ủy ban Mặt trận Tổ quốc", Office.FRONT_CHAIR),
    Staff("hieutruong", "Hiệu trưởng Trường Tiểu học Bách Quang", Office.ORGANISATION_HEAD, "TH1"),
    Staff("truonghoc", "Người được giao nhiệm vụ, Trường Tiểu học", Office.ASSIGNED_OFFICER, "TH1"),
    Staff("doanhnghiep", "Người được giao nhiệm vụ, doanh nghiệp", Office.ASSIGNED_OFFICER, "DN01"),
    Staff("kiemtra", "Người kiểm tra nhật ký", Office.AUDITOR),
    Staff("quantri", "Quản trị hệ thống", Office.ADMINISTRATOR),
)

BY_PHONE = (
    ("Tổ trưởng tổ dân phố", Office.GROUP_LEADER),
    ("Tổ phó tổ dân phố", Office.GROUP_DEPUTY),
    ("Trưởng ban công tác Mặt trận", Office.FRONT_COMMITTEE_HEAD),
    ("Thành viên Ban Thanh tra nhân dân", Office.INSPECTION_BOARD_MEMBER),
    ("Thành viên Ban Giám sát đầu tư của cộng đồng", Office.INVESTMENT_BOARD_MEMBER),
    ("Đảng viên", Office.PARTY_MEMBER),
    ("Viên chức", Office.PUBLIC_EMPLOYEE),
    ("Người lao động", Office.WORKER),
)


@dataclass(frozen=True)
class SignIn:
    """A line of the list: ``key`` is the user name, the phone number, or the code on the card."""

    role: str
    name: str
    way: str
    key: str


STAFF_WAY, PHONE_WAY, CARD_WAY = "tên đăng nhập", "điện thoại", "thẻ hộ gia đình"


def holder(ward: Ward, office: str, organisation: str = "") -> Mandate | None:
    """The mandate of today by which ``office`` is shown: of somebody with few other offices, the longest in it."""
    rows = queries.mandates_on(ward, clock.today()).filter(office=office).exclude(person__phone="")
    if organisation:
        rows = rows.filter(organisation__code=organisation)
    rows = rows.annotate(offices=Count("person__mandates")).select_related("person__account", "group")
    return rows.order_by("offices", "group__code", "starts_on", "pk").first()


def card_household(ward: Ward) -> Household | None:
    """The household whose card is shown."""
    return owned_by(Household, ward).filter(left_on=None).order_by("sort_key").first()


def resident(ward: Ward) -> Person | None:
    """A resident who holds no office and has a phone."""
    rows = queries.people_of(ward).filter(household__isnull=False, mandates=None, is_head=True).exclude(phone="")
    return rows.order_by("pk").first()


def sign_ins(ward: Ward) -> list[SignIn]:
    """The whole list, staff first."""
    names = dict(User.objects.filter(ward=ward).values_list("username", "display_name"))
    found = [
        SignIn(each.role, names[each.username], STAFF_WAY, each.username) for each in STAFF if each.username in names
    ]
    for role, office in BY_PHONE:
        if mandate := holder(ward, office):
            where = f" ({mandate.group})" if mandate.group else ""
            found.append(SignIn(role + where, mandate.person.full_name, PHONE_WAY, _phone(mandate.person)))
    if person := resident(ward):
        found.append(SignIn("Người dân", person.full_name, PHONE_WAY, _phone(person)))
    if household := card_household(ward):
        code = card_codes.written(shown_code(household))
        found.append(SignIn(f"Hộ gia đình {household.code}", household.head_name, CARD_WAY, code))
    return found


def listed(ward: Ward, site: str) -> str:
    """The list as text for a terminal."""
    rows = [("VAI TRÒ", "HỌ VÀ TÊN", "ĐĂNG NHẬP BẰNG")]
    rows += [(each.role, each.name, f"{each.way} {each.key}") for each in sign_ins(ward)]
    widths = [max(len(row[column]) for row in rows) for column in range(2)]
    lines = [f"{role:<{widths[0]}}  {name:<{widths[1]}}  {how}" for role, name, how in rows]
    return "\n".join(
        [
            "",
            f"Phường trình diễn: {ward.name}, {ward.province}. Người, số và nhà đều là hư cấu.",
            "",
            *lines,
            "",
            f"Cán bộ: mật khẩu chung là {PASSWORD}, không cần xác thực hai lớp ở phường trình diễn.",
            f"Câu khóa mở niêm phong tố cáo: {_seal_words()}.",
            f"Điện thoại: mã gửi đi hiện ngay ở cửa sổ đang chạy trang web{_codes_page(site)}.",
            f"Trang web: {site}/  (Ctrl-C ở cửa sổ đó để dừng)",
        ]
    )


def _seal_words() -> str:
    return "; ".join(f"{username}: {words}" for username, words in SEAL_WORDS.items())


def _codes_page(site: str) -> str:
    try:
        return f" và ở trang {site}{reverse('ward:demonstration-codes')}"
    except NoReverseMatch:
        return ""


def _phone(person: Person) -> str:
    return f"0{person.phone.removeprefix('+84')}"
