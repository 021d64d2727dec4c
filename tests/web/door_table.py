"""Who gets what at which address: role x url x method -> status. Every address of both doors has a row here.

A row: (route as the resolver spells it, a real address, GET, POST). A status stands for everybody let in; a mapping
gives the exceptions, `ELSE` the rest. Who is not let in is in `OUTSIDE`, the same for all rows but those of `OPEN`
(everybody) and `OWN` (whoever signed in, her own account). `{names}` are filled from the loaded pack.
POST means an empty form: 302 done, 409 or 200 the form again with its faults, 404 not for this person, 405 never.
"""

from __future__ import annotations

from collections.abc import Mapping

Statuses = int | Mapping[str, int]
Row = tuple[str, str, Statuses, Statuses]

MEMBERS = ("coordinator", "owner", "co_lead", "monitor", "outsider", "international", "operator")
ADMITTERS = ("coordinator", "co_lead")
DECIDERS = ("coordinator", "owner", "co_lead", "monitor", "outsider")  # about matters; not analyst and operator
LISTERS = ("coordinator", "owner", "co_lead", "outsider")  # of programmes, campaigns and trainings
SENDERS = ("coordinator", "co_lead")  # of referrals
WORKERS = ()  # in queues: the cast has none
READERS = ("monitor",)  # of reports
PROVIDERS = ("coordinator", "co_lead")  # of services
HELPERS = ("international",)  # type a report for somebody
NO_ID = "00000000-0000-4000-8000-000000000000"
OUTSIDE = {"stranger": 302, "unproved": 302, "no_factor": 302, "no_post": 403}
ELSE = "else"


def only(roles: tuple[str, ...], status: int, otherwise: int = 404) -> dict[str, int]:
    """These roles get `status`, all others what is not here."""
    return {**dict.fromkeys(roles, status), ELSE: otherwise}


PUBLIC: list[Row] = [
    ("", "/", 200, 405),
    ("about/", "/about/", 200, 405),
    ("about/accessibility/", "/about/accessibility/", 200, 405),
    ("about/threats/", "/about/threats/", 200, 405),
    ("about/sources/", "/about/sources/", 200, 405),
    ("balance/", "/balance/", 200, 405),
    ("obligations/", "/obligations/", 200, 405),
    ("obligations/<str:code>/", "/obligations/{obligation}/", 200, 405),
    ("actions/", "/actions/", 200, 405),
    ("actions/<str:code>/", "/actions/{action}/", 200, 405),
    ("plans/", "/plans/", 200, 405),
    ("crosswalk/", "/crosswalk/", 200, 405),
    ("plans/<str:code>/", "/plans/{plan}/", 200, 405),
    ("timeline/", "/timeline/", 200, 405),
    ("instruments/", "/instruments/", 200, 405),
    ("instruments/<str:code>/", "/instruments/{instrument}/", 200, 405),
    ("figures/", "/figures/", 200, 405),
    ("figures/<str:code>/add/", "/figures/{indicator}/add/", 200, 405),
    ("figures/<str:code>/", "/figures/{indicator}/", 200, 405),
    ("committees/", "/committees/", 200, 405),
    ("committees.ics", "/committees.ics", 200, 405),
    ("committees/<str:code>/", "/committees/{committee}/", 200, 405),
    ("committees/<str:code>/sessions.ics", "/committees/{committee}/sessions.ics", 200, 405),
    ("committees/<str:code>/<int:number>/", "/committees/{committee}/1/", 404, 405),
    ("proposals/", "/proposals/", 200, 405),
    ("silence/", "/silence/", 200, 405),
    ("proposals/<str:code>/", "/proposals/{proposal}/", 200, 405),
    ("programmes/", "/programmes/", 200, 405),
    ("programmes/<str:code>/", "/programmes/nothing/", 404, 405),
    ("comparisons/<str:code>/", "/comparisons/nothing/", 404, 405),
    ("need/", "/need/", 200, 405),
    ("need/<str:code>/", "/need/nothing/", 404, 405),
    ("entitlements/", "/entitlements/", 200, 405),
    ("returns/completeness/", "/returns/completeness/", 200, 405),
    ("returns/side-by-side/", "/returns/side-by-side/", 200, 405),
    ("campaigns/", "/campaigns/", 200, 405),
    ("campaigns/<str:code>/", "/campaigns/NONE/", 404, 405),
    ("training/", "/training/", 200, 405),
    ("training/<str:code>/", "/training/NONE/", 404, 405),
    ("institutions/", "/institutions/", 200, 405),
    ("institutions/<str:code>/", "/institutions/{body}/", 200, 405),
    ("accountability/", "/accountability/", 200, 405),
    ("places/", "/places/", 200, 405),
    ("places/map/", "/places/map/", 200, 405),
    ("places/<str:code>/", "/places/{place}/", 200, 405),
    ("log/", "/log/", 200, 405),
    ("docket/", "/docket/", 200, 405),
    ("help/", "/help/", 200, 405),
    ("rights/", "/rights/", 200, 405),
    ("answers/", "/answers/", 200, 405),
    ("rights/<str:code>/", "/rights/{right}/", 200, 405),
    ("materials/", "/materials/", 200, 405),
    ("materials/files/<uuid:pk>/", f"/materials/files/{NO_ID}/", 404, 405),
    ("materials/<str:code>/", "/materials/{right}/", 200, 405),
    ("help/s/<str:code>/", "/help/s/{service}/", 200, 405),
    ("help/<str:code>/", "/help/{province}/", 200, 405),
]

