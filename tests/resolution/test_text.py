"""The resolution as data: nothing lost, every part where the table of clauses says."""

from datetime import date

import pytest

from danchu.resolution.text import (
    Kind,
    ResolutionTextError,
    Run,
    Signer,
    load_resolution,
    paragraphs_of,
    parse,
    slug_of,
    source_text,
)

BEGINNINGS = {
    "1.1": "Phạm vi áp dụng Nghị quyết này quyết định",
    "1.2.a": "Tổ chức: Các cơ quan, đơn vị sự nghiệp",
    "1.2.b": "Cá nhân: Cán bộ, đảng viên",
    "2.2.a.1": "Các cơ quan, đơn vị, tổ chức quan tâm",
    "2.2.a.2": "Tổ chức các lớp bồi dưỡng, tập huấn",
    "2.2.a.3": "Người được giao nhiệm vụ tổ chức thực hiện",
    "2.2.b.1": "Thường xuyên tuyên truyền, quán triệt",
    "2.2.b.2": "Thực hiện ứng dụng công nghệ thông tin",
    "2.2.b.3": "Đẩy mạnh công tác phối hợp giữa các cơ quan",
    "2.2.b.4": "Phát huy vai trò của Ủy ban Mặt trận Tổ quốc",
    "2.2.c.1": "Duy trì thực hiện hiệu quả các hình thức",
    "2.2.c.2": "Thực hiện nghiêm Luật Tiếp công dân",
    "2.2.c.3": "Nâng cao chất lượng hoạt động và phát huy vai trò của Ban Thanh tra",
    "2.2.c.4": 'Cụ thể hóa phương châm "Dân biết, dân bàn',
    "2.2.c.5": "Cán bộ, công chức, viên chức, người lao động có trách nhiệm",
    "2.2.c.6": "Công dân, hộ gia đình tích cực",
    "2.2.c.7": "Hàng năm, xem xét mức độ thực hiện",
    "2.2.d.1": "Hàng năm cơ quan, đơn vị đăng ký xây dựng",
    "2.2.d.2": "Hội đồng thi đua, khen thưởng phường",
    "2.2.d.3": "Kiên quyết xử lý những hành vi lợi dụng",
    "2.2.đ.1": "Bố trí trang thiết bị đầy đủ",
    "2.2.đ.2": "Quan tâm, tạo điều kiện, cử người được giao",
    "2.2.đ.3": "Đẩy mạnh ứng dụng công nghệ thông tin trong giải quyết",
    "2.2.đ.4": "Sử dụng các hòm thư điện tử",
    "2.2.e.1": "Hằng năm Hội đồng nhân dân phường xây dựng kế hoạch",
    "2.2.e.2": "Quy định chế độ báo cáo",
    "2.2.e.3": "Tiếp nhận, xem xét xử lý đối với hành vi",
    "3": "Nguồn kinh phí thực hiện Kinh phí đảm bảo",
    "4.1": "Giao Ủy ban nhân dân phường",
    "4.2": "Giao Thường trực Hội đồng nhân dân phường",
    "5": "Hiệu lực thi hành Nghị quyết này được Hội đồng nhân dân",
    "noi-nhan": "Nơi nhận:",
}


def told(node):
    return " ".join(f"{node.heading} {node.text}".split())


@pytest.mark.parametrize(("clause", "beginning"), BEGINNINGS.items())
def test_every_clause_of_the_table_is_in_the_tree_and_begins_as_it_should(clause, beginning):
    node = load_resolution().find(clause)
    assert node is not None
    assert told(node).startswith(beginning)


def test_the_parts_together_say_every_word_of_the_source_in_its_order():
    parts = " ".join(f"{node.label} {node.heading} {node.text}" for node in load_resolution().nodes())
    assert parts.split() == source_text().replace("*", "").split()


def test_ids_slugs_and_places_in_the_order_are_unique():
    nodes = list(load_resolution().nodes())
    assert len({node.id for node in nodes}) == len(nodes)
    assert len({node.slug for node in nodes}) == len(nodes)
    assert [node.order for node in nodes] == list(range(1, len(nodes) + 1))


