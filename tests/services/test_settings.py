"""What an operator may set, and that every fault is named at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from config import Settings, SettingsError


def settings(home: Path, **more: str) -> Settings:
    return Settings.from_environment({"VINHDANH_HOME": str(home), "SECRET_KEY": "k" * 40, **more})


def test_optional_programs_have_sensible_beginnings(tmp_path: Path) -> None:
    found = settings(tmp_path)
    assert (found.soffice, found.pdf_seconds, found.trust_anchors) == ("soffice", 60, tmp_path / "trust-anchors")


def test_addresses_in_papers_lead_to_the_port_that_is_served(tmp_path: Path) -> None:
    assert settings(tmp_path).base_url == "http://127.0.0.1:8000"
    assert settings(tmp_path, PORT="8123").base_url == "http://127.0.0.1:8123"
    assert settings(tmp_path, PORT="8123", VINHDANH_BASE_URL="https://a.vn/").base_url == "https://a.vn"


def test_they_are_set_by_the_environment(tmp_path: Path) -> None:
    (tmp_path / "goc").mkdir()
    found = settings(
        tmp_path,
        VINHDANH_SOFFICE="/opt/libreoffice/soffice",
        VINHDANH_PDF_SECONDS="20",
        VINHDANH_TRUST_ANCHORS=str(tmp_path / "goc"),
    )
    assert (found.soffice, found.pdf_seconds) == ("/opt/libreoffice/soffice", 20)
    assert found.trust_anchors == tmp_path / "goc"


@pytest.mark.parametrize("seconds", ["0", "-1", "nhieu", "1.5"])
def test_every_fault_is_named_at_once(seconds: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as fault:
        settings(tmp_path, VINHDANH_PDF_SECONDS=seconds, VINHDANH_TRUST_ANCHORS=str(tmp_path / "khong-co"))
    assert "VINHDANH_PDF_SECONDS" in str(fault.value)
    assert f"VINHDANH_TRUST_ANCHORS: không có thư mục {tmp_path / 'khong-co'}" in str(fault.value)
