"""`failmode products`: which products ask Duo, and where each of them fails by default."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

import click

from failmode.cli.command import Command
from failmode.cli.output import WIDTH, count, print_json, sanitize
from failmode.cli.project import documents_folder
from failmode.cli.specification import named_documents
from failmode.project import load_project
from failmode.simulator import fault_names
from failmode.specs import (
    Direction,
    DocumentKind,
    ListedProduct,
    NamedDocument,
    document_kinds,
    list_products,
    name_documents,
    read_documents,
)

_HEADINGS = {
    Direction.OPENS: "Opens by default: whoever has the password gets in",
    Direction.CLOSES: "Closes by default: nobody gets in",
    Direction.BY_VERSION: "Differs by version",
    Direction.NO_FAILMODE: "Has no failmode",
    Direction.UNKNOWN: "Nobody says publicly",
}
_COUNTED = {
    Direction.OPENS: "open",
    Direction.CLOSES: "close",
    Direction.BY_VERSION: "by version",
    Direction.NO_FAILMODE: "have no failmode",
    Direction.UNKNOWN: "unknown",
}
_SETTING_WIDTH = 18
_EVIDENCE_WIDTH = 11
_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


@click.command(cls=Command)
@click.argument(
    "docs",
    metavar="[DOCS]",
    required=False,
    type=click.Path(path_type=Path, file_okay=False, exists=True),
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list, one object a product.")
def products(*, docs: Path | None, as_json: bool) -> None:
    """Show the products that ask Duo side by side, by where their defaults lead.

    DOCS is the directory of the documents; without it, the project's documents are taken, and
    those that come with failmode. Each product is shown with its own name of its failmode, the
    evidence for what is said, and the line where it is written; --json tells also where it is
    set, how, what counts as unreachable, and who says so.
    """
    kinds = document_kinds(fault_names())
    found = list_products(_documents(docs, kinds))
    if as_json:
        print_json([product.to_json() for product in found])
        return
    for line in product_lines(found):
        click.echo(sanitize(line))


def _documents(docs: Path | None, kinds: Sequence[DocumentKind]) -> tuple[NamedDocument, ...]:
    if docs is not None:
        return name_documents(read_documents([docs], kinds), docs)
    project = load_project()
    return named_documents(project, documents_folder(project), kinds)


def product_lines(products: Sequence[ListedProduct]) -> Iterator[str]:
    """Lay out the products for people, by where their defaults lead.

    Args:
        products: in the order in which they are shown below each heading.
    """
    if not products:
        yield "no document speaks of a product; give a table with the columns Product and Setting"
        return
    by_direction = {
        direction: [product for product in products if product.direction is direction]
        for direction in Direction
    }
    places = max(len(_place(product)) for product in products)
    name_width = min(
        max(len(product.name) for product in products),
        WIDTH - _SETTING_WIDTH - _EVIDENCE_WIDTH - places - len("    "),
    )
    for direction, found in by_direction.items():
        if not found:
            continue
        yield _HEADINGS[direction]
        if direction is Direction.UNKNOWN:
            yield from _unknown(found)
            continue
        for product in found:
            yield _line(product, name_width)
            if direction is Direction.BY_VERSION:
                yield f"    {product.default}"
    counts = (f"{len(found)} {_COUNTED[each]}" for each, found in by_direction.items() if found)
    yield f"{count(len(products), 'product')}: {', '.join(counts)}"
    yield from _wrapped("read in", list(dict.fromkeys(one.place.document for one in products)))


def _line(product: ListedProduct, name_width: int) -> str:
    setting = "" if product.direction is Direction.NO_FAILMODE else product.setting
    texts = (
        _fitted(product.name, name_width),
        _fitted(setting, _SETTING_WIDTH),
        _fitted(product.evidence or "", _EVIDENCE_WIDTH),
    )
    return f"  {texts[0]} {texts[1]} {texts[2]}{_place(product)}"


def _place(product: ListedProduct) -> str:
    """Name the line that a product stands on, without the folders that lead to its document."""
    return f"{PurePosixPath(product.place.document).name}:{product.place.line}"


def _fitted(text: str, width: int) -> str:
    """Bring a text to a width; what is cut off is told by an ellipsis."""
    return f"{text:{width}}" if len(text) <= width else text[: width - 1] + _ELLIPSIS


def _unknown(products: Sequence[ListedProduct]) -> Iterator[str]:
    """Say in words what is not known, and of which products."""
    questions = dict.fromkeys(question for product in products for question in product.unknown)
    for question in questions:
        names = [product.name for product in products if question in product.unknown]
        yield from _wrapped(f"  {question}:", names)


def _wrapped(head: str, names: Sequence[str]) -> Iterator[str]:
    """List names after a head, on as many lines as they need."""
    line = head
    for number, name in enumerate(names, 1):
        item = f" {name}{',' if number < len(names) else ''}"
        if len(line + item) > WIDTH and line != head:
            yield line
            line = "   "
        line += item
    yield line
