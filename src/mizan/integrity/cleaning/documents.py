"""PDF documents: every page painted by PDFium as it would be printed, then a new document of those pictures.

What is not painted does not come along: names, dates, scripts, embedded files, layers that are off, text under a black
bar, earlier versions. Text is no longer text: it cannot be searched or read aloud; the original can. A page that asks
for a font of the machine is painted with one of PDFium's own, since no file is opened.

The new document is written here (PDF 1.4, ISO 32000-1 sections 7.5 and 8.9.5): one picture a page, no date, no id.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import pypdfium2

from mizan.integrity.cleaning.kinds import MOST_PAGES, PAGE_POINTS, NotCleaned, Why
from mizan.integrity.cleaning.pictures import Points, image_of, jpeg
from mizan.integrity.cleaning.wire import Size

DOTS = 150  # an inch; a point of PDF is a 72nd of one
SCALE = DOTS / 72
LONGEST = 8000  # points of one side of a page


def pages(content: bytes) -> Iterator[Points]:
    """The pages as points, one by one. Raises `NotCleaned`, or what PDFium raises for a broken or locked file."""
    document = pypdfium2.PdfDocument(content)
    document.init_forms()  # so that what was filled in is painted too
    if len(document) > MOST_PAGES:
        raise NotCleaned(Why.PAGES)
    for number in range(len(document)):
        page = document[number]
        image = page.render(scale=scale_of(*page.get_size())).to_pil().convert("RGB")
        yield Size(*image.size), image.tobytes()
        page.close()


def scale_of(width: float, height: float) -> float:
    """Points a point of PDF: 150 dots an inch, fewer on a page so large that it would not fit in memory."""
    area = width * height
    if not (math.isfinite(area) and min(width, height) * SCALE >= 1):
        raise NotCleaned(Why.UNREADABLE)
    scale = min(SCALE, math.sqrt(PAGE_POINTS / area), LONGEST / max(width, height))
    if min(width, height) * scale < 1:
        raise NotCleaned(Why.UNREADABLE)
    return scale


def document(painted: Iterable[tuple[Size, bytes]]) -> bytes:
    """A new document of pages that are JPEG files already."""
    parts, kids = [b"", b""], []
    for size, file in painted:
        kids.append(len(parts) + 1)
        parts += _page(len(parts) + 1, size, file)
    parts[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    names = b" ".join(b"%d 0 R" % kid for kid in kids)
    parts[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (names, len(kids))
    return _numbered(parts)


def _page(first: int, size: Size, file: bytes) -> list[bytes]:
    """The page, what it paints, and the picture: three objects from number `first` on."""
    wide, high = size.width / SCALE, size.height / SCALE
    paint = b"q %.2f 0 0 %.2f 0 0 cm /P Do Q" % (wide, high)
    return [
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.2f %.2f] /Resources << /XObject << /P %d 0 R >> >> "
        b"/Contents %d 0 R >>" % (wide, high, first + 2, first + 1),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(paint), paint),
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 "
        b"/Filter /DCTDecode /Length %d >>\nstream\n%s\nendstream" % (size.width, size.height, len(file), file),
    ]


def _numbered(parts: list[bytes]) -> bytes:
    """Objects in order, their places, and where the table of places stands."""
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, table)
    return bytes(out)


def warm_up() -> None:
    """One page there and back, so that nothing is looked for later."""
    small = Size(2, 2)
    list(pages(document([(small, jpeg(image_of(small, bytes(small.length))))])))
