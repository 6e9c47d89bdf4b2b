"""The markup of documents, and that no value of a variable can become markup."""

import pytest
from django.template import Engine
from hypothesis import given
from hypothesis import strategies as st

from danchu.core.records import markup
from danchu.core.records.blocks import Heading, Paragraph, Run, Table
from danchu.core.records.source import Source, _guarded, party_of, render
from danchu.lib.vntext import clean


def texts(blocks) -> list[str]:
    return ["".join(run.text for run in block.runs) for block in blocks]


def test_paragraphs_headings_lists_and_emphasis():
    found = markup.blocks(
        "Một **đậm** và *nghiêng*\ndòng hai\n\n# Đề mục\n\n- gạch\n  1. trong\n  1. trong nữa\n- gạch hai"
    )
    assert found[0] == Paragraph(
        (
            Run("Một "),
            Run("đậm", bold=True),
            Run(" và "),
            Run("nghiêng", italic=True),
            Run("\n"),
            Run("dòng hai"),
        )
    )
    assert found[1] == Heading((Run("Đề mục"),))
    assert [(each.marker, each.level) for each in found[2:]] == [("-", 0), ("1.", 1), ("2.", 1), ("-", 0)]


def test_a_table_with_a_column_of_numbers():
    [table] = markup.blocks("| Tên | Tiền |\n|---|---:|\n| An | 1.000 |\n| Bình |")
    assert isinstance(table, Table)
    assert table.numeric == (False, True)
    assert table.rows == (((Run("An"),), (Run("1.000"),)), ((Run("Bình"),), ()))


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "[bấm vào đây](javascript:alert(1))",
        "![](https://example.com/a.png)",
        "`mã`",
        "#eval(1) $x$ \\textbf{x}",
        "> trích",
        "&lt;b&gt; &amp;",
    ],
)
def test_links_pictures_code_and_html_stand_as_they_were_typed(typed):
    [block] = markup.blocks(f"Câu: {typed}")
    assert "".join(run.text for run in block.runs) == f"Câu: {typed}"


@given(st.text())
def test_a_literal_text_is_one_paragraph_that_says_just_that(text):
    expected = clean(markup.fit(text))
    found = markup.blocks(markup.literal(text))
    assert texts(found) == ([expected] if expected else [])
    assert all(isinstance(each, Paragraph) and not each.marker for each in found)
    assert not any(run.bold or run.italic for each in found for run in each.runs)
    assert markup.line(markup.literal(text)) == expected


@given(st.text())
def test_a_literal_text_stays_in_its_cell(text):
    [table] = markup.blocks(f"| a | b |\n|---|---|\n| {markup.literal(text)} | cuối |")
    [[first, last]] = table.rows
    assert last == (Run("cuối"),)
    assert "".join(run.text for run in first) == clean(markup.fit(text))


@given(st.text(max_size=2000))
def test_any_text_can_be_read(text):
    markup.blocks(text)


def test_control_and_direction_marks_leave_no_trace():
    [block] = markup.blocks("thu\u202ehồi\x00\x0b\ud800 ngay")
    assert block.runs == (Run("thuhồi ngay"),)


def test_only_plain_values_are_taken():
    with pytest.raises(TypeError):
        _guarded({"x": object()})


def test_a_template_becomes_a_source(tmp_path, monkeypatch):
    (tmp_path / "thu.txt").write_text(
        "Trích yếu: Về {{ title }}\nNơi nhận: {{ title }};\nĐại diện: BÊN A / TỔ 1 | {{ name }}\n---\n"
        "**{{ title }}**\n\n\n\nHết.\n",
        encoding="utf-8",
    )
    engine = Engine(dirs=[tmp_path], autoescape=False)
    monkeypatch.setattr("danchu.core.records.source._engine", lambda: engine)
    made = render("thu.txt", {"title": "a | b\n---\nNơi nhận: *kẻ lạ*", "name": "Lê | Văn"})
    assert made == Source(
        subject="Về a | b --- Nơi nhận: *kẻ lạ*",
        body="**a \\| b --- Nơi nhận: \\*kẻ lạ\\***\n\nHết.",
        recipients=("a | b --- Nơi nhận: *kẻ lạ*;",),
        parties=(party_of("BÊN A / TỔ 1", "Lê | Văn"),),
    )
    [paragraph, _] = markup.blocks(made.body)
    assert paragraph.runs[0].bold
    assert texts([paragraph]) == ["a | b --- Nơi nhận: *kẻ lạ*"]
    assert Source.from_plain(made.plain()) == made
