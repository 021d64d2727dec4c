"""Sentences for people who decide, in English and Urdu. Floor 0 has no Django, so its few sentences live here."""

from __future__ import annotations

from .results import Headline, Reason

LANGUAGES = ("en", "ur")

_SAY: dict[str, dict[str, str]] = {
    "title": {"en": "People nobody has seen: estimates side by side", "ur": "وہ لوگ جو کسی کی نظر میں نہیں آئے: تخمینے ساتھ ساتھ"},
    "analysts": {"en": "For analysts only. Not for publication.", "ur": "صرف تجزیہ کاروں کے لیے۔ اشاعت کے لیے نہیں۔"},
    "axis": {"en": "Total number of people (seen and unseen), logarithmic scale", "ur": "لوگوں کی کل تعداد (دیکھے اور اَن دیکھے)، لوگارتھمی پیمانہ"},
    "seen": {"en": "people seen", "ur": "دیکھے گئے لوگ"},
    "withheld": {"en": "no answer", "ur": "کوئی جواب نہیں"},
    "lower": {"en": "lower bound", "ur": "کم سے کم حد"},
    "no_headline": {"en": "No single range can be stated. The reasons:", "ur": "کوئی ایک حد بیان نہیں کی جا سکتی۔ وجوہات یہ ہیں:"},
    "headline": {
        "en": "Between {low} and {high} people, at {level} per cent. All methods share an assumption that these data cannot test.",
        "ur": "{low} سے {high} لوگوں کے درمیان، {level} فیصد اعتماد کے ساتھ۔ تمام طریقے ایک ایسے مفروضے پر قائم ہیں جسے یہ اعداد و شمار پرکھ نہیں سکتے۔",
    },
    "ratio": {"en": "Disagreement: the largest answer for the unseen is {ratio} times the smallest.", "ur": "اختلاف: اَن دیکھے لوگوں کا سب سے بڑا تخمینہ سب سے چھوٹے کا {ratio} گنا ہے۔"},
    "method": {"en": "Method", "ur": "طریقہ"},
    "total": {"en": "Total", "ur": "کل"},
    "unseen": {"en": "Unseen", "ur": "اَن دیکھے"},
    "interval": {"en": "Interval", "ur": "وقفہ"},
    "model": {"en": "Lists that depend on each other", "ur": "ایک دوسرے پر منحصر فہرستیں"},
    "notes": {"en": "Notes", "ur": "وضاحتیں"},
    "cells": {"en": "The table: people seen by exactly these lists", "ur": "جدول: بالکل انہی فہرستوں میں دیکھے گئے لوگ"},
    "history": {"en": "Lists", "ur": "فہرستیں"},
    "people": {"en": "People", "ur": "لوگ"},
    "overlaps": {"en": "Cases shared by each pair of lists", "ur": "فہرستوں کے ہر جوڑے میں مشترک افراد"},
    "left_out": {"en": "Without one list: the BIC answer", "ur": "ایک فہرست کے بغیر: بی آئی سی کا جواب"},
    "change": {"en": "Change", "ur": "تبدیلی"},
    "reproduce": {"en": "To reproduce", "ur": "دوبارہ حاصل کرنے کے لیے"},
    "public": {"en": "What may be public", "ur": "جو شائع کیا جا سکتا ہے"},
}

_METHODS: dict[str, dict[str, str]] = {
    "bic": {"en": "best model (BIC)", "ur": "بہترین ماڈل (بی آئی سی)"},
    "stepwise": {"en": "step by step", "ur": "قدم بہ قدم"},
    "average": {"en": "average of models", "ur": "ماڈلوں کا اوسط"},
    "dga": {"en": "average of graphs", "ur": "گرافوں کا اوسط"},
    "lcmcr": {"en": "hidden groups", "ur": "پوشیدہ گروہ"},
    "chao": {"en": "Chao's lower bound", "ur": "چاؤ کی کم سے کم حد"},
    "chapman": {"en": "two lists (Chapman)", "ur": "دو فہرستیں (چیپمین)"},
}

