"""The letters of the plots: an Urdu face inside every picture that says Urdu, since the reader's machine may have none.

Noto Naskh Arabic 400 (OFL, `fonts/`), cut down to the letters and marks of Urdu: 12 kB. Naskh, not the pages' Nastaliq:
captions of 12 px stand on lines of 20 px, where Nastaliq would run into the line above. Latin letters and figures
stay in the reader's own face, so that numbers look the same in both languages.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from pathlib import Path

FAMILY = "Mizan Plot Urdu"
# The Urdu face comes first, or a Latin one that knows a few Arabic letters would be taken.
FAMILIES = f"'{FAMILY}','Noto Sans','Noto Naskh Arabic','Noto Nastaliq Urdu',sans-serif"
FILE = Path(__file__).parent / "fonts" / "noto-naskh-arabic-urdu.woff2"


@cache
def face() -> str:
    """The CSS rule that carries the Urdu face; about 16 kB, loads nothing from elsewhere."""
    data = b64encode(FILE.read_bytes()).decode("ascii")
    return (
        f'@font-face{{font-family:"{FAMILY}";src:url("data:font/woff2;base64,{data}") format("woff2");'
        "unicode-range:U+0600-06FF,U+200C-200F}"
    )


def lettering(language: str) -> str:
    """The CSS of a plot's text in `en` or `ur`."""
    if language == "ur":
        return f"{face()}text{{font-family:{FAMILIES}}}"
    return "text{font-family:'Noto Sans',sans-serif}"
