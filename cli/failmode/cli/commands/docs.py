"""`failmode docs`: the documents that come with failmode."""

from __future__ import annotations

from pathlib import PurePosixPath

import click

from failmode.cli.command import Command
from failmode.cli.output import print_json
from failmode.project import load_project
from failmode.specs import STANDARD_SCHEME, standard_paths, standard_text


@click.command(cls=Command)
@click.argument("path", required=False)
@click.option("--json", "as_json", is_flag=True, help="List as JSON.")
def docs(*, path: str | None, as_json: bool) -> None:
    """Show the documents that come with failmode: what vendors do, and how scenarios follow.

    Without PATH they are listed; with one, such as duo/duo-unix.md, that document is printed as
    it is. A document of the same path in the project's folder of documents replaces it, all
    others of the project extend them. Documents of custom fields are examples, and never read.
    """
    if path is not None:
        below = PurePosixPath(path.removeprefix(STANDARD_SCHEME))
        click.echo(standard_text(below), nl=False)
        return
    folder = load_project().documents
    listed = [(str(below), folder / below) for below in standard_paths()]
    if as_json:
        print_json(
            [
                {"path": name, "replaced_by": str(own) if own.is_file() else None}
                for name, own in listed
            ]
        )
        return
    for name, own in listed:
        click.echo(f"{name} (replaced by {own})" if own.is_file() else name)
