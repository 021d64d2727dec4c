"""The demonstration sends no mail and does not fill the terminal with it; production sends it over TLS."""

from __future__ import annotations

from pathlib import Path

import pytest

from mizan.web.settings.accounts import mail


def test_the_demonstration_keeps_its_mail_in_its_folder(tmp_path: Path) -> None:
    settings = mail(tmp_path, demo=True)
    assert settings["EMAIL_BACKEND"].endswith("filebased.EmailBackend")
    assert settings["EMAIL_FILE_PATH"] == tmp_path / "mail"
    assert "EMAIL_HOST" not in settings


def test_production_mail_goes_over_tls_unless_told_otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MIZAN_EMAIL_TLS", raising=False)
    settings = mail(tmp_path, demo=False)
    assert settings["EMAIL_USE_TLS"] is True
    assert "EMAIL_FILE_PATH" not in settings
