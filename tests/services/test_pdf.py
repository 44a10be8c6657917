"""PDF by LibreOffice: what it makes, and that it can neither reach out, nor stay, nor take the product with it."""

from __future__ import annotations

import re
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask

from dossiers import pdf, storage
from dossiers.documents import KINDS, render
from dossiers.documents.package import pack, unpack
from workflow.errors import Missing

pytestmark = pytest.mark.render
PICTURE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
WORD = render("quyet_dinh", KINDS["quyet_dinh"].example())


def configured(app: Flask, **more: object) -> None:
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], **more)


def a_script(folder: Path, body: str) -> str:
    """A program in the place of LibreOffice: how a broken one behaves."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return str(path)


def alive(word: str) -> bool:
    return any(
        word.encode() in (each / "cmdline").read_bytes()
        for each in Path("/proc").iterdir()
        if each.name.isdecimal() and (each / "cmdline").exists()
    )


def test_a_decision_becomes_an_archive_pdf_with_its_words(sqlite_app: Flask, tmp_path: Path) -> None:
    made = tmp_path / "van-ban.pdf"
    made.write_bytes(pdf.convert(WORD))
    text = subprocess.run(["pdftotext", str(made), "-"], capture_output=True, text=True, check=True).stdout
    assert "QUYẾT ĐỊNH" in text
    assert "Trần Thị Bích Ngọc" in text
    assert re.search(rb"pdfaid:part>2<.*pdfaid:conformance>B<", made.read_bytes(), re.DOTALL)


def test_a_pdf_is_made_once_and_kept_by_the_hash_of_its_word_file(sqlite_app: Flask, tmp_path: Path) -> None:
    sha256 = storage.put(WORD)
    first = pdf.of(sha256)
    assert pdf.word_of(storage.hash_of(first)) == sha256
    assert pdf.word_of(sha256) == sha256
    configured(sqlite_app, soffice=a_script(tmp_path, "exit 1"))
    assert pdf.of(sha256) == first
    kept = sqlite_app.config["SETTINGS"].pdf_cache / sha256[:2] / f"{sha256}.pdf"
    kept.write_bytes(b"")
    with pytest.raises(pdf.NoPdf):
        pdf.of(sha256)


def test_without_libreoffice_it_says_so_and_what_to_do(sqlite_app: Flask) -> None:
    configured(sqlite_app, soffice="/khong/co/soffice")
    with pytest.raises(pdf.NoPdf, match="chưa có LibreOffice"):
        pdf.convert(WORD)
    assert "bản Word vẫn tải về được" in pdf.lacking()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("exit 77", "không chuyển được"),
        ("echo hong > van-ban.pdf", "không chuyển được"),
        ("kill -9 $$", "không chuyển"),
    ],
)
def test_a_conversion_that_fails_is_told(body: str, words: str, sqlite_app: Flask, tmp_path: Path) -> None:
    configured(sqlite_app, soffice=a_script(tmp_path, body))
    with pytest.raises(pdf.NoPdf, match=words):
        pdf.convert(WORD)


def test_a_slow_conversion_is_ended_with_everything_it_started(sqlite_app: Flask, tmp_path: Path) -> None:
    configured(sqlite_app, pdf_seconds=1, soffice=a_script(tmp_path, "sleep 987654 & sleep 987653"))
    with pytest.raises(pdf.NoPdf, match="sau 1 giây"):
        pdf.convert(WORD)
    time.sleep(0.2)
    assert not alive("987654")
    assert not alive("987653")


def test_nothing_is_left_behind(sqlite_app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tam"))
    (tmp_path / "tam").mkdir()
    monkeypatch.setattr("tempfile.tempdir", None)
    pdf.convert(WORD)
    assert list((tmp_path / "tam").iterdir()) == []


def test_it_learns_nothing_secret(sqlite_app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "khong-cho-ai-biet" * 3)
    seen = tmp_path / "seen"
    configured(sqlite_app, soffice=a_script(tmp_path, f"env > {seen}; pwd >> {seen}"))
    with pytest.raises(pdf.NoPdf):
        pdf.convert(WORD)
    told = seen.read_text()
    assert "khong-cho-ai-biet" not in told
    assert "vinhdanh-pdf-" in re.search(r"^HOME=(.*)$", told, re.MULTILINE)[1]  # type: ignore[index]


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (b"PK", "không phải văn bản Word"),
        (b"", "không phải văn bản Word"),
        (b"0" * (pdf.MAX_WORD + 1), "lớn hơn 20 MB"),
    ],
)
def test_what_is_no_word_file_never_reaches_libreoffice(
    file: bytes, words: str, sqlite_app: Flask, tmp_path: Path
) -> None:
    configured(sqlite_app, soffice=a_script(tmp_path, f"touch {tmp_path}/ran"))
    with pytest.raises(pdf.NoPdf, match=words):
        pdf.convert(file)
    assert not (tmp_path / "ran").exists()


def test_a_lost_word_file_is_told_as_such(sqlite_app: Flask) -> None:
    with pytest.raises(Missing, match="không còn trong kho"):
        pdf.of("0" * 64)


def test_two_conversions_wait_for_each_other_and_the_third_is_asked_to_come_back(
    sqlite_app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "WAIT_SECONDS", 1)
    running = tmp_path / "running"
    configured(sqlite_app, soffice=a_script(tmp_path, f"touch {running}; sleep 4"))

    def first() -> None:
        with sqlite_app.app_context(), pytest.raises(pdf.NoPdf):
            pdf.convert(WORD)

    thread = Thread(target=first)
    thread.start()
    while not running.exists():
        time.sleep(0.05)
    with pytest.raises(pdf.NoPdf, match="đang lập một bản PDF khác"):
        pdf.convert(WORD)
    thread.join()


@pytest.fixture
def listener() -> Iterator[tuple[int, list[bytes]]]:
    """Somebody on this machine who waits to be called; the list holds who called."""
    calls: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(30)

        def listen() -> None:
            try:
                calls.append(server.accept()[0].recv(1000))
            except OSError:
                return

        thread = Thread(target=listen, daemon=True)
        thread.start()
        yield server.getsockname()[1], calls


def reaching_out(port: int) -> bytes:
    """A document whose picture lies on a server, as a spy's would."""
    parts = unpack(WORD)
    links = parts["word/_rels/document.xml.rels"].decode()
    spy = f'Type="{PICTURE}" Target="http://127.0.0.1:{port}/a.png" TargetMode="External"'
    found = re.search(r'<Relationship [^>]*relationships/image"[^>]*/>', links)
    assert found
    name = re.search(r'Id="([^"]+)"', found[0])
    assert name
    links = links.replace(found[0], f'<Relationship Id="{name[1]}" {spy}/>')
    body = parts["word/document.xml"].decode().replace(f'r:embed="{name[1]}"', f'r:link="{name[1]}"')
    return pack({**parts, "word/_rels/document.xml.rels": links.encode(), "word/document.xml": body.encode()})


