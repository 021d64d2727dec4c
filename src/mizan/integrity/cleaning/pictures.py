"""Pictures: to points, turned as they are meant to be seen, and from points to a new file. Pillow does both.

A photograph says in its EXIF which side is up; that is done to the points before the rest of EXIF is left behind. What
is fully or partly clear is laid on white, since points under it may hold what nobody sees. Colour profiles are left
out: colours of a profile far from sRGB come out duller.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageOps

# Pillow looks for what it needs when it needs it, and in the sandbox nothing can be looked for any more.
from PIL import (  # isort: skip
    BmpImagePlugin, GifImagePlugin, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin,
)  # fmt: skip

from mizan.integrity.cleaning.kinds import MOST_POINTS, Kind, NotCleaned, Why
from mizan.integrity.cleaning.wire import Size

_FORMATS: dict[Kind, tuple[str, ...]] = {
    Kind.JPEG: ("JPEG", "MPO"), Kind.PNG: ("PNG",), Kind.GIF: ("GIF",), Kind.WEBP: ("WEBP",), Kind.BMP: ("BMP",),
    Kind.TIFF: ("TIFF",),
}  # fmt: skip
PLUGINS = (
    BmpImagePlugin, GifImagePlugin, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin,
)  # fmt: skip
QUALITY = 88  # of JPEG; its tables are ours, so that they do not name the camera's
_DEEP = 1 / 256  # sixteen bits of grey to eight
Points = tuple[Size, bytes]


def points(kind: Kind, content: bytes) -> Iterator[Points]:
    """The one picture of a file. Raises `NotCleaned`, or what Pillow raises for a broken file."""
    Image.MAX_IMAGE_PIXELS = MOST_POINTS
    try:
        image: Image.Image = Image.open(BytesIO(content), formats=_FORMATS[kind])
    except Image.DecompressionBombError as error:
        raise NotCleaned(Why.POINTS) from error
    Size(*image.size)
    if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
        raise NotCleaned(Why.SEVERAL)
    image.load()
    plain = ImageOps.exif_transpose(_flat(image))
    yield Size(*plain.size), plain.tobytes()


def _flat(image: Image.Image) -> Image.Image:
    """In red, green and blue, on white."""
    exif = image.getexif()
    flat = _opaque(image)
    flat.getexif()[0x0112] = exif.get(0x0112, 1)
    return flat


def _opaque(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value * _DEEP).convert("L")
    if not image.has_transparency_data:
        return image.convert("RGB")
    clear = image.convert("RGBA")
    white = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(white, clear).convert("RGB")


def image_of(size: Size, content: bytes) -> Image.Image:
    """Points as Pillow's."""
    return Image.frombytes("RGB", (size.width, size.height), content)


def jpeg(image: Image.Image) -> bytes:
    """A new JPEG file with nothing but the picture."""
    out = BytesIO()
    image.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def png(image: Image.Image) -> bytes:
    """A new PNG file with nothing but the picture."""
    out = BytesIO()
    image.save(out, "PNG", compress_level=6)
    return out.getvalue()


def warm_up() -> None:
    """Everything once, so that nothing is looked for later."""
    Image.preinit()
    small = Image.new("RGB", (2, 2))
    for made in (jpeg(small), png(small)):
        kind = Kind.JPEG if made.startswith(b"\xff") else Kind.PNG
        list(points(kind, made))
