"""Photographs and scans: drawn anew, so that nothing but the picture remains.

Drawing anew drops the position and the device (EXIF, XMP), comments and anything hidden behind the picture,
applies the orientation the camera noted, and bounds the size. The bounds of pixels are such that a picture takes
about 150 MB to draw, and none more than 200.
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
#: A second time in memory: a progressive JPEG while it is decoded, see-through pixels while they are shrunk. A WebP is
#: there four times.
MOST_PIXELS_PROGRESSIVE, MOST_PIXELS_SEE_THROUGH, MOST_PIXELS_WEBP = 12_000_000, 8_500_000, 4_200_000
_QUALITY = 85
_FORMATS = {
    Kind.JPEG: JpegImagePlugin.JpegImageFile.format,
    Kind.PNG: PngImagePlugin.PngImageFile.format,
    Kind.WEBP: WebPImagePlugin.WebPImageFile.format,
}
_SMALL_BYTES, _SMALL_PIXELS = 64_000, 500_000
_SCAN, _MOST_SCANS = b"\xff\xda", 20

_DAMAGED = "Ảnh bị hỏng hoặc tải lên chưa hết. Hãy chụp lại hoặc chọn ảnh khác."
TOO_LARGE = "Ảnh quá lớn. Hãy thu nhỏ ảnh hoặc chụp lại ở cỡ thường rồi tải lên."


def drawn(
    content: bytes, kind: Kind, edges: Collection[int] = (), longest: int = LONGEST_EDGE
) -> tuple[bytes, dict[int, bytes]]:
    """The picture in ``content`` in the same format, upright, at most ``longest`` pixels long, without metadata;
    and its smaller versions by their longest edge, of which none is larger than the picture.

    Raises ``FileRefused`` when it cannot be decoded or would unpack to too many pixels.
    """
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


def _guard(image: Image.Image, kind: Kind, longest: int) -> None:
    width, height = image.size
    if width * height > _most(image, kind):
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
        return MOST_PIXELS_PROGRESSIVE if image.info.get("progressive") else MOST_PIXELS_JPEG
    if kind is Kind.WEBP:
        return MOST_PIXELS_WEBP
    if _is_see_through(image):
        return MOST_PIXELS_SEE_THROUGH
    return MOST_PIXELS_GREY if image.mode in {"1", "L", "P"} else MOST_PIXELS


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
