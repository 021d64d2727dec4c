"""The sentences of the exercise, in both languages. They speak of numbered bodies only."""

from __future__ import annotations

Text = dict[str, str]


def text(english: str, urdu: str, **facts: object) -> Text:
    """One text in both languages, with the same facts filled in."""
    return {"en": english.format(**facts), "ur": urdu.format(**facts)}


BODIES: dict[str, tuple[str, str]] = {
    "ministry": ("Exercise Ministry {n}", "مشقی وزارت {n}"),
    "coordination": ("Exercise Secretariat {n}", "مشقی سیکریٹریٹ {n}"),
    "lea": ("Exercise Agency {n}", "مشقی ایجنسی {n}"),
    "internal_affairs": ("Exercise Agency {n}, Internal Affairs Division", "مشقی ایجنسی {n}، داخلی احتساب ڈویژن"),
    "anti_corruption": ("Exercise Agency {n}, Anti-Corruption Unit", "مشقی ایجنسی {n}، انسدادِ بدعنوانی یونٹ"),
    "oversight": ("Exercise Oversight Commission {n}", "مشقی نگران کمیشن {n}"),
    "field_unit": ("Exercise Agency {n}, Field Unit", "مشقی ایجنسی {n}، فیلڈ یونٹ"),
    "border_unit": ("Exercise Agency {n}, Border Unit", "مشقی ایجنسی {n}، سرحدی یونٹ"),
    "establishment": ("Exercise Anti-Corruption Establishment {n}", "مشقی ادارۂ انسدادِ بدعنوانی {n}"),
    "parliament": ("Exercise Assembly Committee {n}", "مشقی اسمبلی کمیٹی {n}"),
    "social_welfare": ("Exercise Welfare Department {n}", "مشقی محکمۂ بہبود {n}"),
    "labour": ("Exercise Labour Department {n}", "مشقی محکمۂ محنت {n}"),
    "education": ("Exercise Education Department {n}", "مشقی محکمۂ تعلیم {n}"),
    "civil_society": ("Exercise Organisation {n}", "مشقی تنظیم {n}"),
    "survivors": ("Exercise Survivors' Association {n}", "مشقی انجمنِ متاثرین {n}"),
    "employer": ("Exercise Employers' Association {n}", "مشقی انجمنِ آجران {n}"),
}
ROLE = ("A numbered body of the exercise.", "مشق کا ایک نمبر شدہ ادارہ۔")

PROGRAMMES = {
    "EX-PRG-1": ("Exercise: bridge school for girls", "مشق: لڑکیوں کے لیے رابطہ اسکول"),
    "EX-PRG-2": ("Exercise: evening classes beside the kilns", "مشق: بھٹوں کے قریب شام کی کلاسیں"),
    "EX-PRG-3": ("Exercise: families out of debt", "مشق: خاندان قرض سے باہر"),
}
PROGRAMME_ABOUT = ("An invented programme of the exercise.", "مشق کا ایک فرضی پروگرام۔")
OUTCOMES = {
    "EX-CMP-1": ("Exercise: girls of 10 to 17 in school", "مشق: اسکول میں 10 سے 17 سال کی لڑکیاں"),
    "EX-CMP-2": ("Exercise: children of 10 to 17 at work", "مشق: کام کرنے والے 10 سے 17 سال کے بچے"),
}
PER_CENT = ("per cent", "فیصد")
CHOSEN = {
    "EX-CMP-1": (
        "Invented: the districts with the programme were drawn by lot among fourteen.",
        "فرضی: پروگرام والے اضلاع چودہ میں سے قرعہ اندازی سے چنے گئے۔",
    ),
    "EX-CMP-2": (
        "Invented: the programme went where most children were at work.",
        "فرضی: پروگرام وہاں شروع ہوا جہاں سب سے زیادہ بچے کام کرتے تھے۔",
    ),
}
FUNDER = ("Exercise budget", "مشقی بجٹ")

