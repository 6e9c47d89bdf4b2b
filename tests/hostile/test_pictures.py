"""Pictures that are small as files and large in memory: what drawing them takes is bounded, also of several at once."""

import resource
import struct
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from PIL import Image

from danchu.core.files import confined, images
from danchu.core.files.checks import CheckedFile, FileRefused, check

pytestmark = pytest.mark.slow
MOST_BYTES = 290_000_000
"""Of addresses; Python with the library takes 35 million of them before it begins. What a reader may take is more."""


def picture(kind: str, size: tuple[int, int], mode: str = "RGB", **saved: object) -> bytes:
    out = BytesIO()
    Image.new(mode, size, "teal").save(out, kind, **saved)
    return out.getvalue()


TURNED = Image.Exif()
TURNED[0x0112] = 6
LARGEST = {
    "a photograph": lambda: picture("JPEG", (10_400, 10_400)),
    "a photograph that is not shrunk": lambda: picture("JPEG", (4_060, 4_060), subsampling=0),
    "a progressive photograph": lambda: picture("JPEG", (7_070, 7_070), progressive=True, exif=TURNED),
    "one in fine colours": lambda: picture("JPEG", (4_995, 4_995), subsampling=0, progressive=True, exif=TURNED),
    "a drawing": lambda: picture("PNG", (4_060, 4_060)),
    "a drawing that is seen through": lambda: picture("PNG", (2_900, 2_900), "RGBA"),
    "a scan": lambda: picture("PNG", (5_400, 5_400), "L"),
    "a WebP": lambda: picture("WEBP", (4_200, 3_140), "RGBA", exif=TURNED),
    "a WebP without loss": lambda: picture("WEBP", (4_200, 3_140), exif=TURNED, lossless=True),
}


@pytest.mark.parametrize("which", LARGEST)
def test_the_largest_pictures_that_are_taken_keep_below_their_share_of_memory(which, monkeypatch):
    content = LARGEST[which]()
    monkeypatch.setattr("danchu.core.files.checks._BOUNDS", confined.Bounds(memory=MOST_BYTES, clock=120))
    assert check(BytesIO(content), "x").is_image


@pytest.mark.parametrize("size", [(4_000, 3_000), (4_208, 3_120)])
def test_the_pictures_of_telephones_are_taken_in_every_format(size):
    for content in (picture("WEBP", size), picture("JPEG", size, progressive=True, subsampling=0)):
        assert max(Image.open(BytesIO(check(BytesIO(content), "x").content)).size) == images.LONGEST_EDGE


@pytest.mark.parametrize("saved", [{}, {"lossless": True}, {"exif": TURNED}], ids=["plain", "lossless", "with more"])
@pytest.mark.parametrize("size", [(3_700, 3_700), (9_000, 9_000)])
def test_a_webp_that_is_too_large_is_called_so_and_not_damaged(size, saved):
    with pytest.raises(FileRefused, match="quá lớn"):
        check(BytesIO(picture("WEBP", size, **saved)), "x.webp")


def many_scans(scans: int) -> bytes:
    """A progressive JPEG whose last pass over all pixels is said again and again."""
    whole = picture("JPEG", (3_400, 3_400), progressive=True)
    last = whole[whole.rindex(b"\xff\xda") : -2]
    return whole[:-2] + last * scans + whole[-2:]


def many_frames() -> bytes:
    """A baseline JPEG in several passes, for which the library keeps all of it."""
    whole = bytearray(picture("JPEG", (10_000, 10_000), subsampling=0))
    at = whole.index(b"\xff\xda")
    size = struct.unpack(">H", whole[at + 2 : at + 4])[0]
    one = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00"
    return bytes(whole[:at]) + one + bytes(whole[at + 2 + size :])


@pytest.mark.parametrize("content", [many_scans(4_000), many_frames()], ids=["many scans", "scans by colour"])
def test_a_picture_that_is_gone_over_again_and_again_is_refused_in_its_time(content, monkeypatch):
    monkeypatch.setattr("danchu.core.files.checks._BOUNDS", confined.Bounds(processor=2, memory=320_000_000, clock=60))
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    with pytest.raises(FileRefused):
        check(BytesIO(content), "x.jpg")
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 4


def test_four_at_once_are_all_drawn(monkeypatch):
    monkeypatch.setattr(confined, "PLACE_SECONDS", 60)
    content = picture("WEBP", (2_000, 2_000))
    with ThreadPoolExecutor(4) as pool:
        drawn: list[CheckedFile] = list(pool.map(lambda each: check(BytesIO(each), "x.webp"), [content] * 4))
    assert [each.is_image for each in drawn] == [True] * 4


def test_only_pictures_that_are_drawn_at_once_are_drawn_in_the_process_of_the_site(monkeypatch):
    monkeypatch.setattr(confined, "ask", lambda *given, **more: pytest.fail("in a process of its own"))
    assert check(BytesIO(picture("JPEG", (800, 600))), "x.jpg").is_image
    for content in (
        picture("JPEG", (1_000, 600)),
        picture("WEBP", (8, 8)),
        picture("JPEG", (800, 600)) + b"\xff\xda" * images._MOST_SCANS,
    ):
        with pytest.raises(pytest.fail.Exception):
            check(BytesIO(content), "x.jpg")
