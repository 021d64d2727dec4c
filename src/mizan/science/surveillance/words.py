"""The few words of the plots, in English and Urdu. Urdu text: not yet reviewed by a native expert."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "direction": "ltr",
        "title": "Early warning",
        "observed": "Observed",
        "expected": "Expected",
        "threshold": "Threshold",
        "alarm": "Above the threshold",
        "unknown": "Not reported",
        "time": "Time runs from left to right",
        "look": "A warning is a reason to look, not a proof.",
        "rise": "Smallest rise that could have been seen at the end: {factor} times",
        "rise_far": "Smallest rise that could have been seen at the end: more than {factor} times",
        "rise_unknown": "Smallest rise that could have been seen at the end: unknown",
    },
    "ur": {
        "direction": "rtl",
        "title": "پیشگی انتباہ",
        "observed": "مشاہدہ شدہ",
        "expected": "متوقع",
        "threshold": "حدِ انتباہ",
        "alarm": "حد سے زیادہ",
        "unknown": "اطلاع نہیں ملی",
        "time": "وقت بائیں سے دائیں چلتا ہے",
        "look": "انتباہ جانچ کی وجہ ہے، ثبوت نہیں۔",
        "rise": "آخر میں جو سب سے چھوٹا اضافہ نظر آ سکتا تھا: {factor} گنا",
        "rise_far": "آخر میں جو سب سے چھوٹا اضافہ نظر آ سکتا تھا: {factor} گنا سے زیادہ",
        "rise_unknown": "آخر میں جو سب سے چھوٹا اضافہ نظر آ سکتا تھا: نامعلوم",
    },
}
