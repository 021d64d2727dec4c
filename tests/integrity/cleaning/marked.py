"""Files with a marker in every place that nobody looks at. A cleaned copy holds it nowhere."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from io import BytesIO

from PIL import Image, PngImagePlugin

MARK = "qoqnoos-4417"
RAW = MARK.encode()
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>{MARK}</a></x:xmpmeta>'.encode()


def picture(width: int = 32, height: int = 24) -> Image.Image:
    """Left half red, right half blue, the upper edge green: so that a turn or a mirror shows."""
    image = Image.new("RGB", (width, height), (220, 30, 30))
    image.paste((30, 30, 220), (width // 2, 0, width, height))
    image.paste((30, 200, 30), (0, 0, width, height // 3))
    return image


def exif(orientation: int = 1, mark: str = MARK) -> bytes:
    """Camera, author, place and a thumbnail's words."""
    data = Image.Exif()
    data[0x0112], data[0x010F], data[0x0110], data[0x013B], data[0x9C9B] = orientation, mark, mark, mark, mark.encode()
    data.get_ifd(0x8825).update({1: "N", 2: (33.0, 41.0, 2.0), 29: mark})
    data.get_ifd(0x8769).update({0x9003: mark, 0x927C: mark.encode(), 0xA420: mark})
    return data.tobytes()


def saved(image: Image.Image, kind: str, **more: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def jpeg(orientation: int = 1) -> bytes:
    made = saved(picture(), "JPEG", exif=exif(orientation), icc_profile=b"ICC" + RAW * 20, comment=RAW, xmp=XMP)
    segment = b"\xff\xed" + (len(RAW) + 2 + 14).to_bytes(2, "big") + b"Photoshop 3.0\0" + RAW
    return made[:2] + segment + made[2:] + RAW  # and bytes after the end


def png() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", MARK)
    info.add_itxt("XML:com.adobe.xmp", XMP.decode(), "ur", MARK)
    made = saved(picture(), "PNG", pnginfo=info, exif=exif(), icc_profile=b"ICC" + RAW * 20)
    private = b"prVt" + RAW
    chunk = len(RAW).to_bytes(4, "big") + private + zlib.crc32(private).to_bytes(4, "big")
    return made[:-12] + chunk + made[-12:] + RAW


def clear_png() -> bytes:
    """The mark stands in the points under full transparency: nobody sees it, and every program can bring it back."""
    colours = RAW.ljust(96, b"\0")
    image = Image.frombytes("RGB", (32, 1), colours).convert("RGBA")
    image.putalpha(0)
    return saved(image.resize((32, 8), Image.Resampling.NEAREST), "PNG")


def palette_png() -> bytes:
    """The mark stands in colours that no point has."""
    image = Image.new("P", (8, 8), 0)
    image.putpalette([0, 0, 0, *RAW.ljust(765, b"\0")])
    return saved(image, "PNG")


def tiff() -> bytes:
    return saved(picture(), "TIFF", exif=exif(), tiffinfo={270: MARK, 305: MARK, 700: XMP}) + RAW


PICTURES: dict[str, Callable[[], bytes]] = {
    "jpeg": jpeg,
    "png": png,
    "png with points under nothing": clear_png,
    "png with colours of no point": palette_png,
    "gif": lambda: saved(picture(), "GIF", comment=RAW) + RAW,
    "webp": lambda: saved(picture(), "WEBP", exif=exif(), xmp=XMP, icc_profile=b"ICC" + RAW * 20),
    "bmp": lambda: saved(picture(), "BMP") + RAW,
    "tiff": tiff,
}

_CONTENT = b"1 0 0 rg 10 10 80 80 re f"
_HIDDEN = b"BT 3 Tr /F 12 Tf 5 5 Td (" + RAW + b") Tj ET "


def pdf(pages: int = 1, box: bytes = b"0 0 100 100", content: bytes = _HIDDEN + _CONTENT, extra: bytes = b"") -> bytes:
    """Information, XMP, a script, an embedded file, a note, an invisible text, private data, bytes after the end."""
    kids = b" ".join(b"%d 0 R" % (20 + n) for n in range(pages))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R /Metadata 4 0 R /OpenAction 5 0 R /Names << /EmbeddedFiles << /Names [("
        + RAW + b") 6 0 R] >> /JavaScript << /Names [(j) 5 0 R] >> >> >>",
        2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
        3: b"<< /Author (" + RAW + b") /Title (" + RAW + b") /Producer (" + RAW + b") >>",
        4: b"<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n%s\nendstream" % (len(XMP), XMP),
        5: b"<< /S /JavaScript /JS (app.alert\\('" + RAW + b"'\\)) >>",
        6: b"<< /Type /Filespec /F (" + RAW + b") /EF << /F 7 0 R >> >>",
        7: b"<< /Type /EmbeddedFile /Length %d >>\nstream\n%s\nendstream" % (len(RAW), RAW),
        8: b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        9: b"<< /Type /Annot /Subtype /Text /Rect [0 0 1 1] /Contents (" + RAW + b") /T (" + RAW + b") >>",
        10: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }  # fmt: skip
    for n in range(pages):
        objects[20 + n] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 8 0 R /Annots [9 0 R] "
            b"/Resources << /Font << /F 10 0 R >> >> /PieceInfo << /A << /Private (%s) >> >> %s>>" % (box, RAW, extra)
        )
    out = bytearray(b"%PDF-1.7\n%" + RAW + b"\n")
    for number, body in objects.items():
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    return bytes(out) + b"trailer << /Root 1 0 R /Info 3 0 R /ID [<" + RAW.hex().encode() + b">] >>\n%%EOF\n" + RAW


def forms_of(mark: str = MARK) -> list[bytes]:
    """The mark in every form in which it may lie in a file."""
    raw = mark.encode()
    return [
        raw,
        raw[::-1],
        mark.encode("utf-16-le"),
        mark.encode("utf-16-be"),
        raw.hex().encode(),
        raw.hex().upper().encode(),
    ]