TASKS: dict[str, list[tuple[str, str]]] = {
    "awareness": [
        ("Exercise: village meetings before the season of migration", "مشق: نقل مکانی کے موسم سے پہلے دیہات میں اجلاس"),
        ("Exercise: radio series on false job offers", "مشق: نوکری کی جھوٹی پیشکشوں پر ریڈیو سلسلہ"),
        ("Exercise: posters at bus stations and kilns", "مشق: بس اڈوں اور بھٹوں پر پوسٹر"),
    ],
    "education": [
        ("Exercise: bridge schools for girls out of school", "مشق: اسکول سے باہر لڑکیوں کے لیے رابطہ اسکول"),
        ("Exercise: evening classes beside the kilns", "مشق: بھٹوں کے قریب شام کی کلاسیں"),
    ],
    "poverty_alleviation": [
        ("Exercise: cash support for households in debt bondage", "مشق: قرض کی غلامی میں گھرانوں کے لیے نقد امداد"),
        ("Exercise: small loans without advance labour", "مشق: پیشگی مزدوری کے بغیر چھوٹے قرضے"),
    ],
    "social_justice": [
        ("Exercise: compensation orders followed to payment", "مشق: معاوضے کے احکامات کی ادائیگی تک پیروی"),
        ("Exercise: shelter places for families", "مشق: خاندانوں کے لیے پناہ گاہ میں جگہیں"),
        ("Exercise: legal aid for bonded workers", "مشق: جبری مزدوروں کے لیے قانونی امداد"),
    ],
    "human_rights": [
        ("Exercise: no charge for what victims were forced to do", "مشق: متاثرین پر ان کے جبری افعال کا مقدمہ نہیں"),
        ("Exercise: protection of witnesses before trial", "مشق: مقدمے سے پہلے گواہوں کا تحفظ"),
    ],
    "law_enforcement": [
        ("Exercise: proactive inspection of recruiters", "مشق: بھرتی کرنے والوں کا پیشگی معائنہ"),
        ("Exercise: joint inquiry with financial investigators", "مشق: مالی تفتیش کاروں کے ساتھ مشترکہ انکوائری"),
        ("Exercise: specialised desk in every district", "مشق: ہر ضلع میں خصوصی ڈیسک"),
        ("Exercise: dedicated hotline of the police", "مشق: پولیس کی مخصوص ہاٹ لائن"),
    ],
    "border_management": [
        ("Exercise: second-line interview rooms", "مشق: دوسری جانچ کے انٹرویو کمرے"),
        ("Exercise: exchange of watch lists", "مشق: نگرانی کی فہرستوں کا تبادلہ"),
        ("Exercise: training of border officers", "مشق: سرحدی افسران کی تربیت"),
    ],
    "corruption_free_machinery": [
        ("Exercise: an Internal Affairs Division in each agency", "مشق: ہر ایجنسی میں داخلی احتساب ڈویژن"),
        ("Exercise: rotation of posts at risk", "مشق: خطرے والی تعیناتیوں کی گردش"),
        ("Exercise: declarations of assets checked", "مشق: اثاثوں کے گوشواروں کی جانچ"),
    ],
    "rule_of_law": [
        ("Exercise: a case file shared by police and prosecution", "مشق: پولیس اور استغاثہ کی مشترکہ مسل"),
        ("Exercise: monthly data return of all courts", "مشق: تمام عدالتوں کا ماہانہ اعداد و شمار کا گوشوارہ"),
    ],
}
DESCRIPTION = (
    "An invented action of the exercise. It says nothing about any real body.",
    "مشق کا ایک فرضی اقدام۔ یہ کسی حقیقی ادارے کے بارے میں کچھ نہیں کہتا۔",
)
BASIS = ("Exercise plan, numbered decision {n}", "مشقی منصوبہ، فیصلہ نمبر {n}")
REASON = {
    "adopted": ("Adopted in the exercise plan.", "مشقی منصوبے میں منظور شدہ۔"),
    "directed": ("Ordered by an exercise authority.", "مشقی حکام کا حکم۔"),
    "recommended": ("Recommended in the exercise review.", "مشقی جائزے میں سفارش۔"),
    "proposed": ("Proposed by an exercise organisation.", "مشقی تنظیم کی تجویز۔"),
}
CLAIM = ("{percent} in a hundred of the work is said to be done.", "کہا جاتا ہے کہ {percent} فیصد کام ہو چکا ہے۔")
CLAIM_DONE = ("The work is said to be finished.", "کہا جاتا ہے کہ کام مکمل ہو چکا ہے۔")
CONFIRM = ("Seen on the spot by the co-lead.", "شریک سربراہ نے موقع پر دیکھا۔")
DISPUTE = (
    "The co-lead visited: what is claimed was not found there.",
    "شریک سربراہ نے دورہ کیا: جس کا دعویٰ ہے وہ وہاں نہیں ملا۔",
)
EVIDENCE = ("Exercise record {n}", "مشقی ریکارڈ {n}")
STATE_ANSWER = ("The exercise state's view of this obligation.", "اس ذمہ داری پر مشقی ریاست کا مؤقف۔")
SOCIETY_ANSWER = ("Exercise society's view of this obligation.", "اس ذمہ داری پر مشقی معاشرے کا مؤقف۔")
DISSENT = ("An exercise organisation does not share the headline.", "ایک مشقی تنظیم سرخی سے اتفاق نہیں کرتی۔")
RISK = (
    ("Issue of documents", "دستاویزات کا اجرا"),
    ("One officer decides alone", "ایک افسر اکیلا فیصلہ کرتا ہے"),
    ("Two signatures and a monthly sample", "دو دستخط اور ماہانہ نمونہ"),
)
SEAT = ("A seat of the exercise; no body has accepted it.", "مشق کی ایک نشست؛ کسی ادارے نے اسے قبول نہیں کیا۔")
PLANS: dict[str, tuple[str, str]] = {
    "national": ("Exercise National Plan", "مشقی قومی منصوبہ"),
    "provincial": ("Exercise Provincial Plan", "مشقی صوبائی منصوبہ"),
    "district": ("Exercise District Plan", "مشقی ضلعی منصوبہ"),
    "regional": ("Exercise Regional Arrangement", "مشقی علاقائی انتظام"),
    "global": ("Exercise Global Plan", "مشقی عالمی منصوبہ"),
}
WHOLE_COUNTRY = ("whole country of the exercise", "مشق کا پورا ملک")
SOURCE = "Exercise generator; invented"

