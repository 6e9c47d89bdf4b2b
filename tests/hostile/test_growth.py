"""Whatever strangers send, twice as much of it takes about twice as long to read: nobody stops the site with a file, a
mail or a text of a shape that was thought out for it."""

from contextlib import suppress

import pytest

from danchu.core.files import names, pdfs
from danchu.core.records import markup
from danchu.core.spreadsheets.fields import Field
from danchu.core.spreadsheets.matching import matched
from danchu.core.spreadsheets.tables import Limits, legacy_warning
from danchu.core.spreadsheets.textual import CsvTable
from danchu.core.spreadsheets.values import PARSERS
from danchu.core.spreadsheets.xlsx import XlsxTable
from danchu.discuss import receipts
from danchu.inspect import looking, mail_reading
from danchu.know import text as know
from danchu.lib import vntext
from danchu.ward.roll_import import places
from tests.hostile import shapes
from tests.hostile.growth import STEEPEST, slope

pytestmark = pytest.mark.slow


def cell(text):
    return [parse(text) for parse in PARSERS.values()]


def head(text):
    return matched({0: text}, [Field("name", "Họ và tên", ("Tên",))])


def file_name(text):
    return names.safe_name(text, "pdf")


def legacy(text):
    return legacy_warning([text])


def receipt(text):
    with suppress(receipts.NoLine):
        receipts.Line.found_in(text)


def rows_of(table):
    """Count the rows of the first sheet, read them all, and what is merged."""
    with table as found:
        found.row_count()
        found.merged()
        return list(found.rows())


def text_table(file):
    return rows_of(CsvTable(file, Limits()))


def workbook(file):
    return rows_of(XlsxTable(file, Limits()))


@pytest.mark.parametrize("shape", shapes.PDFS)
def test_a_pdf_is_looked_through_in_time_that_grows_with_its_size(shape):
    assert slope(pdfs.inspected, shapes.PDFS[shape]) <= STEEPEST


@pytest.mark.parametrize("shape", shapes.MAILS)
def test_a_mail_is_read_in_time_that_grows_with_its_size(shape):
    assert slope(mail_reading.read, shapes.MAILS[shape]) <= STEEPEST


@pytest.mark.parametrize("shape", shapes.CSVS)
def test_a_table_of_text_is_read_in_time_that_grows_with_its_size(shape):
    assert slope(text_table, shapes.CSVS[shape]) <= STEEPEST


@pytest.mark.parametrize("shape", shapes.WORKBOOKS)
def test_a_workbook_is_read_in_time_that_grows_with_its_size(shape):
    assert slope(workbook, shapes.WORKBOOKS[shape]) <= STEEPEST


TAKERS = [
    vntext.clean,
    vntext.fold,
    know.shown,
    looking.personal_signs,
    markup.blocks,
    markup.literal,
    places.full_name,
    places.plain_name,
    cell,
    file_name,
    head,
    legacy,
    receipt,
]


@pytest.mark.parametrize("shape", shapes.TEXTS)
@pytest.mark.parametrize("take", TAKERS)
def test_a_text_is_taken_in_time_that_grows_with_its_length(take, shape):
    assert slope(take, shapes.TEXTS[shape], least=1_000, most=100_000) <= STEEPEST
