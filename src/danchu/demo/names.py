"""Vietnamese names as they are spread in Thái Nguyên: surnames by ethnic group, middle and given names by sex and
generation. Weights are rough shares, enough for lists to look as real ones do."""

from random import Random

from danchu.demo.drawing import Draw


def _even(names: str) -> dict[str, int]:
    """The names of a comma-separated list, each as often as it stands there."""
    found: dict[str, int] = {}
    for name in names.replace("\n", " ").split(","):
        found[name.strip()] = found.get(name.strip(), 0) + 1
    return found


ETHNIC_GROUPS = Draw(
    {
        "Kinh": 890,
        "Tày": 38,
        "Nùng": 28,
        "Sán Dìu": 22,
        "Sán Chay": 8,
        "Dao": 6,
        "Hoa": 3,
        "Mường": 3,
        "Mông": 2,
    }
)

_KINH = {
    "Nguyễn": 410,
    "Trần": 105,
    "Lê": 70,
    "Phạm": 66,
    "Dương": 40,
    "Hoàng": 38,
    "Vũ": 32,
    "Đỗ": 28,
    "Ngô": 26,
    "Bùi": 22,
    "Đặng": 20,
    "Phan": 14,
    "Hà": 12,
    "Đào": 12,
    "Đinh": 11,
    "Tạ": 10,
    "Trịnh": 10,
    "Lưu": 9,
    "Đoàn": 9,
    "Mai": 7,
    "Đồng": 7,
    "Chu": 6,
    "Lương": 6,
    "Cao": 5,
    "Tô": 5,
    "Trương": 5,
    "Phùng": 5,
    "Hồ": 4,
    "Nghiêm": 3,
    "Thân": 3,
}
_SURNAMES = {
    "Kinh": Draw(_KINH),
    "Tày": Draw({"Hoàng": 20, "Nông": 18, "Ma": 16, "Lường": 10, "Hà": 9, "Triệu": 8, "Nguyễn": 8, "Bế": 4, "Chu": 4}),
    "Nùng": Draw({"Nông": 20, "Hoàng": 18, "Lương": 12, "Triệu": 10, "Vi": 10, "Lý": 8, "Lục": 6, "Đàm": 6, "Lâm": 5}),
    "Sán Dìu": Draw({"Diệp": 16, "Trương": 14, "Lưu": 12, "Trần": 10, "Tạ": 8, "Ôn": 8, "Lê": 8, "Từ": 5}),
    "Sán Chay": Draw({"Trần": 14, "Hoàng": 12, "Lý": 10, "Ninh": 8, "La": 8, "Vi": 6, "Tống": 5}),
    "Dao": Draw({"Triệu": 16, "Bàn": 14, "Đặng": 12, "Lý": 10, "Phùng": 6}),
    "Hoa": Draw({"Lâm": 8, "Trần": 6, "Lý": 6, "Vương": 5, "Quách": 3}),
    "Mường": Draw({"Bùi": 12, "Quách": 8, "Đinh": 8, "Hà": 4}),
    "Mông": Draw({"Dương": 10, "Lý": 8, "Hoàng": 6, "Giàng": 5, "Vàng": 4, "Sùng": 3}),
}

_GENERATIONS = (1965, 1985, 2005)
"""The birth years at which a new fashion of names begins."""