# The public door's alone: reports. An empty form is told so; a page without its sealed field is too old (409).
INTAKE: list[Row] = [
    ("report/", "/report/", 200, 405),
    ("feedback/", "/feedback/", 200, 409),
    ("feedback/follow/", "/feedback/follow/", 200, 409),
    ("report/begin/", "/report/begin/", 302, 200),
    ("report/salt.txt", "/report/salt.txt", 200, 405),
    ("report/what/", "/report/what/", 200, 409),
    ("report/who/", "/report/who/", 302, 409),
    ("report/where/", "/report/where/", 302, 409),
    ("report/safety/", "/report/safety/", 302, 409),
    ("report/send/", "/report/send/", 302, 409),
    ("report/waiting/", "/report/waiting/", 405, 409),
    ("report/typed/", "/report/typed/", 405, 409),
    ("report/follow/", "/report/follow/", 200, 409),
    ("report/files/", "/report/files/", 405, 409),
    ("report/files/load/", "/report/files/load/", 405, 409),
]

# At the desk for everybody, also strangers: the entrance, and pages about the service.
OPEN: list[Row] = [
    *(row for row in PUBLIC if row[0].startswith("about/")),
    ("account/login/", "/account/login/", {"stranger": 200, ELSE: 302}, {"stranger": 200, ELSE: 302}),
    ("account/logout/", "/account/logout/", {"stranger": 302, ELSE: 200}, 302),
    ("account/signup/", "/account/signup/", 200, 405),
    ("account/inactive/", "/account/inactive/", 200, 405),
    ("account/password/reset/", "/account/password/reset/", 200, 200),
    ("account/password/reset/done/", "/account/password/reset/done/", 200, 405),
    (
        "account/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[0-9A-Za-z-]+)/$",
        "/account/password/reset/key/abc-def-0123/", 404, 404,
    ),
    ("account/password/reset/key/done/", "/account/password/reset/key/done/", 200, 405),
    ("account/2fa/authenticate/", "/account/2fa/authenticate/", 302, 302),
    ("account/2fa/webauthn/login/", "/account/2fa/webauthn/login/", 302, 302),
]  # fmt: skip

NO_APP = {"no_factor": 404, ELSE: 302}  # nothing to remove

# One's own account: whoever signed in, also without a post or before the second factor is set up.
OWN: list[Row] = [
    ("account/reauthenticate/", "/account/reauthenticate/", 200, 200),
    ("account/password/change/", "/account/password/change/", 200, 200),
    ("account/2fa/", "/account/2fa/", 200, 405),
    ("account/2fa/totp/activate/", "/account/2fa/totp/activate/", 302, 302),
    ("account/2fa/totp/deactivate/", "/account/2fa/totp/deactivate/", NO_APP, NO_APP),
    ("account/2fa/recovery-codes/", "/account/2fa/recovery-codes/", 404, 405),
    ("account/2fa/recovery-codes/generate/", "/account/2fa/recovery-codes/generate/", 302, 302),
    ("account/2fa/recovery-codes/download/", "/account/2fa/recovery-codes/download/", 404, 404),
    ("account/2fa/webauthn/", "/account/2fa/webauthn/", 200, 405),
    ("account/2fa/webauthn/add/", "/account/2fa/webauthn/add/", 302, 302),
    ("account/2fa/webauthn/keys/<int:pk>/remove/", "/account/2fa/webauthn/keys/1/remove/", 302, 302),
    ("account/2fa/webauthn/keys/<int:pk>/edit/", "/account/2fa/webauthn/keys/1/edit/", 302, 302),
    ("account/sessions/", "/account/sessions/", 200, 302),
]  # fmt: skip
# Also for a session that has not proved its second factor yet: this is where it does.
PROVING: list[Row] = [  # nobody in the cast has a security key, so that the page for it leads to another way
    (
        "account/2fa/reauthenticate/",
        "/account/2fa/reauthenticate/",
        {"no_factor": 302, ELSE: 200},
        {"no_factor": 302, ELSE: 200},
    ),
    ("account/2fa/webauthn/reauthenticate/", "/account/2fa/webauthn/reauthenticate/", 302, 302),
]

