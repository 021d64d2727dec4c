"""The way of a promise at the desk, in both languages: proposed, accepted, claimed, disputed; the balance follows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from browser.pages import LANGUAGES
from browser.reading import Reader, follow

pytestmark = pytest.mark.browser
Come = Callable[..., Reader]
PILLAR = "education"


def press(someone: Reader, verb: str) -> None:
    follow(someone.page.locator(f"button[name=verb][value={verb}]").first)


def propose(someone: Reader, code: str) -> None:
    page = someone.go("/actions/propose/")
    page.fill("#id_code", code)
    page.fill("#id_title", "A school bus")
    page.fill("#id_description", "So that girls reach the school")
    for name, value in {
        "pillar": PILLAR, "level": "national", "mode": "proactive", "lead": "EX-LEA-1", "co_lead": "EX-ORG-1",
    }.items():  # fmt: skip
        page.select_option(f"#id_{name}", value)
    follow(page.locator("main form[method=post] button"))
    assert page.url.endswith(f"/actions/{code}/"), page.locator("main").inner_text()[:400]


def accept(someone: Reader, code: str) -> None:
    page = someone.go("/seat/")
    follow(page.locator(f"#main section[aria-labelledby=parts] a[href='/actions/{code}/']"))
    page.check("input[name=lead-accepts][value=yes]")
    press(someone, "lead")
    page.locator(".message").wait_for()


def claim(someone: Reader, code: str, paper: Path) -> None:
    page = someone.go(f"/actions/{code}/")
    page.fill("[name=claim-text]", "The bus runs on two routes")
    page.fill("[name=claim-percent]", "40")
    page.fill("[name=claim-on]", "2026-11-02")
    page.fill("[name=claim-evidence_title]", "Minutes")
    page.fill("[name=claim-captured_on]", "2026-11-01")
    page.set_input_files("[name=claim-evidence_file]", str(paper))
    press(someone, "claim")
    page.locator(".message").wait_for()


def in_the_balance(someone: Reader, state: str) -> int:
    page = someone.go("/balance/?world=exercise")
    return someone.number(page.locator(f"#progress a[href*='pillar={PILLAR}&state={state}']").inner_text())


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_owner_claims_the_co_lead_disputes_and_the_balance_changes(
    desk: Come, reader: Come, paper: Path, language: str
) -> None:
    code = f"EX-BUS-{language.upper()}"
    public = reader(language)
    propose(desk("coordinator", language), code)
    unanswered = public.go("/actions/?world=exercise&state=unanswered")
    assert unanswered.locator(f"a[href^='/actions/{code}/']").count() == 1
    owner, co_lead = desk("owner", language), desk("colead", language)
    accept(owner, code)
    accept(co_lead, code)
    before = {state: in_the_balance(public, state) for state in ("claimed", "disputed")}

    claim(owner, code, paper)
    assert in_the_balance(public, "claimed") == before["claimed"] + 1

    page = co_lead.go(f"/actions/{code}/")
    page.check("input[name=answer-answer][value=disputed]")
    press(co_lead, "answer")
    page.locator(".errors a[href='#id_answer-text']").wait_for()
    assert page.locator("input[name=answer-answer][value=disputed]").is_checked()
    page.fill("[name=answer-text]", "No bus was seen in October")
    press(co_lead, "answer")
    page.locator(".message").wait_for()
    after = {state: in_the_balance(public, state) for state in before}
    assert after == {"claimed": before["claimed"], "disputed": before["disputed"] + 1}

    seen = public.go(f"/actions/{code}/")
    story = seen.locator("section.claim")
    assert "The bus runs on two routes" in story.inner_text()
    assert "No bus was seen in October" in story.inner_text()
    assert seen.locator("#history + ol li, section[aria-labelledby=history] li").count() >= 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refused_form_keeps_what_was_typed_and_names_the_field(desk: Come, language: str) -> None:
    someone = desk("coordinator", language)
    page = someone.go("/actions/propose/")
    page.fill("#id_code", "lower case")
    page.fill("#id_title", "نام Title")
    page.fill("#id_budget", "5")
    follow(page.locator("main form[method=post] button"))
    page.locator(".errors").wait_for()
    targets = page.locator(".errors a").evaluate_all("links => links.map(a => a.getAttribute('href').slice(1))")
    assert {"id_code", "id_description", "id_pillar"} <= set(targets)
    assert all(page.locator(f"[id='{target}']").count() == 1 for target in targets)
    assert page.locator("#id_title").input_value() == "نام Title"
    assert page.locator("#id_budget").input_value() == "5"
    assert page.locator("#id_code").get_attribute("aria-invalid") == "true"


def forge(someone: Reader, path: str, **fields: str) -> int:
    """Post a form that the page does not offer, with a valid token."""
    token = someone.go("/seat/").locator("input[name=csrfmiddlewaretoken]").first.input_value()
    headers = {"Origin": someone.door, "Referer": someone.door + path}
    answer = someone.context.request.post(
        someone.door + path, form={**fields, "csrfmiddlewaretoken": token}, headers=headers, max_redirects=0
    )
    return int(answer.status)


def test_I7_the_other_side_is_offered_nothing_and_a_forged_form_changes_nothing(desk: Come, reader: Come) -> None:
    public, monitor, owner = reader(), desk("monitor"), desk("owner")
    address = "/actions/?world=exercise&body=EX-LEA-1"
    page = public.go(address)
    code = page.locator("main tbody th bdi").first.inner_text()
    before = public.go(f"/actions/{code}/").locator("main").inner_text()
    page = monitor.go(f"/actions/{code}/")
    assert page.locator("button[value=claim], button[value=lead], button[value=answer]").count() == 0
    assert page.locator("main").count() == 1
    assert owner.go("/institutions/EX-ORG-1/").locator("main form[method=post]").count() == 0
    status = forge(
        monitor, f"/actions/{code}/", verb="claim", **{"claim-text": "x", "claim-on": "2026-11-01",
        "claim-evidence_kind": "report", "claim-evidence_title": "x", "claim-captured_on": "2026-11-01",
        "claim-evidence_url": "https://exercise.mizan.example/x"},
    )  # fmt: skip
    assert status in {200, 404, 409}
    forged = forge(
        owner, "/institutions/EX-ORG-1/", verb="risk", **{"risk-process": "forged process", "risk-weakness": "forged"}
    )
    assert forged in {200, 404, 409}
    assert public.go(f"/actions/{code}/").locator("main").inner_text() == before
    assert "forged" not in public.go("/institutions/EX-ORG-1/").locator("main").inner_text()


def test_I7_a_member_page_of_another_body_is_not_there(desk: Come) -> None:
    for name in ("coordinator", "colead"):
        someone = desk(name)
        answers = {pk: someone.context.request.get(f"{someone.door}/members/{pk}/").status for pk in range(1, 13)}
        assert sorted(set(answers.values())) == [200, 404]
        listed = someone.go("/members/").locator("main tbody th a").count()
        assert sum(status == 200 for status in answers.values()) == listed
