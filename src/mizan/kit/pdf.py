"""A page as PDF, where the optional package and Pango are installed; otherwise a refusal that names what is missing.

Printing from the browser always works: the style sheet has a print layer.
"""

from __future__ import annotations

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
    try:
        import weasyprint  # type: ignore[import-untyped]  # noqa: PLC0415  (optional and slow to load)
    except ImportError as error:
        raise Refused("kit.pdf_package_missing") from error
    except OSError as error:
        raise Refused("kit.pdf_library_missing") from error
    sheets = [weasyprint.CSS(string=_style())]
    written: bytes = weasyprint.HTML(string=html, url_fetcher=_nothing).write_pdf(stylesheets=sheets)
    return written


def _style() -> str:
    from django.contrib.staticfiles import finders  # noqa: PLC0415  (only here)

    path = finders.find("kit/mizan.css")
    if not isinstance(path, str):
        raise FileNotFoundError("kit/mizan.css")
    with open(path, encoding="utf-8") as sheet:
        return sheet.read()


def _nothing(url: str, *_rest: object, **_options: object) -> dict[str, object]:
    """Every address inside the page answers with nothing: a PDF is made from the page alone."""
    return {"string": b"", "mime_type": "text/plain"}
