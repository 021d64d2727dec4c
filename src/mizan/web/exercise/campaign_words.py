"""What the exercise's campaigns and trainings say, in both languages."""

from __future__ import annotations

Pair = tuple[str, str]

CAMPAIGNS: dict[str, tuple[Pair, Pair, Pair]] = {
    "EX-CA-1": (
        ("One number to ring", "ایک نمبر جس پر فون کریں"),
        ("Tells families the number of a help line, and what happens when they ring it.",
         "خاندانوں کو ہیلپ لائن کا نمبر بتاتی ہے، اور یہ کہ فون کرنے پر کیا ہوتا ہے۔"),
        ("Parents of girls of school age", "اسکول جانے کی عمر کی بچیوں کے والدین"),
    ),
    "EX-CA-2": (
        ("Before you pay an agent", "ایجنٹ کو پیسے دینے سے پہلے"),
        ("What a recruiter may ask for, and what he may not.",
         "بھرتی کرنے والا کیا مانگ سکتا ہے، اور کیا نہیں۔"),
        ("Men and women who look for work abroad", "بیرونِ ملک کام ڈھونڈنے والے مرد اور خواتین"),
    ),
    "EX-CA-3": (
        ("A place in class", "جماعت میں جگہ"),
        ("Schools tell parents how a girl comes back after she left.",
         "اسکول والدین کو بتاتے ہیں کہ چھوڑ جانے والی بچی کیسے واپس آ سکتی ہے۔"),
        ("Parents, and girls who left school", "والدین، اور وہ بچیاں جنہوں نے اسکول چھوڑ دیا"),
    ),
}  # fmt: skip
QUESTIONS: dict[str, tuple[Pair, str]] = {
    "line": (("Do you know a number to ring for help?", "کیا آپ کو مدد کے لیے کوئی نمبر معلوم ہے؟"), "share"),
    "signs": (
        ("How many of six warning signs can you name?", "چھ میں سے کتنی انتباہی علامتیں آپ بتا سکتے ہیں؟"),
        "mean",
    ),
}
ASKED: tuple[tuple[Pair, Pair], ...] = (
    (("Who hears what I say there?", "میں وہاں جو کہوں گا اسے کون سنے گا؟"),
     ("One trained person, and nobody else without your leave.",
      "ایک تربیت یافتہ شخص، اور آپ کی اجازت کے بغیر کوئی اور نہیں۔")),
    (("Does the call cost anything?", "کیا فون کرنے پر پیسے لگتے ہیں؟"), ("No.", "نہیں۔")),
    (("Why does nobody pick up in the evening?", "شام کو کوئی فون کیوں نہیں اٹھاتا؟"), ("", "")),
)  # fmt: skip
HOW_COUNTED: Pair = (
    "Listeners by a panel of the radio, pupils by registers",
    "ریڈیو کے سامعین پینل سے، طلبہ رجسٹروں سے",
)
POPULATION: Pair = ("Adults in three districts", "تین اضلاع کے بالغ افراد")
DRAWN: Pair = (
    "Villages and city blocks by lot from the census list, then every tenth house",
    "مردم شماری کی فہرست سے گاؤں اور شہری بلاک قرعہ اندازی سے، پھر ہر دسواں گھر",
)
TRAININGS: tuple[tuple[Pair, Pair], ...] = (
    (("The first hours of a case", "کیس کے پہلے گھنٹے"),
     ("How to meet a presumed victim, and whom to ring.", "ممکنہ متاثرہ شخص سے کیسے ملا جائے، اور کسے فون کیا جائے۔")),
    (("Debt and wages at a kiln", "بھٹے پر قرض اور اجرت"),
     ("How to read a ledger of advances.", "پیشگی کا کھاتہ کیسے پڑھا جائے۔")),
    (("Speaking with families", "خاندانوں سے گفتگو"),
     ("How to speak of danger without shame.", "خطرے کی بات شرمندہ کیے بغیر کیسے کی جائے۔")),
    (("At the counter", "کاؤنٹر پر"),
     ("Which questions show that somebody is not free to go.",
      "کن سوالوں سے پتا چلتا ہے کہ کوئی جانے کے لیے آزاد نہیں۔")),
)  # fmt: skip
HOW_ASSESSED: Pair = (
    "A case on paper, marked by two who did not teach",
    "تحریری کیس، جسے دو ایسے افراد نے جانچا جنہوں نے پڑھایا نہیں تھا",
)
