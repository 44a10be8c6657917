"""The `vinhdanh` command: each command parses, calls one service or engine function, and prints."""

from __future__ import annotations

import logging

from flask.cli import FlaskGroup

from dossiers.app import create_app
from dossiers.cli import instance, journal, papers, rules

group = FlaskGroup(
    name="vinhdanh",
    create_app=create_app,
    help="Vinh Danh: hồ sơ thi đua, khen thưởng từ đơn vị đến quyết định.",
    add_default_commands=False,
    add_version_option=False,
    load_dotenv=False,
)

for command in (
    rules.awards,
    rules.eligibility,
    rules.tally,
    rules.deadline,
    rules.procedures,
    papers.render,
    journal.journal,
    instance.upgrade,
    instance.serve,
    instance.demo,
    instance.sign_in_link,
):
    group.add_command(command)


def main() -> None:
    """Run the command line."""
    logging.getLogger("transitions").setLevel(logging.WARNING)
    group.main(prog_name="vinhdanh")
