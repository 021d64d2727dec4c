"""A page as PDF, where the optional package and Pango are installed; otherwise a refusal that names what is missing.

Printing from the browser always works: the style sheet has a print layer.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from mizan.kit.refusal import Refused
from mizan.kit.wording import sentences

sentences(
    {
        "kit.pdf_package_missing": _(
            "PDF needs the optional package “weasyprint” (requirements/pdf.txt). Use “Print” in your browser instead."
        ),
        "kit.pdf_library_missing": _(
            "PDF needs the system library Pango (Debian: libpango-1.0-0, libpangoft2-1.0-0). Use “Print” instead."
        ),
    }
)


def wants_pdf(request: HttpRequest) -> bool:
    """Whether the address asks for a PDF (`?as=pdf`)."""
    return request.GET.get("as") == "pdf"


def pdf_response(request: HttpRequest, template: str, context: dict[str, object], name: str) -> HttpResponse:
    """The page as an A4 PDF. It loads nothing from anywhere: only inline content and the bundled style sheet."""
    html = render_to_string(template, context, request=request)
    response = HttpResponse(_written(html), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response


def _written(html: str) -> bytes:
    """Charts are left out: drawn Urdu text would come out letter by letter; their tables are opened instead."""
    try:
        import weasyprint  # type: ignore[import-untyped]  # noqa: PLC0415  (optional and slow to load)
        from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped]  # noqa: PLC0415
    except ImportError as error:
        raise Refused("kit.pdf_package_missing") from error
    except OSError as error:
        raise Refused("kit.pdf_library_missing") from error
    plain = _LINKS.sub("", _PICTURES.sub("", html))
    fonts, fetcher = FontConfiguration(), _fetcher()
    sheet = weasyprint.CSS(string=SHEET.read_text(encoding="utf-8"), url_fetcher=fetcher, font_config=fonts)
    page = weasyprint.HTML(string=plain, url_fetcher=fetcher)
    written: bytes = page.write_pdf(stylesheets=[sheet], font_config=fonts)
    return written


_PICTURES = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_LINKS = re.compile(r"<link\b[^>]*>")
SHEET = Path(__file__).parent / "sheets" / "pdf.css"
FONT = "kit/fonts/noto-nastaliq-urdu-wght.woff2"


def _file(name: str) -> bytes:
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(name)
    return Path(found).read_bytes()


def _fetcher() -> Any:
    """The page loads nothing but the bundled font: every other address answers with nothing."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415  (optional)

    class OnlyTheFont(URLFetcher):  # type: ignore[misc]  # an untyped base class
        def fetch(self, url: str, headers: Any = None) -> Any:
            body = _file(FONT) if url.startswith("font:") else b""
            return URLFetcherResponse(url, body, {"Content-Type": "font/woff2"})

    return OnlyTheFont()
