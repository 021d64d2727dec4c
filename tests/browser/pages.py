"""One address of every page type, by the name of its URL. A page that has no address here fails `test_page_types`."""

from __future__ import annotations

from datetime import UTC, datetime

LANGUAGES = ("en", "ur")
A_RETURN = f"/returns/RET-POLICE/EX-LEA-1/{datetime.now(UTC).year - 1}-Q1/"  # the exercise files for two years

# Public pages: the address in the real world and in the exercise.
PUBLIC = {
    "home": ("/", "/?world=exercise"),
    "about": ("/about/", "/about/?world=exercise"),
    "accessibility": ("/about/accessibility/", "/about/accessibility/?world=exercise"),
    "threats": ("/about/threats/", "/about/threats/?world=exercise"),
    "sources": ("/about/sources/", "/about/sources/?world=exercise"),
    "framework:balance": ("/balance/", "/balance/?world=exercise"),
    "framework:obligations": ("/obligations/", "/obligations/?world=exercise&pillar=human_rights&sort=-code"),
    "framework:obligation": ("/obligations/TIP-10.2/", "/obligations/TIP-10.2/?world=exercise"),
    "framework:actions": ("/actions/?state=unanswered", "/actions/?world=exercise"),
    "framework:action": ("/actions/ACT-01/", "/actions/EX-01/"),
    "framework:plans": ("/plans/", "/plans/?world=exercise"),
    "framework:crosswalk": ("/crosswalk/", "/crosswalk/?world=exercise"),
    "framework:plan": ("/plans/NAP-2021/", "/plans/EX-PLAN-NATIONAL/"),
    "framework:timeline": ("/timeline/", "/timeline/?world=exercise"),
    "framework:instruments": ("/instruments/", "/instruments/?world=exercise"),
    "framework:instrument": ("/instruments/TIP/", "/instruments/TIP/?world=exercise"),
    "framework:indicators": ("/figures/", "/figures/?world=exercise"),
    "framework:indicator": ("/figures/officials_dismissed/", "/figures/officials_dismissed/?world=exercise"),
    "framework:add": (
        "/figures/officials_dismissed/add/?r=CPL-FIA-2025-01-01-A&r=CPL-FIA-2025-01-01-B",
        "/figures/officials_dismissed/add/?world=exercise",
    ),
    "institutions:list": ("/institutions/", "/institutions/?world=exercise"),
    "institutions:detail": ("/institutions/FIA/", "/institutions/EX-LEA-1/"),
    "institutions:coverage": ("/accountability/", "/accountability/?world=exercise"),
    "council:committees": ("/committees/", "/committees/?world=exercise"),
    "council:committee": ("/committees/COM-NCC/", "/committees/EX-COM-DIS-1/"),
    "council:proposals": ("/proposals/", "/proposals/?world=exercise"),
    "council:silence": ("/silence/", "/silence/?world=exercise"),
    "council:proposal": ("/proposals/PROP-2023-2/", "/proposals/EX-PROP-12/"),
    "council:returns_completeness": ("/returns/completeness/", "/returns/completeness/?world=exercise"),
    "council:returns_side_by_side": ("/returns/side-by-side/", "/returns/side-by-side/?world=exercise"),
    "places:list": ("/places/", "/places/?world=exercise"),
    "places:map": ("/places/map/", "/places/map/?world=exercise"),
    "places:detail": ("/places/PK6/", "/places/PK6/?world=exercise"),
    "ledger:log": ("/log/", "/log/?world=exercise"),
    "integrity:docket": ("/docket/", "/docket/?world=exercise"),
}
PUBLIC |= {
    "report:start": ("/report/", "/report/?world=exercise"),
    "report:what": ("/report/what/", "/report/what/?world=exercise"),
    "report:follow": ("/report/follow/", "/report/follow/?world=exercise"),
}
# Pages of a report that come only after another one was sent: walked through in `test_reporting`.
# The calendars are files; sessions are walked through in `test_committees`.
NO_PUBLIC_PAGE = {"report:who", "report:where", "report:safety", "report:send", "report:waiting", "report:typed",
                  "report:files", "report:load", "report:salt", "council:calendar", "council:calendar_of",
                  "council:session"}  # fmt: skip
ALWAYS_EXERCISE = ("ledger:log",)  # a demonstration has one log, and that is of the exercise
WITH_CHARTS = ("framework:balance", "framework:timeline", "institutions:coverage", "places:list", "places:map",
               "integrity:docket")  # fmt: skip