_REASONS: dict[str, dict[str, str]] = {
    "method": {
        "en": "Only one method was run ({method}). A range needs all of them side by side.",
        "ur": "صرف ایک طریقہ چلایا گیا ({method})۔ حد بیان کرنے کے لیے سب طریقے ساتھ ساتھ درکار ہیں۔",
    },
    "replicates": {
        "en": "The uncertainty was not measured: {run} repetitions were run and at least {least} are needed.",
        "ur": "غیر یقینی کی پیمائش نہیں ہوئی: {run} بار دہرایا گیا جبکہ کم از کم {least} بار درکار ہے۔",
    },
    "silent": {
        "en": "One method gave no answer: {method}.",
        "ur": "ایک طریقے نے کوئی جواب نہیں دیا: {method}۔",
    },
    "interval": {
        "en": "One method could not say how uncertain it is: {method}.",
        "ur": "ایک طریقہ یہ نہیں بتا سکا کہ وہ کتنا غیر یقینی ہے: {method}۔",
    },
    "saturated": {
        "en": "The uncertainty of one method may be larger than could be measured: {method}.",
        "ur": "ایک طریقے کی غیر یقینی اس سے زیادہ ہو سکتی ہے جتنی ناپی جا سکی: {method}۔",
    },
    "disagreement": {
        "en": "The methods disagree: the largest answer is {ratio} times the smallest, and {most} times is the most we accept.",
        "ur": "طریقوں میں اختلاف ہے: سب سے بڑا جواب سب سے چھوٹے کا {ratio} گنا ہے، جبکہ زیادہ سے زیادہ {most} گنا قابلِ قبول ہے۔",
    },
    "left_out": {
        "en": "The answer hangs on a single list: leaving one out changes it up to {ratio} times, and {most} times is the most we accept.",
        "ur": "جواب ایک ہی فہرست پر ٹکا ہے: ایک فہرست نکالنے سے وہ {ratio} گنا تک بدل جاتا ہے، جبکہ زیادہ سے زیادہ {most} گنا قابلِ قبول ہے۔",
    },
    "left_out_unknown": {
        "en": "It could not be checked whether the answer hangs on a single list.",
        "ur": "یہ نہیں جانچا جا سکا کہ جواب کسی ایک فہرست پر ٹکا ہے یا نہیں۔",
    },
    "overlap": {
        "en": "The list {list} shares only {cases} people with the other lists; at least {least} are needed.",
        "ur": "فہرست {list} کے صرف {cases} افراد دوسری فہرستوں میں بھی ہیں؛ کم از کم {least} درکار ہیں۔",
    },
    "existence": {
        "en": "The data do not determine an answer for one method: {method}.",
        "ur": "یہ اعداد و شمار ایک طریقے کے لیے جواب متعین نہیں کرتے: {method}۔",
    },
    "chains": {
        "en": "Repeated runs of one method did not agree with each other (R-hat {rhat}, at most {most} is accepted).",
        "ur": "ایک طریقے کی بار بار کی گئی کوششیں آپس میں متفق نہیں ہوئیں (آر ہیٹ {rhat}، زیادہ سے زیادہ {most} قابلِ قبول ہے)۔",
    },
}


def say(key: str, lang: str = "en", **facts: str) -> str:
    """One of the fixed sentences."""
    return _SAY[key][lang].format(**facts)


def method(name: str, lang: str = "en") -> str:
    """A method's name for people."""
    return _METHODS[name][lang]


def reason(given: Reason, lang: str = "en") -> str:
    """Why there is no headline, in a sentence."""
    facts = {key: _METHODS[value][lang] if key == "method" else value for key, value in given.facts}
    return _REASONS[given.code][lang].format(**facts)


def headline(given: Headline, lang: str = "en") -> str:
    """The range with its warning. Numbers keep Western digits in both languages, as in the tables beside it."""
    ends = {"low": f"{given.low:,.0f}", "high": f"{given.high:,.0f}", "level": f"{given.level:g}"}
    return _SAY["headline"][lang].format(**ends)


def catalogue() -> dict[str, dict[str, dict[str, str]]]:
    """All sentences by kind, key and language; the tests compare their placeholders."""
    return {"say": _SAY, "method": _METHODS, "reason": _REASONS}
