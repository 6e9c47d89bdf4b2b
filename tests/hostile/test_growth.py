"""Whatever strangers send, twice as much of it takes about twice as long to read: nobody stops the site with a file, a
mail or a text of a shape that was thought out for it."""

import pytest

from danchu.core.files import names, pdfs
from danchu.core.records import markup
from danchu.core.spreadsheets.tables import Limits
from danchu.core.spreadsheets.textual import CsvTable
from danchu.core.spreadsheets.xlsx import XlsxTable
from danchu.inspect import looking, mail_reading
from danchu.lib import vntext
from danchu.ward.roll_import import places
from tests.hostile import shapes
from tests.hostile.growth import STEEPEST, slope

pytestmark = pytest.mark.slow


def file_name(text):
    return names.safe_name(text, "pdf")


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


@pytest.mark.parametrize("shape", shapes.TEXTS)
@pytest.mark.parametrize(
    "read",
    [vntext.clean, vntext.fold, looking.personal_signs, markup.literal, markup.blocks, places.plain_name, file_name],
)
def test_a_text_is_taken_in_time_that_grows_with_its_length(read, shape):
    assert slope(read, shapes.TEXTS[shape], least=1_000, most=100_000) <= STEEPEST
