"""Photographs and scans: drawn anew, so that nothing but the picture remains.

Drawing anew drops the position and the device (EXIF, XMP), comments and anything hidden behind the picture,
applies the orientation the camera noted, and bounds the size.
"""

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from danchu.core.files.kinds import Kind
from danchu.core.files.refused import FileRefused

LONGEST_EDGE = 3000
#: A baseline JPEG is shrunk while it is decoded; the others are unpacked whole, so they may be less large.
MOST_PIXELS_JPEG = 110_000_000
MOST_PIXELS = 30_000_000
_QUALITY = 85
_FORMATS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.WEBP: "WEBP"}

_DAMAGED = "Ảnh bị hỏng hoặc tải lên chưa hết. Hãy chụp lại hoặc chọn ảnh khác."
_TOO_LARGE = "Ảnh quá lớn. Hãy thu nhỏ ảnh hoặc chụp lại ở cỡ thường rồi tải lên."


def redrawn(content: bytes, kind: Kind, longest_edge: int = LONGEST_EDGE) -> bytes:
    """The picture in ``content`` in the same format, upright, at most ``longest_edge`` pixels long, without
    metadata.

    Raises ``FileRefused`` when it cannot be decoded or would unpack to too many pixels.
    """
    try:
        with Image.open(BytesIO(content), formats=(_FORMATS[kind],)) as image:
            _guard(image, kind)
            if kind is Kind.JPEG:
                image.draft(None, (longest_edge, longest_edge))
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((longest_edge, longest_edge), Image.Resampling.LANCZOS, reducing_gap=2.0)
            return _saved(_plain(upright, kind), kind)
    except Image.DecompressionBombError:
        raise FileRefused(_TOO_LARGE) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, IndexError, TypeError, EOFError):
        raise FileRefused(_DAMAGED) from None


def smaller(content: bytes, kind: Kind, edges: tuple[int, ...] = (480, 1280)) -> dict[int, bytes]:
    """Versions for lists and pages: {longest edge: bytes in the same format}. A small picture is never
    enlarged."""
    return {edge: redrawn(content, kind, edge) for edge in edges}


def _guard(image: Image.Image, kind: Kind) -> None:
    baseline = kind is Kind.JPEG and not image.info.get("progressive")
    if image.width * image.height > (MOST_PIXELS_JPEG if baseline else MOST_PIXELS):
        raise FileRefused(_TOO_LARGE)


def _plain(image: Image.Image, kind: Kind) -> Image.Image:
    """A new image of the pixels alone, in a mode that every browser shows."""
    if image.mode in {"RGBA", "LA", "PA", "P"} and ("A" in image.mode or "transparency" in image.info):
        wanted = "RGB" if kind is Kind.JPEG else "RGBA"
    else:
        wanted = "L" if image.mode in {"1", "L"} else "RGB"
    pixels = image.convert(wanted)
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
