"""The page that NGOs download: it judges a proof without any network, in both languages, as the command does (I-17)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from browser.reading import WCAG
from mizan.tlog.downloads import verify_page
from tests.tlog.small_log import SmallLog, busy, policy_text, publish

pytestmark = pytest.mark.browser
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> SmallLog:
    return publish(tmp_path_factory.mktemp("log") / "log", busy(300), [300])


@pytest.fixture
def opened(chromium: Any, tmp_path: Path) -> Iterator[Open]:
    """The page from the disk, in a browser that is offline; anything it complains of fails the test."""
    file, complaints, contexts = tmp_path / "verify.html", [], []
    file.write_bytes(verify_page())

    def come(language: str = "en", **options: Any) -> Any:
        context = chromium.new_context(locale={"en": "en-GB", "ur": "ur-PK"}[language], offline=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("request", lambda request: None if request.url.startswith("file:") else complaints.append(request.url))
        page.goto(file.as_uri())
        return page

    yield come
    for context in contexts:
        context.close()
    assert complaints == []


def judged(page: Any, proof: bytes, policy: str, leaf: str = "") -> tuple[str, str]:
    """The class of the answer and its words, as they are seen."""
    page.fill("#proof", proof.decode())
    page.fill("#policy", policy)
    page.fill("#leaf", leaf)
    page.click("button[type=submit]")
    page.wait_for_selector("#answer:not([hidden])")
    return page.get_attribute("#answer", "class"), page.inner_text("#answer")


@pytest.mark.parametrize("index", [0, 7, 299])
def test_a_good_proof_holds_with_its_facts(opened: Open, log: SmallLog, index: int) -> None:
    for leaf in ("", log.entries[index].hex()):
        verdict, words = judged(opened(), log.proof(index), policy_text(), leaf)
        assert verdict == "holds", words
        assert "2024-10-04T00:00:31Z" in words
        assert all(f"w{number}.example/mizan" in words for number in (1, 2, 3))


def test_changed_proofs_do_not_hold_and_the_reason_is_said(opened: Open, log: SmallLog) -> None:
    proof, page = log.proof(7), opened()
    lines = proof.decode().split("\n")
    wrong = {
        "This is no proof file": proof.replace(b"@v1", b"@v2"),
        "not in the log": proof.replace(b"index 7", b"index 6"),
        "signature is wrong": proof.replace(b"\n300\n", b"\n301\n"),
        "is not by the key": proof.replace("— w2.".encode(), "— w9.".encode()),
    }
    for reason, changed in wrong.items():
        verdict, words = judged(page, changed, policy_text())
        assert verdict == "fails", reason
        assert reason in words
    alone = "\n".join(line for line in lines if not line.startswith(("— w1", "— w2"))).encode()
    assert "Too few witnesses" in judged(page, alone, policy_text())[1]
    assert "another entry" in judged(page, proof, policy_text(), log.entries[8].hex())[1]


def test_bytes_changed_here_and_there_never_hold(opened: Open, log: SmallLog) -> None:
    proof, page = log.proof(7), opened()
    for offset in range(5, len(proof) - 1, 61):
        changed = proof[:offset] + bytes([proof[offset] ^ 1]) + proof[offset + 1 :]
        if changed.decode("utf-8", "ignore").encode() == changed and b"\r" not in changed:
            assert judged(page, changed, policy_text())[0] == "fails", offset


@pytest.mark.parametrize("language", ["en", "ur"])
def test_I17_everybody_can_use_it(opened: Open, log: SmallLog, language: str) -> None:
    page = opened(language, bypass_csp=True)
    html = page.locator("html")
    assert (html.get_attribute("lang"), html.get_attribute("dir")) == (language, {"en": "ltr", "ur": "rtl"}[language])
    words = judged(page, log.proof(7), policy_text())[1]
    assert {"en": "It holds.", "ur": "ثبوت درست ہے۔"}[language] in words
    assert {"ur": "It holds.", "en": "ثبوت درست ہے۔"}[language] not in words
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_a_chosen_file_counts_as_what_was_pasted_and_the_keyboard_suffices(
    opened: Open, log: SmallLog, tmp_path: Path
) -> None:
    page = opened()
    for name, data in (("proof", log.proof(7)), ("policy", policy_text().encode())):
        (tmp_path / name).write_bytes(data)
        page.set_input_files(f"#{name}-file", tmp_path / name)
    page.focus("#leaf")
    page.keyboard.press("Enter")
    page.wait_for_selector("#answer:not([hidden])")
    assert page.get_attribute("#answer", "class") == "holds"
    assert page.evaluate("document.activeElement.id") == "answer"
