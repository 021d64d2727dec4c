"""How corruption helps trafficking: twelve stages and 29 acts, in words that a reporter can choose from.

Source: the project's typology of the nexus, version 0.1-draft of 2026-11-23, N01 to N29, in its own words; drawn
from UNODC 2011 and 2026, OECD 2016, IBA 2016 and the TIP reports on Pakistan 2014-2023. The words here are shorter and
plainer than its. A choice is a help for readers, never a finding; "I don't know" is a normal answer.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, Promise | str]

STAGES: Words = {
    "recruitment": _("finding and recruiting people"),
    "licensing": _("licences of recruiters and agencies"),
    "documents": _("identity papers, passports, visas"),
    "border": _("transport, checkpoints, borders"),
    "exploitation": _("the place of work or exploitation, and its inspection"),
    "raid": _("police inquiry or raid"),
    "court": _("prosecution and court"),
    "shelter": _("protection and shelter of victims"),
    "return": _("return and a new start"),
    "internal": _("complaints about officials"),
    "money": _("money and property"),
    "figures": _("records and figures"),
}

ACTS: dict[str, tuple[str, Promise | str]] = {
    "N01": ("recruitment", _("protects recruiters without a licence, for money or a share")),
    "N02": ("recruitment", _("has a hidden interest in a recruitment agency, or the family has")),
    "N03": ("licensing", _("took a bribe or used influence for a licence")),
    "N04": ("licensing", _("certified training, contracts or fees that were not real")),
    "N05": ("documents", _("issued real papers with false particulars")),
    "N06": ("documents", _("sold visas, permits or appointments")),
    "N07": ("border", _("let people through without a check, on purpose")),
    "N08": ("border", _("took money for passage at a checkpoint or by sea")),
    "N09": ("exploitation", _("takes money so that a workplace is not inspected")),
    "N10": ("exploitation", _("warned the owner before an inspection")),
    "N11": ("exploitation", _("owns, lets or supplies the place where people are exploited")),
    "N12": ("raid", _("leaked an operation of the police")),
    "N13": ("raid", _("arrested victims instead of traffickers, or took money from victims")),
    "N14": ("raid", _("did not register a complaint, or under a weaker section")),
    "N15": ("raid", _("lost evidence, or never looked into telephones or money")),
    "N16": ("raid", _("had an investigator replaced at a decisive moment")),
    "N17": ("court", _("let a case stall, be withdrawn or be settled for money")),
    "N18": ("court", _("had a case given to a chosen court or prosecutor")),
    "N19": ("court", _("arranged bail or a fine against the rule")),
    "N20": ("court", _("threatened or paid victims or witnesses")),
    "N21": ("shelter", _("handed over, sold or exploited people in a shelter")),
    "N22": ("shelter", _("took money, food or medicine meant for victims")),
    "N23": ("shelter", _("held back a referral, or sent it to a favoured place for money")),
    "N24": ("return", _("leaked where a returned person lives, or invented beneficiaries")),
    "N25": ("return", _("had a witness deported or sent back")),
    "N26": ("internal", _("buried a complaint about an official")),
    "N27": ("internal", _("reversed a sanction, or made it only a transfer")),
    "N28": ("money", _("hides or launders the money of traffickers, or has unexplained wealth")),
    "N29": ("figures", _("falsified figures or dates")),
}


def stage_of(act: str) -> str:
    """The stage of an act, "" for none."""
    return ACTS[act][0] if act in ACTS else ""
