"""One paper in three forms: on screen, as Word, as PDF."""

import json
import time
from dataclasses import replace
from io import BytesIO

import docx
import pytest
from django.template.loader import render_to_string
from docx.shared import Mm, Pt

from danchu.core.records import markup, pdf, screen, word
from danchu.core.records.blocks import Paper, Party
from statute.documents import page_form
from tests.core.records.reading import flat, of_pdf, of_word

HOSTILE = "<script>alert('x')</script> #panic() {{ 7|add:1 }} $ \\ & \"“ ]]> \u202e"
ROWS = "\n".join(f"| {number} | Nguyễn Thị {number} | {number}.000 |" for number in range(1, 61))


@pytest.fixture
def paper() -> Paper:
    return Paper(
        issuer="ỦY BAN NHÂN DÂN\nPHƯỜNG BÁCH QUANG",
        symbol="Số: 05/TB-UBND",
        place_and_date="Bách Quang, ngày 02 tháng 3 năm 2026",
        type_name="Thông báo",
        subject="Công khai danh sách hộ được hỗ trợ",
        blocks=markup.blocks(f"Kính gửi *Nhân dân*.\n\n1. Mục **đầu**.\n\n| TT | Họ tên | Tiền |\n|--|--|--:|\n{ROWS}"),
        parties=(Party("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "Trần Văn Bình"),),
        recipients=("Như trên;", "Lưu: VT."),
        link="https://bachquang.example/cong-khai/12/",
        caption="Quét mã để đọc toàn văn",
        check="https://bachquang.example/van-ban/K7Q2M9XW3PAB/",
    )


def on_screen(paper: Paper, mark: str = "") -> str:
    return render_to_string("core/records/paper.html", screen.context(paper, mark))


PARTS = (
    "ỦY BAN NHÂN DÂN",
    "PHƯỜNG BÁCH QUANG",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Số: 05/TB-UBND",
    "Bách Quang, ngày 02 tháng 3 năm 2026",
    "Công khai danh sách hộ được hỗ trợ",
    "Kính gửi Nhân dân.",
    "1. Mục đầu.",
    "Nguyễn Thị 60",
    "60.000",
    "Nơi nhận:",
    "- Như trên;",
    "Trần Văn Bình",
    "Quét mã để đọc toàn văn",
    "https://bachquang.example/van-ban/K7Q2M9XW3PAB/",
)


@pytest.mark.parametrize("part", PARTS)
def test_word_and_pdf_say_the_same(paper, part):
    assert part in flat(of_word(word.write(paper)))
    assert part in flat(of_pdf(pdf.write(paper)))


def test_the_screen_says_it_too(paper):
    page = on_screen(paper)
    for part in ("Số: 05/TB-UBND", "Kính gửi <i>Nhân dân</i>.", "1. Mục <b>đầu</b>.", "Trần Văn Bình", "Nguyễn Thị 60"):
        assert part in page
    assert "style=" not in page


def test_the_type_is_in_capitals_on_paper(paper):
    assert "THÔNG BÁO" in of_word(word.write(paper))
    assert "THÔNG BÁO" in of_pdf(pdf.write(paper))


def test_pages_are_numbered_from_the_second_and_tables_repeat_their_heads(paper):
    first, *others = of_pdf(pdf.write(paper), pages=True)
    assert len(others) >= 1
    assert first.split()[0] != "1"
    for number, page in enumerate(others, start=2):
        assert page.split()[0] == str(number)
    assert "Họ tên" in others[0]


def test_word_has_the_paper_margins_and_letters_of_the_decree(paper):
    file = docx.Document(BytesIO(word.write(paper)))
    section, form = file.sections[0], page_form()
    assert abs(section.page_width - Mm(210)) < Mm(1)
    assert form.left_mm[0] <= round(section.left_margin.mm) <= form.left_mm[1]
    assert form.right_mm[0] <= round(section.right_margin.mm) <= form.right_mm[1]
    assert form.top_mm[0] <= round(section.top_margin.mm) <= form.top_mm[1]
    style = file.styles["Normal"]
    assert style.font.name == "Times New Roman"
    assert Pt(form.body_pt[0]) <= style.font.size <= Pt(form.body_pt[1])
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    heads = [table.rows[0]._tr.xml for table in file.tables if len(table.columns) == 3]
    assert ["tblHeader" in each for each in heads] == [True]


@pytest.mark.parametrize("field", ["subject", "issuer", "symbol", "place_and_date", "type_name", "caption"])
def test_hostile_text_is_only_text(paper, field):
    hostile = replace(paper, **{field: markup.fit(HOSTILE)})
    assert "<script" not in on_screen(hostile)
    in_word, in_pdf = flat(of_word(word.write(hostile))), flat(of_pdf(pdf.write(hostile)))
    assert markup.fit(HOSTILE).strip().casefold() in in_word.casefold()
    assert "#panic()" in in_pdf.casefold()


def test_hostile_text_in_every_place_of_the_content(paper):
    hostile = replace(
        paper,
        blocks=markup.blocks(
            f"{markup.literal(HOSTILE)}\n\n- {markup.literal(HOSTILE)}\n\n# {markup.literal(HOSTILE)}\n\n"
            f"| {markup.literal(HOSTILE)} |\n|---|\n| {markup.literal(HOSTILE)} |"
        ),
        parties=(Party(HOSTILE, HOSTILE, HOSTILE),) * 3,
        recipients=(HOSTILE,),
    )
    assert "<script" not in on_screen(hostile, mark=HOSTILE)
    assert of_word(word.write(hostile)).count("alert") >= 8
    assert of_pdf(pdf.write(hostile, mark="Dự thảo")).count("alert") >= 8


def test_minutes_are_signed_by_several_parties(paper):
    minutes = replace(paper, parties=tuple(Party(f"BÊN {sign}", f"Ông {sign}", "(Ký)") for sign in "ABC"))
    for text in (of_word(word.write(minutes)), of_pdf(pdf.write(minutes)), on_screen(minutes)):
        assert [f"Ông {sign}" in text for sign in "ABC"] == [True, True, True]


def test_a_draft_says_that_it_is_one(paper):
    draft = replace(paper, check="")
    assert "Dự thảo" in of_word(word.write(draft, "Dự thảo"))
    assert "Dự thảo" in on_screen(draft, "Dự thảo")
    assert "Kiểm tra văn bản" not in of_pdf(pdf.write(draft, "Dự thảo"))


def test_a_paper_survives_the_database_with_its_digest(paper):
    again = Paper.from_plain(json.loads(json.dumps(paper.plain())))
    assert again == paper
    assert again.digest == paper.digest
    assert replace(paper, subject="Khác").digest != paper.digest


def test_the_same_paper_gives_the_same_pdf(paper):
    assert pdf.write(paper) == pdf.write(paper)


def test_two_pages_take_well_below_a_second(paper):
    pdf.write(paper)
    start = time.process_time()
    pdf.write(paper)
    word.write(paper)
    assert time.process_time() - start < 1
