"""The `vinhdanh` command: each command parses, calls one service or engine function, and prints."""

from __future__ import annotations

import os
import sys

import click
from flask.cli import FlaskGroup
from sqlalchemy.exc import OperationalError, ProgrammingError

from config import SettingsError
from dossiers.app import create_app
from dossiers.cli import backups, instance, journal, papers, rules, simulate, votes, work
from dossiers.cli.output import NO, UNUSABLE, fail, said
from workflow.errors import LawError, Problem

group = FlaskGroup(
    name="vinhdanh",
    create_app=create_app,
    help="Vinh Danh: hồ sơ thi đua, khen thưởng từ đơn vị đến quyết định.",
    add_default_commands=False,
    add_version_option=False,
    load_dotenv=False,
    set_debug_flag=False,
    context_settings={"max_content_width": 110},
)

# Which application to load is not the user's to choose, so flask's own options go.
group.params = [option for option in group.params if option.name not in ("app", "env_file", "debug")]

for command in (
    rules.awards,
    rules.eligibility,
    rules.tally,
    rules.deadline,
    rules.procedures,
    papers.render,
    papers.documents,
    journal.journal,
    votes.votes,
    instance.init,
    instance.upgrade,
    instance.serve,
    work.work,
    instance.demo,
    instance.sign_in_link,
    backups.backup,
    backups.restore,
    simulate.simulate,
):
    group.add_command(command)


def main() -> None:
    """Run the command line; what a person can understand ends in one line and exit code 2, never a traceback."""
    try:
        group.main(prog_name="vinhdanh", standalone_mode=False)
    except click.UsageError as fault:
        fail(said(fault))
    except click.ClickException as fault:
        fail(fault.format_message())
    except (click.Abort, KeyboardInterrupt):
        sys.exit(UNUSABLE)
    except BrokenPipeError:  # whoever read the answer has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(NO)
    except (Problem, LawError, SettingsError) as fault:
        fail(str(fault))
    except (OperationalError, ProgrammingError) as fault:
        fail(f"cơ sở dữ liệu không trả lời hoặc chưa được tạo (chạy 'vinhdanh upgrade'): {fault.orig}")
