"""What the code may look like: short modules, no award by name, imports in one direction, no bottomless field."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from flask import Flask
from wtforms import Form as AnyForm
from wtforms import HiddenField, PasswordField, StringField, TextAreaField
from wtforms.validators import Length, Regexp

from config import ROOT
from dossiers.rules import law
from dossiers.web.forms import DayField, Form
from tests.house.sources import modules, texts

LONGEST = 300
# Written backwards, so that this file does not name them itself.
ELSEWHERE = tuple(
    name[::-1]
    for name in (
        "gro.ipyp",
        "detsohnohtyp",
        "sjmpn.yrtsiger",
        "gro.sjmpn",
        "moc.sjmpn",
        "/krow/",
        "feirb/pmt/",
        "/toor/",
    )
)
IN_TEMPLATES = re.compile(r"current_user|\.query\b|\.execute\(|db\.session|\.role\s*==")


def test_no_module_is_longer_than_a_sitting() -> None:
    lengths = {
        path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules("workflow", "dossiers", "bench")
    }
    assert {str(path.relative_to(ROOT)): n for path, n in lengths.items() if n > LONGEST} == {}


def test_the_code_knows_no_award_by_name(sqlite_app: Flask) -> None:
    codes = re.compile("|".join(rf"\b{re.escape(code)}\b" for code in law().awards))
    assert codes.search("BK_TINH")
    named = {
        str(path.relative_to(ROOT)): sorted(set(codes.findall(path.read_text(encoding="utf-8"))))
        for path in modules("workflow", "dossiers")
    }
    assert {path: found for path, found in named.items() if found} == {}


def test_imports_go_one_way_only() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    told = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout[-3000:]


def test_no_file_names_a_registry_or_a_place_on_somebodys_machine() -> None:
    named = {str(path): found for path, text in texts() if (found := [name for name in ELSEWHERE if name in text])}
    assert named == {}


def test_templates_ask_neither_the_database_nor_who_somebody_is() -> None:
    named = {
        str(path): found.group()
        for path, text in texts()
        if path.parts[0] == "templates" and (found := IN_TEMPLATES.search(text))
    }
    assert named == {}


def every_form(mother: type[AnyForm] = Form) -> Iterator[type[AnyForm]]:
    """Yield the forms of the product; the application has imported them all."""
    for form in mother.__subclasses__():
        yield form
        yield from every_form(form)


def is_end(validator: object) -> bool:
    """Whether a validator stops an endless text: a greatest length, or a whole shape."""
    if isinstance(validator, Regexp):
        return validator.regex.pattern.endswith("$")
    return isinstance(validator, Length) and validator.max > 0


def test_every_typed_text_has_a_greatest_length(sqlite_app: Flask) -> None:
    assert len(list(every_form())) > 20
    endless = set()
    with sqlite_app.test_request_context():
        for form in every_form():
            for field in form():
                typed = isinstance(field, StringField | TextAreaField)
                if not typed or isinstance(field, HiddenField | DayField | PasswordField):
                    continue
                if not any(is_end(each) for each in field.validators):
                    endless.add(f"{form.__name__}.{field.short_name}")
    assert endless == set()
