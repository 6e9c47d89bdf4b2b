"""Photographs and scans: drawn anew, so that nothing but the picture remains.

Drawing anew drops the position and the device (EXIF, XMP), comments and anything hidden behind the picture,
applies the orientation the camera noted, and bounds the size. The bounds of pixels are such that telephones' pictures
are taken and that none needs more than 290 MB to draw.
"""

from collections.abc import Collection
from io import BytesIO

from PIL import Image, ImageOps, JpegImagePlugin, PngImagePlugin, UnidentifiedImageError, WebPImagePlugin

from danchu.core.files.kinds import Kind
from danchu.core.files.refused import FileRefused

LONGEST_EDGE = 3000
#: A baseline JPEG is shrunk while it is decoded; what is unpacked may be less large, and in colours half as large as in
#: grey or with a palette.
MOST_PIXELS_JPEG, MOST_PIXELS_GREY, MOST_PIXELS = 110_000_000, 30_000_000, 16_500_000
#: A second time in memory: see-through pixels while they are shrunk. A WebP is there four times, a turned one five.
MOST_PIXELS_SEE_THROUGH, MOST_PIXELS_WEBP = 8_500_000, 13_200_000
#: Of a progressive JPEG the library keeps what all passes have told, of each colour as finely as it is kept: of 50
#: megapixels with colours of half the width and height, as cameras and messengers make them, or of 25 otherwise.
MOST_KEPT_OF_PASSES = 150_000_000
_QUALITY = 85
_FORMATS = {
    Kind.JPEG: JpegImagePlugin.JpegImageFile.format,
    Kind.PNG: PngImagePlugin.PngImageFile.format,
    Kind.WEBP: WebPImagePlugin.WebPImageFile.format,
}
_SMALL_BYTES, _SMALL_PIXELS = 64_000, 500_000
_SCAN, _MOST_SCANS = b"\xff\xda", 20

_DAMAGED = "Ảnh bị hỏng hoặc tải lên chưa hết. Hãy chụp lại hoặc chọn ảnh khác."
TOO_LARGE = "Ảnh quá lớn. Hãy mở ảnh lên, chụp màn hình rồi gửi ảnh chụp đó; hoặc chụp lại ở cỡ thường."


def drawn(
    content: bytes, kind: Kind, edges: Collection[int] = (), longest: int = LONGEST_EDGE
) -> tuple[bytes, dict[int, bytes]]:
    """The picture in ``content`` in the same format, upright, at most ``longest`` pixels long, without metadata;
    and its smaller versions by their longest edge, of which none is larger than the picture.

    Raises ``FileRefused`` when it cannot be decoded or would unpack to too many pixels.
    """
    if kind is Kind.WEBP and _webp_pixels(content[:30]) > MOST_PIXELS_WEBP:
        raise FileRefused(TOO_LARGE)
    try:
        with Image.open(BytesIO(content), formats=(str(_FORMATS[kind]),)) as image:
            _guard(image, kind, longest)
            ImageOps.exif_transpose(image, in_place=True)
            _shrink(image, longest)
            bare = _plain(image, kind)
        whole = _saved(bare, kind)
        smaller = {}
        for edge in sorted(edges, reverse=True):
            _shrink(bare, edge)
            smaller[edge] = _saved(bare, kind)
    except (Image.DecompressionBombError, MemoryError):
        raise FileRefused(TOO_LARGE) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, IndexError, TypeError, EOFError):
        raise FileRefused(_DAMAGED) from None
    return whole, smaller


def is_small(content: bytes, kind: Kind) -> bool:
    """Whether drawing it is quick and takes little, whatever it holds: few bytes, few pixels, and few passes over them.
    Of a WebP the library does not tell the size before it makes room for it."""
    if len(content) > _SMALL_BYTES or kind not in {Kind.JPEG, Kind.PNG}:
        return False
    try:
        with Image.open(BytesIO(content), formats=(str(_FORMATS[kind]),)) as image:
            return image.width * image.height <= _SMALL_PIXELS and content.count(_SCAN) <= _MOST_SCANS
    except Exception:
        return True  # it will be refused as quickly


def _webp_pixels(head: bytes) -> int:
    """How many pixels the head of a WebP says it has. The library makes room for them before it tells, and calls the
    picture damaged where there is none."""
    form, at = head[12:16], head[20:30]
    if form == b"VP8X":
        across, down = int.from_bytes(at[4:7], "little") + 1, int.from_bytes(at[7:10], "little") + 1
    elif form == b"VP8L":
        both = int.from_bytes(at[1:5], "little")
        across, down = (both & 0x3FFF) + 1, (both >> 14 & 0x3FFF) + 1
    else:
        across, down = int.from_bytes(at[6:8], "little") & 0x3FFF, int.from_bytes(at[8:10], "little") & 0x3FFF
    return across * down


def _guard(image: Image.Image, kind: Kind, longest: int) -> None:
    width, height = image.size
    if width * height > _most(image, kind) or _kept_of_passes(image) > MOST_KEPT_OF_PASSES:
        raise FileRefused(TOO_LARGE)
    if kind is Kind.JPEG:
        shrunk = _shrunk_by(width, height, longest)
        image.draft(None, (width // shrunk, height // shrunk))


def _shrunk_by(width: int, height: int, longest: int) -> int:
    """By how much a JPEG is decoded smaller: as much as leaves the longest edge that is kept, and more where it would
    still be too large."""
    by = 8
    while by > 1 and max(width, height) // by < longest and width * height * 4 <= MOST_PIXELS * by * by:
        by //= 2
    return by


def _most(image: Image.Image, kind: Kind) -> int:
    if kind is Kind.JPEG:
        return MOST_PIXELS_JPEG
    if kind is Kind.WEBP:
        return MOST_PIXELS_WEBP
    if _is_see_through(image):
        return MOST_PIXELS_SEE_THROUGH
    return MOST_PIXELS_GREY if image.mode in {"1", "L", "P"} else MOST_PIXELS


def _kept_of_passes(image: Image.Image) -> int:
    """The bytes of what a progressive JPEG is composed of: two for each number of each colour."""
    if not isinstance(image, JpegImagePlugin.JpegImageFile) or not image.info.get("progressive"):
        return 0
    shares = [across * down for _, across, down, _ in image.layer]
    finest = max(across for _, across, _, _ in image.layer) * max(down for _, _, down, _ in image.layer)
    return 2 * image.width * image.height * sum(shares) // max(finest, 1)


def _is_see_through(image: Image.Image) -> bool:
    return image.mode in {"RGBA", "LA", "PA", "P"} and ("A" in image.mode or "transparency" in image.info)


def _shrink(image: Image.Image, edge: int) -> None:
    image.thumbnail((edge, edge), Image.Resampling.LANCZOS, reducing_gap=2.0)


def _plain(image: Image.Image, kind: Kind) -> Image.Image:
    """A new image of the pixels alone, in a mode that every browser shows."""
    if _is_see_through(image):
        wanted = "RGB" if kind is Kind.JPEG else "RGBA"
    else:
        wanted = "L" if image.mode in {"1", "L"} else "RGB"
    pixels = image if image.mode == wanted else image.convert(wanted)
    bare = Image.new(wanted, pixels.size)
    bare.paste(pixels)
    return bare


def _saved(image: Image.Image, kind: Kind) -> bytes:
    out = BytesIO()
    if kind is Kind.PNG:
        image.save(out, "PNG", optimize=False)
    else:
        image.save(out, _FORMATS[kind], quality=_QUALITY)
    return out.getvalue()