def test_a_document_that_reaches_out_reaches_nobody(sqlite_app: Flask, listener: tuple[int, list[bytes]]) -> None:
    port, calls = listener
    assert pdf.convert(reaching_out(port)).startswith(b"%PDF")
    assert calls == []


def test_neither_where_the_kernel_builds_no_fence(
    sqlite_app: Flask, tmp_path: Path, listener: tuple[int, list[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    for folder in ("/usr/bin", "/bin"):
        for tool in Path(folder).iterdir():
            if tool.name != "unshare" and not (tools / tool.name).exists():
                (tools / tool.name).symlink_to(tool)
    monkeypatch.setenv("PATH", str(tools))
    pdf.fence.cache_clear()
    try:
        assert pdf.fence() == ()
        port, calls = listener
        assert pdf.convert(reaching_out(port)).startswith(b"%PDF")
        assert calls == []
    finally:
        pdf.fence.cache_clear()


def test_the_fence_leaves_no_way_out(sqlite_app: Flask) -> None:
    if not pdf.fence():
        pytest.skip("this kernel lets nobody build a fence")
    told = subprocess.run([*pdf.fence(), "cat", "/proc/net/dev"], capture_output=True, text=True, check=True).stdout
    assert [line.split(":")[0].strip() for line in told.splitlines()[2:]] == ["lo"]
