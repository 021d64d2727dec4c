"""What the exercise's people ask by code and what they are answered, in both languages. Nobody is named."""

from __future__ import annotations

from dataclasses import dataclass

Pair = tuple[str, str]


@dataclass(frozen=True)
class Said:
    """What somebody wrote, and the answer; `asked` is the question as the body words it for all, or nothing."""

    kind: str
    text: Pair
    answer: Pair
    asked: Pair | None = None


SAID: dict[str, tuple[Said, ...]] = {
    "programme": (
        Said(
            "question",
            ("Exercise: my child is twelve and never went to school. Is it too late?",
             "مشق: میرا بچہ بارہ سال کا ہے اور کبھی اسکول نہیں گیا۔ کیا اب دیر ہو چکی ہے؟"),
            ("Exercise: it is not. Come on any morning; nobody asks for papers.",
             "مشق: نہیں، دیر نہیں ہوئی۔ کسی بھی صبح آ جائیں؛ کوئی کاغذ نہیں مانگا جاتا۔"),
            ("Exercise: is it too late at twelve for a child that never went to school?",
             "مشق: بارہ سال کا بچہ جو کبھی اسکول نہیں گیا، کیا اس کے لیے دیر ہو چکی ہے؟"),
        ),
        Said(
            "complaint",
            ("Exercise: three times this month it began an hour late, and we stood outside.",
             "مشق: اس مہینے تین بار ایک گھنٹہ دیر سے شروع ہوا، اور ہم باہر کھڑے رہے۔"),
            ("Exercise: that is so. The hours now hang at the door, and a second person has the key.",
             "مشق: یہ درست ہے۔ اب اوقات دروازے پر لگے ہیں، اور چابی ایک اور شخص کے پاس بھی ہے۔"),
            ("Exercise: why does it not begin in time?", "مشق: وقت پر شروع کیوں نہیں ہوتا؟"),
        ),
        Said(
            "praise",
            ("Exercise: at home she reads the letters to us now.", "مشق: اب گھر میں وہ ہمیں خط پڑھ کر سناتی ہے۔"),
            ("Exercise: thank you. We told everybody who works here.",
             "مشق: شکریہ۔ ہم نے یہاں کام کرنے والے سب لوگوں کو بتایا۔"),
        ),
    ),
    "service": (
        Said(
            "question",
            ("Exercise: does it cost anything?", "مشق: کیا اس کے پیسے لگتے ہیں؟"),
            ("Exercise: nothing. Whoever asks you for money breaks our rules: tell us.",
             "مشق: کچھ نہیں۔ جو آپ سے پیسے مانگے وہ ہمارے قاعدے توڑتا ہے: ہمیں بتائیں۔"),
            ("Exercise: does it cost anything?", "مشق: کیا اس کے پیسے لگتے ہیں؟"),
        ),
        Said(
            "complaint",
            ("Exercise: I rang four times, and nobody answered.", "مشق: میں نے چار بار فون کیا، کسی نے جواب نہیں دیا۔"),
            ("Exercise: too many rang at once. Since this week two people sit at the telephone.",
             "مشق: ایک ساتھ بہت سے فون آ رہے تھے۔ اس ہفتے سے فون پر دو لوگ بیٹھتے ہیں۔"),
            ("Exercise: why does nobody answer the telephone?", "مشق: فون پر کوئی جواب کیوں نہیں دیتا؟"),
        ),
        Said(
            "praise",
            ("Exercise: they spoke my language, and nobody hurried me.",
             "مشق: انہوں نے میری زبان میں بات کی، اور کسی نے جلدی نہیں کی۔"),
            ("Exercise: thank you. That is how it should be.", "مشق: شکریہ۔ ایسا ہی ہونا چاہیے۔"),
        ),
    ),
    "campaign": (
        Said(
            "question",
            ("Exercise: when do you come to our village?", "مشق: آپ ہمارے گاؤں کب آئیں گے؟"),
            ("Exercise: the list of villages and days hangs at the union council.",
             "مشق: دیہات اور دنوں کی فہرست یونین کونسل میں لگی ہے۔"),
            ("Exercise: where can one see to which villages you come?",
             "مشق: کہاں سے معلوم ہو کہ آپ کن دیہات میں آتے ہیں؟"),
        ),
        Said(
            "complaint",
            ("Exercise: the words are hard; my mother did not understand them.",
             "مشق: الفاظ مشکل ہیں؛ میری والدہ کی سمجھ میں نہیں آئے۔"),
            ("Exercise: we say it in plainer words now, and read it aloud.",
             "مشق: اب ہم اسے آسان لفظوں میں کہتے ہیں، اور پڑھ کر سناتے بھی ہیں۔"),
            ("Exercise: can you say it in plainer words?", "مشق: کیا آپ یہ آسان لفظوں میں کہہ سکتے ہیں؟"),
        ),
        Said(
            "praise",
            ("Exercise: we spoke of it at home for the first time.", "مشق: ہم نے گھر میں پہلی بار اس پر بات کی۔"),
            ("Exercise: thank you. It is made for that.", "مشق: شکریہ۔ یہ اسی لیے ہے۔"),
        ),
    ),
}  # fmt: skip
