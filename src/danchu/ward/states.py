"""Closed lists of the ward: offices, kinds of organisation, relations within a household."""

from django.db.models import TextChoices

from danchu.lib.lifecycle import Life


class Office(TextChoices):
    """An office or position (chức danh, vai trò) that a person holds from one day to another."""

    PARTY_SECRETARY = "party_secretary", "Bí thư Đảng ủy phường"
    COUNCIL_CHAIR = "council_chair", "Chủ tịch Hội đồng nhân dân phường"
    COUNCIL_VICE_CHAIR = "council_vice_chair", "Phó Chủ tịch Hội đồng nhân dân phường"
    COUNCIL_DEPUTY = "council_deputy", "Đại biểu Hội đồng nhân dân phường"
    WARD_CHAIR = "ward_chair", "Chủ tịch Ủy ban nhân dân phường"
    WARD_VICE_CHAIR = "ward_vice_chair", "Phó Chủ tịch Ủy ban nhân dân phường"
    FRONT_CHAIR = "front_chair", "Chủ tịch Ủy ban Mặt trận Tổ quốc phường"
    ORGANISATION_HEAD = "organisation_head", "Người đứng đầu cơ quan, tổ chức"
    ASSIGNED_OFFICER = "assigned_officer", "Người được giao nhiệm vụ thực hiện dân chủ ở cơ sở"
    CIVIL_SERVANT = "civil_servant", "Công chức phường"
    PUBLIC_EMPLOYEE = "public_employee", "Viên chức"
    WORKER = "worker", "Người lao động"
    PARTY_MEMBER = "party_member", "Đảng viên"
    GROUP_LEADER = "group_leader", "Tổ trưởng tổ dân phố"
    GROUP_DEPUTY = "group_deputy", "Tổ phó tổ dân phố"
    FRONT_COMMITTEE_HEAD = "front_committee_head", "Trưởng ban công tác Mặt trận"
    INSPECTION_BOARD_MEMBER = "inspection_board_member", "Thành viên Ban Thanh tra nhân dân"
    INVESTMENT_BOARD_MEMBER = "investment_board_member", "Thành viên Ban Giám sát đầu tư của cộng đồng"
    AUDITOR = "auditor", "Người kiểm tra nhật ký"
    ADMINISTRATOR = "administrator", "Quản trị hệ thống"


LEADERS = frozenset({Office.WARD_CHAIR, Office.WARD_VICE_CHAIR})
"""They lead the People's Committee: sign, see every unit's work."""

SIGNING = {
    Office.WARD_CHAIR: "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
    Office.WARD_VICE_CHAIR: "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
}
"""Who signs documents of the People's Committee, with the lines above the signature, the first in rank first."""

OVERSEERS = frozenset({Office.COUNCIL_CHAIR, Office.COUNCIL_VICE_CHAIR, Office.COUNCIL_DEPUTY, Office.FRONT_CHAIR})
"""They supervise (khoản 2 Điều 4): see figures and the records behind them, change nothing."""

OF_GROUP = frozenset({Office.GROUP_LEADER, Office.GROUP_DEPUTY, Office.FRONT_COMMITTEE_HEAD})
"""Held in a residential group."""

OF_ORGANISATION = frozenset(
    {
        Office.ORGANISATION_HEAD,
        Office.ASSIGNED_OFFICER,
        Office.CIVIL_SERVANT,
        Office.PUBLIC_EMPLOYEE,
        Office.WORKER,
    }
)
"""Held in an organisation."""

ONE_HOLDER_IN_GROUP = frozenset({Office.GROUP_LEADER, Office.FRONT_COMMITTEE_HEAD})
ONE_HOLDER_IN_ORGANISATION = frozenset({Office.ORGANISATION_HEAD})
KEEPERS_OF_STATEMENTS = frozenset({Office.FRONT_CHAIR, Office.INSPECTION_BOARD_MEMBER})
"""Who outside the People's Committee gets the statement of each day by mail."""