# Pages of the desk that the public door does not have, each with the demonstration's account that uses it.
DESK = {
    "seat": ("owner", "/seat/"),
    "framework:propose": ("coordinator", "/actions/propose/"),
    "framework:import": ("coordinator", "/plans/EX-PLAN-NATIONAL/import/"),
    "framework:action": ("owner", "/actions/EX-01/"),
    "framework:obligation": ("colead", "/obligations/TIP-10.2/"),
    "council:committee": ("committee", "/committees/EX-COM-DIS-1/"),
    "council:propose": ("owner", "/proposals/propose/"),
    "council:proposal": ("owner", "/proposals/EX-PROP-12/"),
    "council:returns": ("owner", "/returns/"),
    "council:returns_forecast": ("coordinator", "/returns/forecast/"),
    "council:return": ("owner", A_RETURN),
    "institutions:detail": ("owner", "/institutions/EX-LEA-1/"),
    "institutions:members": ("coordinator", "/members/"),
    "institutions:admit": ("coordinator", "/members/admit/"),
    "institutions:interests": ("monitor", "/members/interests/"),
    "institutions:keys": ("monitor", "/keys/"),
    "institutions:keys_begin": ("monitor", "/keys/begin/"),
    "institutions:keys_passphrase": ("monitor", "/keys/passphrase/"),
    "institutions:keys_recover": ("oversight", "/keys/recover/"),
    "institutions:keys_give_up": ("monitor", "/keys/give-up/"),
    "institutions:roster": ("oversight", "/keys/roster/"),
    "institutions:ties": ("monitor", "/keys/ties/"),
    "assist:start": ("assistant", "/assist/"),
    "ledger:erasures": ("oversight", "/erasures/"),
    "ledger:ask_erasure": ("monitor", "/erasures/ask/"),
    "ledger:contests": ("monitor", "/contests/"),
    "mfa_index": ("analyst", "/account/2fa/"),
    "usersessions_list": ("analyst", "/account/sessions/"),
    "account_change_password": ("analyst", "/account/password/change/"),
    "mfa_list_webauthn": ("analyst", "/account/2fa/webauthn/"),
    "mfa_generate_recovery_codes": ("oversight", "/account/2fa/recovery-codes/generate/"),
}
# What somebody who has not signed in may see at the desk.
ENTRANCE = {
    "account_login": "/account/login/",
    "account_signup": "/account/signup/",
    "account_reset_password": "/account/password/reset/",
    "account_reset_password_done": "/account/password/reset/done/",
    "account_inactive": "/account/inactive/",
}
# No page: a file, a verb that only posts, or a page behind a proof that is tested with the accounts.
NO_PAGE = {
    "framework:evidence": "a download",
    "council:calendar": "a download",
    "council:calendar_of": "a download",
    "council:session": "walked through in `test_committees`",
    "council:move": "walked through in `test_committees`",
    "institutions:suspend": "posts only",
    "institutions:reinstate": "posts only",
    "institutions:end": "posts only",
    "institutions:keys_lock": "posts only",
    "institutions:roster_begin": "posts only",
    "institutions:roster_prove": "posts only",
    "institutions:roster_end": "posts only",
    "institutions:tie_end": "posts only",
    "institutions:member": "its key is looked up: see `test_desk_pages`",
    "ledger:erasure": "its key is made in the test: see `test_desk_pages`",
    "ledger:agree": "posts only",
    "ledger:carry_out": "posts only",
    "ledger:answer": "posts only",
    "integrity:inbox": "needs unlocked keys: see `test_reports`",
    "integrity:report": "needs unlocked keys: see `test_reports`",
    "integrity:copy": "posts only",
    "integrity:file": "a download",
    "integrity:closing": "needs unlocked keys: see `test_reports`",
    "integrity:cleaned": "posts only: see `test_reports`",
    "integrity:copies": "needs a courier with copies: see `test_courier`",
    "integrity:copy_take": "posts only",
    "integrity:copy_confirm": "posts only",
    "institutions:courier": "needs a body without computers: see `test_courier`",
    "institutions:courier_drill": "posts only",
    "institutions:courier_answer": "posts only",
    "institutions:courier_file": "a download",
    **{f"assist:{step}": "a step of a report: see `test_reports`"
       for step in ("what", "who", "where", "safety", "send", "waiting", "files")},
    "account_logout": "posts only",
    "account_reauthenticate": "a step of a proof",
    "account_reset_password_from_key": "needs a one-time link",
    "account_reset_password_from_key_done": "the end of a one-time link",
    "mfa_authenticate": "seen on the way in: see `test_desk_pages`",
    "mfa_reauthenticate": "a step of a proof",
    "mfa_activate_totp": "needs an account without a code",
    "mfa_deactivate_totp": "a step of a proof",
    "mfa_download_recovery_codes": "a download",
    "mfa_view_recovery_codes": "needs an account with codes",
    "mfa_add_webauthn": "needs a fresh proof",
    "mfa_edit_webauthn": "needs a key",
    "mfa_remove_webauthn": "needs a key",
    "mfa_login_webauthn": "answers a script",
    "mfa_reauthenticate_webauthn": "needs a key",
}  # fmt: skip
