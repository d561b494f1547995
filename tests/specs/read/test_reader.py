"""Any input yields a document: what cannot be read is a finding, never an exception."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from failmode.specs.facts.custom_fields import CustomField
from failmode.specs.model import Document
from failmode.specs.specification import document_to_json, read_document, read_documents
from tests.specs.read.reading import read

FIELD = "| Label | Field Name | Type |\n|---|---|---|\n| A | a | Text |\n"


def only_finding(document: Document) -> tuple[str, int, str]:
    (finding,) = document.findings
    return finding.rule, finding.line, finding.message


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (b"one\ntwo\nth\0ree", 3, "NUL"),
        (b"one\n\xff\xfe", 2, "0xff is not UTF-8"),
        (b"x" * (1024 * 1024 + 1), 1, "1048577 bytes"),
    ],
)
def test_a_file_that_is_no_text_is_a_finding_with_its_line(
    tmp_path: Path, content: bytes, line: int, reason: str
) -> None:
    path = tmp_path / "doc.md"
    path.write_bytes(content)
    document = read_document(path)
    rule, found_line, message = only_finding(document)
    assert (rule, found_line) == ("unreadable", line)
    assert reason in message
    assert document.findings[0].path == str(path)


def test_a_missing_file_is_a_finding(tmp_path: Path) -> None:
    assert only_finding(read_document(tmp_path / "none.md")) == (
        "unreadable",
        1,
        "there is no such file; check the name",
    )


@pytest.mark.parametrize("name", ["a\0b.md", "x" * 5000])
def test_a_name_that_no_file_can_have_is_a_finding(name: str) -> None:
    (document,) = read_documents([Path(name)])
    assert only_finding(document)[0] == "unreadable"


def test_a_link_to_itself_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "loop.md"
    path.symlink_to(path)
    for named in (path, tmp_path):
        (document,) = read_documents([named])
        assert only_finding(document)[0] == "unreadable"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    path = tmp_path / "pipe.md"
    os.mkfifo(path)
    assert "not a file" in only_finding(read_document(path))[2]


def test_a_folder_gives_its_documents_in_order_and_each_only_once(tmp_path: Path) -> None:
    for name in ("b.md", "a/z.md", "a/y.md", "notes.txt"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(FIELD)
    documents = read_documents([tmp_path / "b.md", tmp_path, tmp_path / "notes.txt"])
    names = [str(document.path.relative_to(tmp_path)) for document in documents]
    assert names == ["b.md", "a/y.md", "a/z.md", "notes.txt"]


def test_a_folder_without_documents_is_a_finding(tmp_path: Path) -> None:
    (document,) = read_documents([tmp_path])
    assert "no document" in only_finding(document)[2]


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(tmp_path: Path) -> None:
    path = tmp_path / "doc.md"
    path.write_bytes(
        b"\xef\xbb\xbf" + f"---\ntitle: T\n---\n\n{FIELD}".replace("\n", "\r\n").encode()
    )
    document = read_document(path)
    assert document.findings == ()
    assert document.title is not None
    assert (document.title.value, document.title.line) == ("T", 2)
    assert document.every(CustomField)[0].line == 7


@pytest.mark.parametrize(
    ("front", "line"),
    [
        ("title: 'T\nid: x", 2),
        ("title: T\nid: 'it's'", 3),
        ("- a\n- b", 1),
        ("title: [", 3),
        ("just words", 1),
        ("title: T\ntitle: U", 3),
        ("a: " + "[" * 50000, 1),
    ],
)
def test_broken_front_matter_is_an_error_and_the_rest_is_read(front: str, line: int) -> None:
    document = read(f"---\n{front}\n---\n\n{FIELD}")
    rule, found_line, _ = only_finding(document)
    assert (rule, found_line) == ("front-matter", line)
    assert len(document.every(CustomField)) == 1


def test_front_matter_without_its_end_is_an_error() -> None:
    assert only_finding(read(f"---\ntitle: T\n\n{FIELD}"))[:2] == ("front-matter", 1)


def test_values_of_the_front_matter_keep_their_lines() -> None:
    document = read(f"---\nid: 'x'\ntags: [a, b]\nmore: {{a: b}}\ndescription: D\n---\n\n{FIELD}")
    assert [(key, value.value, value.line) for key, value in document.meta] == [
        ("id", "x", 2),
        ("description", "D", 5),
    ]
    assert [(text.value, text.line) for text in document.prose] == [("D", 5)]


def test_an_unknown_kind_is_an_error_with_the_known_ones() -> None:
    rule, line, message = only_finding(read(f"---\nkind: rulez\n---\n\n{FIELD}"))
    assert (rule, line) == ("kind-unknown", 2)
    assert "rules" in message


def test_a_table_without_a_known_header_is_an_error() -> None:
    document = read(f"{FIELD}\n\n| Colour | Taste |\n|---|---|\n| red | sweet |\n")
    rule, line, message = only_finding(document)
    assert (rule, line) == ("table-unknown", 6)
    assert "Colour, Taste" in message


def test_a_table_that_markdown_does_not_see_is_an_error() -> None:
    assert only_finding(read("| Label | Field Name |\n|---|\n| A | a |\n"))[:2] == (
        "table-broken",
        1,
    )


def test_a_document_in_which_nothing_is_understood_says_so() -> None:
    document = read("# Title\n\nSome words.\n")
    assert document.kind == "other"
    assert only_finding(document)[:2] == ("nothing-understood", 1)


def test_prose_leaves_out_the_steps_and_keeps_back_ticks_in_its_text() -> None:
    document = read(f"{FIELD}\n\nThe `A` field.\n\n## Custom Field Creation\n\nClick `Add`.\n")
    assert [(text.value, text.text, text.line) for text in document.prose] == [
        ("The A field.", "The `A` field.", 6)
    ]


PIECES = st.sampled_from(
    [
        "| Label | Field Name | Type | Options | Default Value |\n",
        "| Fault | Stage | Outcome | Evidence |\n",
        "| Mode | When Duo cannot be reached | Default |\n",
        "|---|---|---|---|---|\n",
        "|---|---|---|\n",
        "| a | `b` | Drop-down | `c`, `d` | c |\n",
        "| safe | allowed | yes |\n",
        "---\n",
        "title: 'x\n",
        "## Custom Field Creation\n\n",
        "### Step 2\n\n",
        "**Label:** `x`  \n",
        "Select `a` for the `b` and click `c`.\n",
        "- option\n",
        "```gherkin\n",
        "Scenario: a\n",
        "\u2022 Safe: cannot, allowed\n",
        "<ul><li>",
        "`",
        "**",
        "\\",
        "\n",
    ]
)


@given(st.lists(PIECES | st.text(max_size=5), max_size=20).map("".join))
def test_any_text_is_read_and_every_finding_is_on_a_line_of_it(text: str) -> None:
    document = read(text)
    lines = len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    assert all(1 <= finding.line <= lines for finding in document.findings)
    assert document_to_json(document)["path"] == "doc.md"


@given(st.binary(max_size=60))
def test_any_bytes_are_read(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / f"any-{os.getpid()}.md"
    path.write_bytes(content)
    assert read_document(path).path == path
