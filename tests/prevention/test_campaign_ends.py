"""A campaign that was wrong or called off: ended, taken back or corrected by its owners; nothing vanishes or counts
twice."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from mizan.indicators import Context
from mizan.indicators import World as IndicatorWorld
from mizan.kit.facts import World
from mizan.kit.refusal import Refused
from mizan.ledger.models import Event
from mizan.prevention import services
from mizan.prevention.access import campaign_or_404
from mizan.prevention.balance import campaigns as balance_rows
from mizan.prevention.models import Campaign, CampaignCorrection, CampaignEnd
from mizan.prevention.queries.asking import subjects
from mizan.prevention.queries.campaigns import campaign_lines, money
from tests.cast import sign_in
from tests.prevention.campaigning import ENDS, STARTS, list_one
from tests.prevention.people import TODAY, Town

WHY = {"en": "The money ran out."}
EARLY = STARTS + timedelta(days=10)


def end(town: Town, row: Campaign, how: str = "ended", on: date = EARLY, **more: object) -> CampaignEnd:
    return services.end_campaign(town.centre.actor, row, **({"how": how, "on": on, "why": WHY} | more))


def correct(town: Town, row: Campaign, who: object = None, why: object = WHY, **more: object) -> Campaign:
    given = {
        "name": {"en": "Right"}, "about": {"en": "A"}, "audience": {"en": "B"}, "pillar": town.need.pillar,
        "starts_on": STARTS, "ends_on": ENDS, "code": "CA-NEW",
    }  # fmt: skip
    actor = (who or town.centre).actor
    return services.correct_campaign(actor, row, services.NewCampaign(**(given | more)), why)


def codes(town: Town, **chosen: str) -> list[str]:
    return [line.campaign.pk for line in campaign_lines(World(town.centre.actor.world), chosen)]


def test_an_owner_ends_it_early_with_a_day_and_a_reason(town: Town) -> None:
    row = list_one(town)
    made = end(town, row)
    assert (made.how, made.on, made.why) == ("ended", EARLY, WHY)
    assert Event.objects.filter(verb="prevention.campaign.ended").count() == 1
    assert campaign_or_404(row.pk).last_day == EARLY
    assert Campaign.objects.get().ends_on == ENDS
    assert codes(town) == ["CA-1"]
    with pytest.raises(Refused, match="campaign_ended_before"):
        end(town, row)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"why": {"en": " "}}, "why_ended_needed"),
        ({"on": TODAY + timedelta(days=1)}, "day_out_of_order"),
        ({"on": STARTS - timedelta(days=1)}, "ended_while_it_runs"),
        ({"on": ENDS}, "ended_while_it_runs"),
    ],
)
def test_it_is_not_ended_without_a_reason_or_on_a_wrong_day(town: Town, change: dict[str, object], code: str) -> None:
    row = list_one(town)
    with pytest.raises(Refused, match=code):
        end(town, row, **change)
    assert not CampaignEnd.objects.exists()


def test_what_was_taken_back_is_shown_and_counted_nowhere(town: Town) -> None:
    row = list_one(town)
    end(town, row, "taken_back", TODAY)
    assert (codes(town), codes(town, standing="former")) == ([], ["CA-1"])
    with pytest.raises(Refused, match="campaign_taken_back"):
        services.tally(town.centre.actor, row, services.NewTally(TODAY, cost=Decimal(5), currency="PKR"))


def test_money_that_was_published_is_not_taken_back(town: Town) -> None:
    row = list_one(town)
    services.tally(town.centre.actor, row, services.NewTally(TODAY, cost=Decimal(5), currency="PKR"))
    with pytest.raises(Refused, match="counted_not_taken_back"):
        end(town, row, "taken_back", TODAY)
    end(town, row)
    services.tally(town.centre.actor, row, services.NewTally(TODAY, cost=Decimal(7), currency="PKR"))


def test_a_corrected_one_takes_the_place_and_nothing_is_counted_twice(town: Town) -> None:
    old = list_one(town)
    tallied = services.NewTally(TODAY, people=100, how={"en": "counted"}, cost=Decimal(5), currency="PKR")
    services.tally(town.centre.actor, old, tallied)
    new = correct(town, old)
    services.tally(town.centre.actor, new, tallied)
    assert (codes(town), codes(town, standing="former")) == (["CA-NEW"], ["CA-1"])
    [society] = [one for one in money(campaign_lines(World(old.world))) if one.side == "society"]
    assert (society.campaigns, society.cost) == (1, {"PKR": Decimal(5)})
    [row] = list(balance_rows(Context(today=TODAY, world=IndicatorWorld(str(old.world)))))
    assert row.money["PKR"].known_sum == 5
    assert old.tallies.count() == 1
    assert Event.objects.filter(verb="prevention.campaign.corrected").count() == 1
    with pytest.raises(Refused, match="campaign_superseded"):
        services.tally(town.centre.actor, old, tallied)


def test_people_ask_about_the_one_that_took_the_place_and_still_about_one_that_is_over(
    request: pytest.FixtureRequest, town: Town
) -> None:
    row, over = list_one(town), list_one(town, code="CA-OVER")
    correct(town, row)
    end(town, over, "taken_back")
    assert {one.code for one in subjects(town.centre.actor.world) if one.about == "campaign"} == {"CA-NEW", "CA-OVER"}
    public = request.getfixturevalue("public")
    links = {code: f"subject=campaign:{code}" in public.get(f"/campaigns/{code}/").content.decode()
             for code in (row.pk, "CA-NEW", "CA-OVER")}  # fmt: skip
    assert links == {row.pk: False, "CA-NEW": True, "CA-OVER": True}


def test_a_place_is_taken_once_and_with_a_reason(town: Town) -> None:
    old = list_one(town)
    with pytest.raises(Refused, match="why_corrected_needed"):
        correct(town, old, why={})
    correct(town, old)
    with pytest.raises(Refused, match="campaign_superseded"):
        correct(town, old, code="CA-3")
    with pytest.raises(Refused, match="campaign_superseded"):
        end(town, old)
    assert set(Campaign.objects.values_list("pk", flat=True)) == {"CA-1", "CA-NEW"}
    correct(town, Campaign.objects.get(pk="CA-NEW"), code="CA-3")
    assert codes(town) == ["CA-3"]


def test_nobody_but_an_owner_ends_or_corrects_it(town: Town) -> None:
    row = list_one(town)
    for who in (town.school, town.helper):
        with pytest.raises(Refused, match="not_your_campaign"):
            services.end_campaign(who.actor, row, how="ended", on=EARLY, why=WHY)
        with pytest.raises(Refused, match="not_your_campaign"):
            correct(town, row, who)
    assert not CampaignEnd.objects.exists()
    assert not CampaignCorrection.objects.exists()


def test_I7_a_correction_does_not_drop_the_owner_of_the_other_side(town: Town) -> None:
    school = town.school.post.institution
    row = list_one(town, other_owner=school)
    services.answer_campaign_owner(town.school.actor, row, accepts=True)
    with pytest.raises(Refused, match="co_owner_stays"):
        correct(town, row)
    new = correct(town, row, other_owner=school)
    assert set(new.owners.values_list("side", "answer")) == {("society", "accepted"), ("state", "suggested")}


@pytest.mark.urls("mizan.web.urls.desk")
def test_the_desk_ends_and_corrects_it_from_a_filled_form(town: Town) -> None:
    row = list_one(town, name={"en": "Know the line", "ur": "لائن جانیے"}, services=["LINE-1"])
    page, address = sign_in(Client(), town.centre), f"/campaigns/{row.pk}/"
    page.post(address, {"verb": "end", "end-how": "ended", "end-on": EARLY, "end-why": "The money ran out."})
    shown = page.get(address).content.decode()
    assert "The money ran out." in shown
    assert 'value="end"' not in shown
    form = page.get(f"{address}correct/")
    initial = form.context["form"].initial
    assert 'value="Know the line"' in form.content.decode()
    post = {name: value for name, value in initial.items() if value and name not in ("places", "programmes")}
    assert page.post(f"{address}correct/", post).status_code == 409
    made = page.post(f"{address}correct/", post | {"why": "Wrong days.", "ends_on": EARLY}, follow=True)
    new = CampaignCorrection.objects.get().new
    assert (new.name, new.services, new.ends_on) == (row.name, ["LINE-1"], EARLY)
    assert f"/campaigns/{row.pk}/" in made.content.decode()
    old = page.get(address).content.decode()
    assert "A later listing took its place" in old
    assert f"/campaigns/{new.pk}/" in old
    assert "correct/" not in old
    assert page.get(f"{address}correct/").status_code == 404
    listed = page.get("/campaigns/").content.decode()
    assert "standing=former" in listed
    assert f"/campaigns/{row.pk}/" not in listed
    assert f"/campaigns/{row.pk}/" in page.get("/campaigns/?standing=former").content.decode()
    other = sign_in(Client(), town.school)
    assert other.get(f"/campaigns/{new.pk}/correct/").status_code == 404


def test_the_public_page_says_what_became_of_it(request: pytest.FixtureRequest, town: Town) -> None:
    row = list_one(town)
    end(town, row)
    correct(town, row)
    public: Client = request.getfixturevalue("public")
    old = public.get(f"/campaigns/{row.pk}/").content.decode()
    for words in ("A later listing took its place", "ended before its last day", "The money ran out.", "CA-NEW"):
        assert words in old, words
    assert "/campaigns/CA-1/" in public.get("/campaigns/CA-NEW/").content.decode()