# Pages of the public door to which the desk adds forms: an empty one changes nothing and shows the page again.
WITH_FORMS: list[Row] = [
    ("obligations/<str:code>/", "/obligations/{obligation}/", 200, 200),
    ("actions/<str:code>/", "/actions/{action}/", 200, 200),
    ("figures/<str:code>/", "/figures/{indicator}/", 200, 200),
    ("institutions/<str:code>/", "/institutions/{body}/", 200, 200),
    ("committees/<str:code>/", "/committees/{committee}/", 200, 200),
    ("committees/<str:code>/<int:number>/", "/committees/{committee}/1/", 404, 404),
    ("proposals/<str:code>/", "/proposals/{proposal}/", 200, 200),
    ("programmes/<str:code>/", "/programmes/nothing/", 404, 404),
    ("campaigns/<str:code>/", "/campaigns/NONE/", 404, 404),
    ("campaigns/<str:code>/correct/", "/campaigns/NONE/correct/", 404, 404),
    ("training/<str:code>/", "/training/NONE/", 404, 404),
    ("materials/<str:code>/", "/materials/{right}/", 200, 200),
]
_ELSEWHERE = {row[0] for row in [*OPEN, *WITH_FORMS]}

MEMBERS_ONLY: list[Row] = [
    *(row for row in PUBLIC if row[0] not in _ELSEWHERE),
    *WITH_FORMS,
    ("evidence/<uuid:pk>/", f"/evidence/{NO_ID}/", 404, 404),
    ("plans/<str:code>/import/", "/plans/{plan}/import/", 200, 200),
    ("actions/propose/", "/actions/propose/", 200, 200),
    ("committees/<str:code>/<int:number>/move/<str:becomes>/", "/committees/{committee}/1/move/action/", 404, 404),
    ("proposals/propose/", "/proposals/propose/", only(DECIDERS, 200), only(DECIDERS, 200)),
    ("programmes/counts/", "/programmes/counts/", only(WORKERS, 200), only(WORKERS, 200)),
    ("programmes/list/", "/programmes/list/", only(LISTERS, 200), only(LISTERS, 200)),
    ("programmes/<str:code>/compare/", "/programmes/nothing/compare/", 404, 404),
    ("queue/", "/queue/", only(WORKERS, 200), only(WORKERS, 200)),
    ("queue/<uuid:pk>/", f"/queue/{NO_ID}/", 404, 404),
    ("referrals/", "/referrals/", only(SENDERS, 200), only(SENDERS, 200)),
    ("referrals/send/", "/referrals/send/", only(SENDERS, 200), only(SENDERS, 200)),
    ("referrals/<uuid:pk>/", f"/referrals/{NO_ID}/", 404, 404),
    ("owed/", "/owed/", only(WORKERS, 200), only(WORKERS, 200)),
    ("owed/write/", "/owed/write/", only(WORKERS, 200), only(WORKERS, 200)),
    ("owed/<uuid:pk>/", f"/owed/{NO_ID}/", 404, 404),
    ("campaigns/list/", "/campaigns/list/", only(LISTERS, 200), only(LISTERS, 200)),
    ("training/list/", "/training/list/", only(LISTERS, 200), only(LISTERS, 200)),
    ("returns/", "/returns/", 200, 200),
    ("returns/forecast/", "/returns/forecast/", 200, 200),
    ("returns/<str:form>/<str:body>/<str:period>/", "/returns/RET-POLICE/{body}/2025-Q1/", 404, 404),
    ("seat/", "/seat/", 200, 302),
    ("feedback/", "/feedback/", only(PROVIDERS, 200), only(PROVIDERS, 200)),
    ("feedback/<uuid:pk>/", f"/feedback/{NO_ID}/", 404, 404),
    ("panel/<str:about>/<str:code>/", "/panel/material/{right}/", only(("monitor",), 200), only(("monitor",), 200)),
    ("materials/add/", "/materials/add/", only(PROVIDERS, 200), only(PROVIDERS, 409)),
    ("services/", "/services/", only(PROVIDERS, 200), only(PROVIDERS, 200)),
    ("services/add/", "/services/add/", only(PROVIDERS, 200), only(PROVIDERS, 409)),
    ("services/import/", "/services/import/", only(PROVIDERS, 200), only(PROVIDERS, 200)),
    ("services/<str:code>/", "/services/{service}/", 404, 404),
    ("institutions/import/", "/institutions/import/", only(ADMITTERS, 200), only(ADMITTERS, 200)),
    ("members/", "/members/", 200, 405),
    ("members/admit/", "/members/admit/", only(ADMITTERS, 200), only(ADMITTERS, 409)),
    ("members/interests/", "/members/interests/", 200, 302),
    ("members/<int:pk>/", "/members/{post_of_coordinator}/", only(("coordinator",), 200), 405),
    ("members/<int:pk>/suspend/", "/members/{post_of_coordinator}/suspend/", 405, only(("coordinator",), 409)),
    ("members/<int:pk>/reinstate/", "/members/{post_of_coordinator}/reinstate/", 405, only(("coordinator",), 409)),
    ("members/<int:pk>/end/", "/members/{post_of_coordinator}/end/", 405, only(("coordinator",), 409)),
    ("erasures/", "/erasures/", only(DECIDERS, 200), 405),
    ("erasures/ask/", "/erasures/ask/", only(DECIDERS, 200), only(DECIDERS, 409)),
    ("erasures/<uuid:pk>/", f"/erasures/{NO_ID}/", 404, 405),
    ("erasures/<uuid:pk>/agree/", f"/erasures/{NO_ID}/agree/", 405, 404),
    ("erasures/<uuid:pk>/carry-out/", f"/erasures/{NO_ID}/carry-out/", 405, 404),
    # Readers of reports without unlocked keys are sent to unlock them; to everybody else nothing is there.
    ("keys/", "/keys/", only(READERS, 200), only(READERS, 409)),
    ("keys/begin/", "/keys/begin/", only(READERS, 200), only(READERS, 409)),
    ("keys/lock/", "/keys/lock/", 405, only(READERS, 302)),
    ("keys/passphrase/", "/keys/passphrase/", only(READERS, 200), only(READERS, 409)),
    ("keys/recover/", "/keys/recover/", only(READERS, 200), only(READERS, 409)),
    ("keys/give-up/", "/keys/give-up/", only(READERS, 200), only(READERS, 409)),
    ("keys/roster/", "/keys/roster/", only(READERS, 200), only(READERS, 409)),
    ("keys/roster/begin/", "/keys/roster/begin/", 405, only(READERS, 409)),
    ("keys/roster/prove/", "/keys/roster/prove/", 405, only(READERS, 409)),
    ("keys/roster/<uuid:pk>/end/", f"/keys/roster/{NO_ID}/end/", 405, 404),
    ("keys/courier/", "/keys/courier/", only(READERS, 200), only(READERS, 409)),
    ("keys/courier/drill/", "/keys/courier/drill/", 405, only(READERS, 409)),
    ("keys/courier/drill/<uuid:pk>/", f"/keys/courier/drill/{NO_ID}/", 404, 405),
    ("keys/courier/answer/", "/keys/courier/answer/", 405, only(READERS, 409)),
    ("copies/", "/copies/", only(READERS, 200), 405),
    ("copies/<uuid:pk>/", f"/copies/{NO_ID}/", 405, 404),
    ("copies/<uuid:pk>/confirm/", f"/copies/{NO_ID}/confirm/", 405, 404),
    ("keys/ties/", "/keys/ties/", only(READERS, 200), only(READERS, 409)),
    ("keys/ties/<uuid:pk>/end/", f"/keys/ties/{NO_ID}/end/", 405, 404),
    ("inbox/", "/inbox/", only(READERS, 302), 405),
    ("inbox/closing/", "/inbox/closing/", only(READERS, 302), only(READERS, 302)),
    ("inbox/<uuid:pk>/", f"/inbox/{NO_ID}/", only(READERS, 302), only(READERS, 302)),
    ("inbox/<uuid:pk>/copy/", f"/inbox/{NO_ID}/copy/", 405, only(READERS, 302)),
    ("inbox/<uuid:pk>/files/<int:number>/", f"/inbox/{NO_ID}/files/1/", only(READERS, 302), 405),
    ("inbox/<uuid:pk>/files/<int:number>/cleaned/", f"/inbox/{NO_ID}/files/1/cleaned/", 405, only(READERS, 302)),
    ("assist/", "/assist/", only(HELPERS, 200), only(HELPERS, 409)),
    *((f"assist/{page}/", f"/assist/{page}/", only(HELPERS, 302), only(HELPERS, 409))
      for page in ("what", "who", "where", "safety", "send")),
    *((f"assist/{page}/", f"/assist/{page}/", 405, only(HELPERS, 409)) for page in ("waiting", "files")),
    ("contests/", "/contests/", only(("monitor",), 200), only(("monitor",), 409)),
    ("contests/<uuid:pk>/answer/", f"/contests/{NO_ID}/answer/", 405, 404),
]  # fmt: skip
