"""What `mizan log find` says, in both languages: it runs without Django, on the machine of whoever holds a codeword."""

from __future__ import annotations

from mizan.tlog.verifier.duties import KINDS, Verdict

LANGUAGES = ("en", "ur")

SAID: dict[str, dict[str, str]] = {
    "en": {
        "ask": "Codeword (not shown): ",
        "found": "The log holds your report: leaf {index} of {size}.",
        "not_found": "No leaf of this log belongs to that codeword. A report stored in the last day may not be in the "
        "log yet; otherwise the codeword, the salt or the log is another one.",
        "no_duties": "No duty toward it is in the log.",
        "duty": "{kind}, due {due}: {verdict} (leaf {opened}{closed})",
        "closed": ", closed by leaf {index}",
        "proof": "Each of these leaves is in the tree whose root {root} the witnesses signed.",
        "danger": "Whoever sees this screen or a file you save can prove that you hold the codeword of a report.",
        "broken": "The log does not hold, so nothing was looked for. Faults: {count}. First: {first}",
        "doubt": "Met means: closed in time. Whether the answer was a good one no log can show. A duty that you put on "
        "hold yourself stands here as open or overdue.",
        "too-long": "That is too long for a codeword.",
        "empty": "Nothing was typed.",
        "digits": "A codeword has 27 digits, or 29 with the check digits.",
        "check": "A digit is wrong: the check digits do not fit.",
        "words": "A codeword has 8 words.",
        "seen": "This terminal would show what you type. Use another one, or give the codeword as a file on standard "
        "input.",
        "unknown-word": "These words are not in the list: number {places}.",
    },
    "ur": {
        "ask": "خفیہ لفظ (نہیں دکھایا جاتا): ",
        "found": "آپ کی شکایت لاگ میں ہے: {size} میں سے اندراج {index}۔",
        "not_found": "اس لاگ کا کوئی اندراج اس خفیہ لفظ کا نہیں۔ پچھلے ایک دن میں "
        "جمع ہوئی شکایت شاید ابھی لاگ میں نہ ہو؛ "
        "ورنہ خفیہ لفظ، سالٹ یا لاگ کوئی اور ہے۔",
        "no_duties": "اس کے لیے کوئی ذمہ داری لاگ میں نہیں۔",
        "duty": "{kind}، آخری دن {due}: {verdict} (اندراج {opened}{closed})",
        "closed": "، اندراج {index} سے بند",
        "proof": "یہ سب اندراج اس درخت میں ہیں جس کی جڑ {root} پر گواہوں نے دستخط کیے۔",
        "danger": "جو کوئی یہ اسکرین یا آپ کی محفوظ کی ہوئی فائل دیکھے وہ ثابت کر سکتا ہے کہ آپ کے پاس "
        "کسی شکایت کا خفیہ لفظ ہے۔",
        "broken": "لاگ درست نہیں، اس لیے کچھ تلاش نہیں کیا گیا۔ خرابیاں: {count}۔ پہلی: {first}",
        "doubt": "پوری ہوئی کا مطلب ہے: وقت پر بند ہوئی۔ جواب اچھا تھا یا نہیں، یہ کوئی لاگ نہیں دکھا سکتا۔ جو "
        "ذمہ داری آپ نے خود روکی وہ یہاں کھلی یا تاخیر والی دکھتی ہے۔",
        "too-long": "یہ خفیہ لفظ کے لیے بہت لمبا ہے۔",
        "empty": "کچھ نہیں لکھا گیا۔",
        "digits": "خفیہ لفظ میں 27 ہندسے ہوتے ہیں، یا جانچ کے ہندسوں سمیت 29۔",
        "check": "کوئی ہندسہ غلط ہے: جانچ کے ہندسے نہیں ملتے۔",
        "words": "خفیہ لفظ میں 8 الفاظ ہوتے ہیں۔",
        "seen": "یہ ٹرمینل آپ کا لکھا ہوا دکھائے گا۔ کوئی اور ٹرمینل استعمال کریں۔",
        "unknown-word": "یہ الفاظ فہرست میں نہیں: نمبر {places}۔",
    },
}

KINDS_OF = {
    "en": {number: name.replace("_", " ") for number, name in KINDS.items()},
    "ur": {
        1: "وصولی کی تصدیق",
        2: "فیصلہ",
        3: "جواب",
        4: "تازہ اطلاع",
        5: "تکمیل",
        6: "تجویز کا جواب",
        7: "حوالے کا جواب",
        8: "حق کی ادائیگی",
    },
}

VERDICTS = {
    "en": {one: one.value for one in Verdict},
    "ur": {
        Verdict.OPEN: "کھلی",
        Verdict.MET: "پوری ہوئی",
        Verdict.LATE: "دیر سے پوری ہوئی",
        Verdict.EXTENDED: "مہلت بڑھائی گئی",
        Verdict.ESCALATED: "آگے بھیجی گئی",
        Verdict.OVERDUE: "تاخیر کا شکار",
    },
}
