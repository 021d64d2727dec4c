"""The few words drawn into plots, in English and Urdu; the rest of the page is worded by whoever shows the plot."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "title": "Units compared with what was expected",
        "expected": "Expected events",
        "ratio": "Observed / expected",
        "limits": "Range of honest units ({share} %)",
        "flag": "Signal: a reason to look, never proof",
        "unit": "Unit",
        "silent": "Not assessed",
    },
    "ur": {
        "title": "یونٹوں کا متوقع تعداد سے موازنہ",
        "expected": "متوقع واقعات",
        "ratio": "مشاہدہ / توقع",
        "limits": "دیانت دار یونٹوں کی حد ({share} فیصد)",
        "flag": "اشارہ: جانچنے کی وجہ، ثبوت ہرگز نہیں",
        "unit": "یونٹ",
        "silent": "جن کا جائزہ نہیں لیا گیا",
    },
}
