"""The few words drawn into the plot of ranks, in English and Urdu. Digits stay Western, as in the tables beside it.

Urdu text: not yet reviewed by a native expert.
"""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "title": "Structural conditions of districts: rank with 90 % interval",
        "rank": "Rank among assessed districts (1 = hardest conditions)",
        "band": "In the hardest quarter with probability of at least 0.8",
        "others": "No band: the data do not decide",
        "silent": "Districts not assessed for lack of data",
        "purpose": "For prevention and services only. About places, never about people.",
    },
    "ur": {
        "title": "اضلاع کے ساختی حالات: ترتیب میں مقام اور 90 فیصد وقفہ",
        "rank": "جائزہ شدہ اضلاع کی ترتیب میں مقام (1 = سب سے مشکل حالات)",
        "band": "کم از کم 0.8 امکان کے ساتھ سب سے مشکل چوتھائی میں",
        "others": "کوئی زمرہ نہیں: اعداد و شمار فیصلہ کن نہیں",
        "silent": "اضلاع جن کا اعداد و شمار کی کمی کے باعث جائزہ نہیں لیا گیا",
        "purpose": "صرف بچاؤ اور خدمات کے لیے۔ مقامات کے بارے میں، لوگوں کے بارے میں ہرگز نہیں۔",
    },
}