_MALE_MIDDLE = (
    Draw({"Văn": 50, "Đình": 9, "Xuân": 8, "Hữu": 6, "Quang": 5, "Ngọc": 5, "Đức": 5, "Bá": 4, "Công": 4, "Trọng": 4}),
    Draw(
        {"Văn": 42, "Mạnh": 8, "Đức": 8, "Quang": 7, "Xuân": 7, "Ngọc": 6, "Hồng": 5, "Anh": 5, "Thanh": 5, "Đình": 5}
    ),
    Draw(
        {"Văn": 24, "Đức": 12, "Minh": 9, "Quang": 9, "Tuấn": 7, "Hoàng": 7, "Mạnh": 7, "Ngọc": 6, "Trung": 6, "Duy": 5}
    ),
    Draw(
        {"Minh": 14, "Gia": 13, "Đức": 12, "Bảo": 9, "Hoàng": 8, "Anh": 8, "Tuấn": 8, "Quang": 7, "Nhật": 6, "Hải": 5}
    ),
)
_FEMALE_MIDDLE = (
    Draw({"Thị": 92, "Thị Kim": 3, "Thị Bích": 2, "Thị Minh": 2, "Thị Hồng": 2}),
    Draw(
        {"Thị": 66, "Thị Thu": 8, "Thị Thanh": 7, "Thị Kim": 4, "Thị Hồng": 5, "Thị Bích": 3, "Thị Minh": 3, "Thúy": 3}
    ),
    Draw({"Thị": 38, "Thị Thu": 10, "Thị Thanh": 7, "Thu": 8, "Ngọc": 7, "Phương": 6, "Thùy": 5, "Hồng": 5, "Minh": 4}),
    Draw(
        {
            "Ngọc": 15,
            "Khánh": 11,
            "Bảo": 11,
            "Thị": 9,
            "Hà": 8,
            "Minh": 8,
            "Phương": 8,
            "Thảo": 6,
            "Diệu": 6,
            "Quỳnh": 6,
        }
    ),
)
_MALE_GIVEN = (
    Draw(
        _even(
            "Hùng, Sơn, Thắng, Minh, Bình, Hải, Hòa, Thành, Dũng, Long, Tiến, Lợi, Chiến, Quý, Thịnh, Khánh, Tài, "
            "Đông, Phúc, Lâm, Bảy, Năm, Ba, Tư, Hợi, Tý, Thìn, Bính, Ngọ, Hiền, Vinh, Toàn, Cường, Quyết, Luận"
        )
    ),
    Draw(
        _even(
            "Hùng, Hùng, Dũng, Cường, Tuấn, Tuấn, Thắng, Hải, Sơn, Nam, Thành, Trung, Hưng, Tùng, Long, Quân, Huy, "
            "Hà, Hiếu, Đông, Chung, Toàn, Khoa, Bắc, Việt, Phương, Thủy, Tình, Tuyên, Quyền, Đức, Kiên, Mạnh"
        )
    ),
    Draw(
        _even(
            "Tuấn, Anh, Anh, Hiếu, Đạt, Nam, Hoàng, Huy, Dũng, Trung, Tùng, Long, Thành, Đức, Minh, Quân, Kiên, "
            "Linh, Hải, Cường, Sơn, Duy, Phong, Thắng, Việt, Công, Tú, Nghĩa, Quang, Hưng, Khánh, Trường, Mạnh"
        )
    ),
    Draw(
        _even(
            "Anh, Anh, Minh, Minh, Huy, Khang, Bảo, Khôi, Nam, Phúc, Đăng, Khoa, Phong, Quân, Hưng, Long, Đạt, Dũng, "
            "Sơn, Lâm, An, Kiên, Tùng, Thành, Vũ, Việt, Hiếu, Duy, Bách, Nguyên, Thiên, Trí, Tuấn, Đức"
        )
    ),
)
_FEMALE_GIVEN = (
    Draw(
        _even(
            "Lan, Hoa, Hồng, Bình, Thanh, Hòa, Liên, Mai, Nga, Tuyết, Loan, Thơm, Sáu, Bảy, Tám, Năm, Tư, Nhung, "
            "Thu, Xuân, Đào, Cúc, Mùi, Thìn, Tý, Sửu, Dần, Vân, Minh, Lợi, Chắt, Gái, Hiền, Oanh, Hường"
        )
    ),
    Draw(
        _even(
            "Hương, Hương, Hà, Hà, Thủy, Hoa, Lan, Hằng, Nga, Hiền, Thảo, Dung, Loan, Huệ, Yến, Vân, Oanh, Liên, "
            "Nhung, Hạnh, Phương, Thúy, Tâm, Bích, Hường, Mai, Tuyết, Thoa, Minh, Ngọc, Thu, Xuân, Hải, Chinh"
        )
    ),
    Draw(
        _even(
            "Trang, Trang, Linh, Linh, Hương, Hà, Thảo, Ngọc, Hằng, Huyền, Thu, Phương, Anh, Nhung, Hiền, Quỳnh, "
            "Yến, Lan, Mai, Dung, Vân, Tâm, Hạnh, Thủy, Ánh, Loan, Duyên, Giang, Hồng, Nga, Chi, Ly, Tuyền"
        )
    ),
    Draw(
        _even(
            "Anh, Anh, Linh, Linh, Chi, Chi, Ngọc, Trang, Hà, My, Ngân, Nhi, Thư, Vy, An, Châu, Hân, Diệp, Mai, "
            "Phương, Thảo, Trâm, Giang, Lan, Quỳnh, Như, Hương, Uyên, Khuê, Minh, Dương, Tâm, Yến, Ly"
        )
    ),
)


def surname(rng: Random, ethnic_group: str) -> str:
    """A surname of the ethnic group."""
    return _SURNAMES[ethnic_group].pick(rng)


def full_name(rng: Random, family: str, sex: str, born_in_year: int) -> str:
    """A full name with the surname ``family``, as people of that sex and age bear it; the middle name differs from
    surname and given name."""
    generation = (
        (born_in_year >= _GENERATIONS[0]) + (born_in_year >= _GENERATIONS[1]) + (born_in_year >= _GENERATIONS[2])
    )
    male = sex == "male"
    middles, givens = (_MALE_MIDDLE, _MALE_GIVEN) if male else (_FEMALE_MIDDLE, _FEMALE_GIVEN)
    middle, given = middles[generation].pick(rng), givens[generation].pick(rng)
    while middle in (given, family) or middle.endswith(f" {given}"):
        middle, given = middles[generation].pick(rng), givens[generation].pick(rng)
    return f"{family} {middle} {given}"
