"""The `aidoc` command: thin commands over the core. Results on stdout, problems on stderr.

Exit codes: 0 fine, 1 findings, 2 usage or configuration, 130 interrupted. A command is imported when it is called.
"""

from __future__ import annotations

import errno
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

from aidoc_core.errors import CacheError, ConfigError

_ONLINE = "Run with AIDOC_OFFLINE=false."
_INTERRUPTED = 130
"""The exit code of what Ctrl-C has ended, as shells know it."""
_COMMANDS = {
    "badge": ("badge", "Write badges for the figures of a report (`aidoc/report.json` in the site)."),
    "check": ("check", "Check documentation against the code; exit 1 on any finding."),
    "eval": ("evaluate", "Hide people's docstrings, fill them in, and measure how good the texts are."),
    "export": ("exporting", "Copy cached answers into reviewed files as `proposed`."),
    "fill": ("fill", "Request what is missing and keep it, without building pages."),
    "import": ("importing", "Copy answers from reviewed files into the cache, where it has none for the same code."),
    "init": (
        "init",
        "Add aidoc to a project: a few lines in mkdocs.yml, conf.py or zensical.toml, all else stays byte for byte.",
    ),
    "patch": ("patch", "Print a diff that adds accepted texts to the source as docstrings."),
    "plan": ("plan", "Tell what a build would request: objects, requests, tokens and dollars, by module."),
    "prune": (
        "prune",
        "List entries of reviewed files whose objects are gone from the code; with --yes, remove them.",
    ),
    "refresh": ("fill", "Request answers anew that are there already, and put them in the place of the old ones."),
    "report": ("report", "Show the report of a build (`aidoc/report.json` in the site)."),
    "review": ("review", "Read texts that wait for a person, and accept, edit or reject them."),
}
"""The module of each command, and the first sentence of its help; a test compares the two."""


class _Commands(click.Group):
    """Commands that end in words, whatever happens: a traceback tells users nothing."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name."""
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"aidoc_core.cli.{_COMMANDS[cmd_name][0]}")
        found: click.Command = getattr(module, "import_" if cmd_name == "import" else cmd_name)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands in the help, without importing them."""
        del ctx
        width = formatter.width - 6 - max(map(len, _COMMANDS))
        helps = (click.Command(None, help=text).get_short_help_str(width) for _, text in _COMMANDS.values())
        with formatter.section("Commands"):
            formatter.write_dl(list(zip(_COMMANDS, helps, strict=True)))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (ConfigError, CacheError) as error:
            fail(str(error))
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except KeyboardInterrupt:  # before anything was sent, or what was sent is told by the command itself
            click.echo("aidoc: interrupted.", err=True)
            raise SystemExit(_INTERRUPTED) from None
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            fail(f"{error.filename or ctx.invoked_subcommand}: {error.strerror or type(error).__name__}.")
        except Exception as error:  # noqa: BLE001 - the last net; the place tells us more than a user wants to read
            place = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{Path(place.filename).name}:{place.lineno}"
            fail(f"{type(error).__name__} at {where}. This is a fault of aidoc, please report it.")


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="aidoc-plugins", prog_name="aidoc")
def main() -> None:
    """Manage the answers that aidoc has cached for your documentation."""


def fail(message: str) -> NoReturn:
    """Say what is wrong, and end with the exit code of a wrong use."""
    click.echo(f"aidoc: {message}", err=True)
    raise SystemExit(2)


def end_run(*, interrupted: bool, offline: bool, lacking: bool, unkept: bool = False, hint: str = "") -> None:
    """End a command that may have sent requests, with the word and the exit code that it comes to.

    Args:
        interrupted: Whether somebody has ended it.
        offline: Whether it was to request something and `offline` is set.
        lacking: Whether anything is still without an answer.
        unkept: Whether answers could not be kept; why is told before.
        hint: What to do about `offline` where it is not the project's own.

    Raises:
        SystemExit: It did not do all that it was to do.
    """
    if offline:
        click.echo(f"aidoc: 'offline' is set, so nothing was requested. {hint or _ONLINE}", err=True)
        raise SystemExit(2)
    if interrupted:
        click.echo("aidoc: interrupted; what was answered is kept, and the next run goes on from there.", err=True)
        raise SystemExit(_INTERRUPTED)
    if unkept:
        raise SystemExit(2)
    if lacking:
        raise SystemExit(1)