COMMITTEES: dict[str, tuple[str, str]] = {
    "national": ("Exercise National Committee {n}", "مشقی قومی کمیٹی {n}"),
    "provincial": ("Exercise Provincial Committee {n}", "مشقی صوبائی کمیٹی {n}"),
    "district": ("Exercise District Committee {n}", "مشقی ضلعی کمیٹی {n}"),
}
REMIT = ("A numbered committee of the exercise.", "مشق کی ایک نمبر شدہ کمیٹی۔")
PROCEDURE = "exercise procedure, published"
VENUE = ("Exercise hall, and by video", "مشقی ہال، اور ویڈیو کے ذریعے")
DISSENT = ("Exercise: no money is named for it.", "مشق: اس کے لیے کوئی رقم مقرر نہیں۔")
MINUTES = (
    "Exercise: session {n}. Both sides were there, heard what is late and disputed, and decided what stands here.",
    "مشق: اجلاس {n}۔ دونوں فریق موجود تھے، تاخیر اور اختلاف کی باتیں سنیں، اور وہ طے کیا جو یہاں درج ہے۔",
)

PROPOSALS: dict[str, tuple[str, str]] = {
    "action": ("Exercise: open a help desk at the bus station", "مشق: بس اڈے پر ایک امدادی میز کھولی جائے"),
    "unit": ("Exercise: set up the unit that is missing", "مشق: جو یونٹ موجود نہیں وہ قائم کیا جائے"),
    "law": ("Exercise: let victims give evidence by video", "مشق: متاثرین کو ویڈیو پر گواہی کی اجازت دی جائے"),
}
PROPOSED_WHY = ("Exercise: the figures of the last year ask for it.", "مشق: پچھلے سال کے اعداد یہی کہتے ہیں۔")
COUNTERED = ("Exercise: begin with one office, and count.", "مشق: ایک دفتر سے آغاز ہو، اور گنتی کی جائے۔")
REFUSED = ("Exercise: another body has the mandate for it.", "مشق: اس کا اختیار کسی اور ادارے کے پاس ہے۔")
TAKEN_BACK = ("Exercise: it was done in another way.", "مشق: یہ کسی اور طریقے سے ہو گیا۔")
RETURN_NOTE = ("Exercise: counted by the office.", "مشق: دفتر نے گنا۔")
RETURN_QUESTION = (
    "Exercise: shelters admitted more victims in this quarter than you identified. Where are the others counted?",
    "مشق: اس سہ ماہی میں پناہ گاہوں نے آپ کی شناخت سے زیادہ متاثرین لیے۔ باقی کہاں گنے گئے؟",
)

SERVICE = ("Exercise service {n}", "مشقی خدمت {n}")
SERVICE_ABOUT = (
    "An invented service of the exercise. Its number leads nowhere.",
    "مشق کی ایک فرضی خدمت۔ اس کے نمبر پر کوئی نہیں۔",
)
SERVICE_ANSWERS = ("a counsellor", "ایک مشیر")
