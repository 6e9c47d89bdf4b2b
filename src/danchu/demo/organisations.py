"""The organisations of the fictitious ward. Agencies carry the names that the law gives them; schools, enterprises and
cooperatives are invented. Landline numbers begin with a 0 after the area code, which no subscriber's does."""

from danchu.demo.records import Organisation

_SEAT = "Trụ sở phường, đường Thắng Lợi"
_DOMAIN = "bachquang.example"

# code, kind, name, abbreviation, headcount, address, unit of the ward
_ROWS: tuple[tuple[str, str, str, str, int, str, bool], ...] = (
    ("VPDU", "party", "Văn phòng Đảng ủy", "VPĐU", 6, _SEAT, True),
    ("BXDD", "party", "Ban Xây dựng Đảng", "BXDĐ", 7, _SEAT, True),
    ("UBKT", "party", "Ủy ban Kiểm tra Đảng ủy", "UBKTĐU", 5, _SEAT, True),
    ("HDND", "state", "Thường trực Hội đồng nhân dân phường", "HĐND", 7, _SEAT, False),
    ("UBND", "state", "Ủy ban nhân dân phường", "UBND", 7, _SEAT, False),
    ("VP", "state", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân", "VP", 12, _SEAT, True),
    ("KTHTDT", "state", "Phòng Kinh tế, Hạ tầng và Đô thị", "KTHTĐT", 14, _SEAT, True),
    ("VHXH", "state", "Phòng Văn hóa - Xã hội", "VHXH", 12, _SEAT, True),
    ("CAP", "state", "Công an phường", "CAP", 32, "Số 5, đường Thắng Lợi", True),
    ("BCHQS", "state", "Ban Chỉ huy Quân sự phường", "BCHQS", 9, _SEAT, True),
    ("PVHCC", "public_service", "Trung tâm Phục vụ hành chính công", "TTPVHCC", 9, _SEAT, True),
    ("DVTH", "public_service", "Trung tâm Dịch vụ tổng hợp", "TTDVTH", 15, "Số 12, phố Chợ", True),
    ("TYT", "public_service", "Trạm Y tế phường", "TYT", 18, "Số 20, đường Lương Sơn", True),
    ("MN1", "public_service", "Trường Mầm non Bách Quang", "MNBQ", 42, "Số 8, phố Hoa Phượng", False),
    ("MN2", "public_service", "Trường Mầm non Lương Sơn", "MNLS", 38, "Số 31, đường Lương Sơn", False),
    ("MN3", "public_service", "Trường Mầm non Tân Quang", "MNTQ", 29, "Số 14, đường Tân Quang", False),
    ("TH1", "public_service", "Trường Tiểu học Bách Quang", "THBQ", 46, "Số 15, đường Bách Quang", False),
    ("TH2", "public_service", "Trường Tiểu học Lương Sơn", "THLS", 51, "Số 45, đường Lương Sơn", False),
    ("TH3", "public_service", "Trường Tiểu học Tân Quang", "THTQ", 33, "Số 22, đường Tân Quang", False),
    ("THCS1", "public_service", "Trường Trung học cơ sở Bách Quang", "THCSBQ", 44, "Số 27, đường Bách Quang", False),
    ("THCS2", "public_service", "Trường Trung học cơ sở Lương Sơn", "THCSLS", 47, "Số 52, đường Lương Sơn", False),
    ("MTTQ", "socio_political", "Ủy ban Mặt trận Tổ quốc Việt Nam phường", "MTTQ", 8, _SEAT, True),
    ("LHPN", "socio_political", "Hội Liên hiệp Phụ nữ phường", "HLHPN", 3, _SEAT, False),
    ("HND", "socio_political", "Hội Nông dân phường", "HND", 3, _SEAT, False),
    ("CCB", "socio_political", "Hội Cựu chiến binh phường", "HCCB", 3, _SEAT, False),
    ("DTN", "socio_political", "Đoàn Thanh niên Cộng sản Hồ Chí Minh phường", "ĐTN", 3, _SEAT, False),
    ("CDP", "socio_political", "Công đoàn phường", "CĐP", 2, _SEAT, False),
    ("NCT", "community", "Hội Người cao tuổi phường", "HNCT", 2, _SEAT, False),
    ("CTD", "community", "Hội Chữ thập đỏ phường", "HCTĐ", 2, _SEAT, False),
    ("DTLS", "community", "Ban Quản lý di tích đình làng Na Hoàng", "", 7, "Tổ dân phố Na Hoàng", False),
    ("NOXH", "community", "Ban Quản trị nhà chung cư Hoa Phượng", "", 5, "Số 60, phố Hoa Phượng", False),
    ("DN01", "employer", "Công ty cổ phần Cơ khí Sao Mai Việt", "", 312, "Khu công nghiệp Sông Công I", False),
    ("DN02", "employer", "Công ty TNHH May mặc Hoa Ban Trắng", "", 845, "Khu công nghiệp Sông Công I", False),
    ("DN03", "employer", "Công ty TNHH Linh kiện Ánh Trăng Xanh", "", 1260, "Khu công nghiệp Sông Công II", False),
    ("DN04", "employer", "Công ty cổ phần Vật liệu xây dựng Núi Voi Đỏ", "", 128, "Số 118, đường Gang Thép", False),
    ("DN05", "employer", "Công ty TNHH Thương mại và Vận tải Bảy Sắc", "", 46, "Số 203, đường Thắng Lợi", False),
    ("DN06", "employer", "Công ty cổ phần Chế biến gỗ Rừng Thông Reo", "", 94, "Số 77, đường Sông Công", False),
    ("DN07", "employer", "Doanh nghiệp tư nhân Xăng dầu Bến Soi", "", 14, "Số 9, đường Vó Ngựa", False),
    ("DN08", "employer", "Công ty TNHH Nước sạch Suối Đá Trong", "", 38, "Số 41, đường Tân Quang", False),
    ("HTX1", "employer", "Hợp tác xã Chè an toàn Đồi Sương Sớm", "HTX", 27, "Tổ dân phố Khe Lim", False),
    ("HTX2", "employer", "Hợp tác xã Dịch vụ nông nghiệp Đồng Xanh Mới", "HTX", 19, "Tổ dân phố Tân Mỹ", False),
    ("HTX3", "employer", "Hợp tác xã Vệ sinh môi trường Phố Sạch", "HTX", 23, "Số 6, phố Chợ", False),
)  # fmt: skip

ORGANISATIONS = tuple(
    Organisation(
        code=code,
        kind=kind,
        name=name,
        abbreviation=abbreviation,
        headcount=headcount,
        address=address,
        phone=f"0208 000 {number:04d}",
        email=f"{code.lower()}@{_DOMAIN}",
        is_unit=is_unit,
    )
    for number, (code, kind, name, abbreviation, headcount, address, is_unit) in enumerate(_ROWS, start=1)
)
"""Every organisation, agencies first."""