ONE_HOLDER_IN_WARD = frozenset({Office.PARTY_SECRETARY, Office.COUNCIL_CHAIR, Office.WARD_CHAIR, Office.FRONT_CHAIR})


BY_STAFF_ACCOUNT_ONLY = frozenset(
    {
        Office.PARTY_SECRETARY,
        Office.COUNCIL_CHAIR,
        Office.COUNCIL_VICE_CHAIR,
        Office.COUNCIL_DEPUTY,
        Office.WARD_CHAIR,
        Office.WARD_VICE_CHAIR,
        Office.FRONT_CHAIR,
        Office.ORGANISATION_HEAD,
        Office.ASSIGNED_OFFICER,
        Office.CIVIL_SERVANT,
        Office.AUDITOR,
        Office.ADMINISTRATOR,
    }
)
"""They count only in an account that needs two factors to open, never in one that a phone code opens."""


class OrganisationKind(TextChoices):
    """The kinds of organisation in Điều 1 khoản 2 điểm a of the resolution."""

    PARTY = "party", "Cơ quan, đơn vị của Đảng"
    STATE = "state", "Cơ quan nhà nước"
    PUBLIC_SERVICE = "public_service", "Đơn vị sự nghiệp công lập"
    SOCIO_POLITICAL = "socio_political", "Mặt trận và tổ chức chính trị - xã hội"
    EMPLOYER = "employer", "Tổ chức có sử dụng lao động"
    COMMUNITY = "community", "Cộng đồng dân cư"


class Sex(TextChoices):
    MALE = "male", "Nam"
    FEMALE = "female", "Nữ"


class Departure(TextChoices):
    """Why somebody is no longer on the roll."""

    MOVED = "moved", "Chuyển đi khỏi phường"
    DIED = "died", "Đã mất"


class ImportState(TextChoices):
    """State of one import of the household roll (lượt nhập danh sách hộ)."""

    UPLOADED = "uploaded", "Chờ xem cột"
    CHECKING = "checking", "Đang kiểm tra"
    READY = "ready", "Chờ quyết định"
    APPLYING = "applying", "Đang nhập"
    DONE = "done", "Đã nhập"
    DISCARDED = "discarded", "Đã bỏ"


IMPORT_LIFE = Life(
    ImportState,
    {
        (ImportState.UPLOADED, "check"): ImportState.CHECKING,
        (ImportState.READY, "check"): ImportState.CHECKING,
        (ImportState.CHECKING, "report"): ImportState.READY,
        (ImportState.CHECKING, "return"): ImportState.UPLOADED,
        (ImportState.READY, "apply"): ImportState.APPLYING,
        (ImportState.APPLYING, "store"): ImportState.DONE,
        (ImportState.APPLYING, "report"): ImportState.READY,
        (ImportState.APPLYING, "return"): ImportState.UPLOADED,
        (ImportState.UPLOADED, "discard"): ImportState.DISCARDED,
        (ImportState.CHECKING, "discard"): ImportState.DISCARDED,
        (ImportState.READY, "discard"): ImportState.DISCARDED,
        (ImportState.APPLYING, "discard"): ImportState.DISCARDED,
    },
    ends=(ImportState.DONE, ImportState.DISCARDED),
)

IMPORT_OPEN = (ImportState.CHECKING, ImportState.READY, ImportState.APPLYING)
"""A ward has at most one import in these states, so that no two officers change the roll at once."""

IMPORT_RUNNING = (ImportState.CHECKING, ImportState.APPLYING)
"""Work goes on in the background."""


class ImportLineKind(TextChoices):
    """What a line of an import's result says."""

    FAULT = "fault", "Dòng lỗi"
    NEW = "new", "Hộ mới"
    CHANGED = "changed", "Hộ thay đổi"
    MISSING_PERSON = "missing_person", "Người không có trong tệp"
    MISSING = "missing", "Hộ không có trong tệp"