def test_slugs_are_ascii_and_lead_back_to_the_part():
    resolution = load_resolution()
    assert slug_of("2.2.đ.1") == "2.2.dd.1"
    for node in resolution.nodes():
        assert node.slug.isascii()
        assert resolution.find(node.slug) is node


def test_a_paragraph_that_a_page_break_cut_is_whole():
    resolution = load_resolution()
    assert "trên hệ thống thông tin truyền thông của các địa phương và" in resolution.find("2.2.b.1").text
    assert "bằng nhiều hình thức khác nhau theo đúng quy định (trừ" in resolution.find("2.2.c.4").text
    assert "\n" not in resolution.find("2.2.b.1").text


def test_a_paragraph_that_begins_with_a_capital_or_follows_a_full_stop_stays_its_own():
    assert paragraphs_of("Một câu.\n\nhai câu\n\nBa câu\n\na) bốn") == ["Một câu.", "hai câu", "Ba câu", "a) bốn"]


def test_the_header_tells_symbol_place_title_and_body_and_that_number_and_day_are_still_open():
    resolution = load_resolution()
    assert (resolution.number, resolution.symbol, resolution.issued_on) == ("", "NQ-HĐND", None)
    assert resolution.place == "Bách Quang"
    assert resolution.title.startswith("Quyết định các biện pháp bảo đảm")
    assert resolution.body.startswith("HỘI ĐỒNG NHÂN DÂN PHƯỜNG BÁCH QUANG")
    assert resolution.in_force_from == date(2025, 12, 19)


def test_a_numbered_and_dated_resolution_tells_both():
    text = source_text().replace("Số: /", "Số: 27/").replace("ngày tháng năm 2025", "ngày 19 tháng 12 năm 2025")
    resolution = parse(text, "signed")
    assert (resolution.number, resolution.issued_on) == ("27", date(2025, 12, 19))


def test_grounds_recipients_and_signer_are_listed():
    resolution = load_resolution()
    assert len(resolution.grounds) == 8
    assert resolution.grounds[-1].text.startswith("Xét Tờ trình số 115/TTr-UBND")
    assert len(resolution.recipients.children) == 13
    assert resolution.recipients.children[-1].text == "Lưu: VT, CTHĐND."
    assert resolution.signer == Signer("CHỦ TỊCH", "Đặng Dương Thảo")


def test_the_purposes_stand_in_the_tree_though_no_clause_of_the_table_asks_for_them():
    purposes = load_resolution().find("2.1")
    assert purposes.heading == "Mục đích, yêu cầu"
    assert [child.id for child in purposes.children] == ["2.1.1", "2.1.2", "2.1.3"]
    assert {child.kind for child in purposes.children} == {Kind.DASH}


def test_italics_are_told_apart_and_never_shown_as_asterisks():
    node = load_resolution().find("1.2.a")
    assert Run("sau đây gọi chung là cơ quan, đơn vị, địa phương, tổ chức", True) in node.runs
    assert "*" not in node.text


def test_a_part_knows_how_it_is_cited():
    resolution = load_resolution()
    assert resolution.find("2.2.c.4").place == "gạch đầu dòng thứ 4 điểm c khoản 2 Điều 2"
    assert resolution.find("2.1.2").place == "gạch đầu dòng thứ 2 khoản 1 Điều 2"
    assert resolution.find("4.1").place == "khoản 1 Điều 4"
    assert resolution.find("noi-nhan").place == ""


@pytest.mark.parametrize(
    "missing", ["QUYẾT NGHỊ:", "Nơi nhận:", "CHỦ TỊCH", "có hiệu lực kể từ ngày", "Số:", "Điều 1."]
)
def test_a_text_that_lacks_a_part_is_refused(missing):
    with pytest.raises(ResolutionTextError):
        parse(source_text().replace(missing, ""), "broken")
