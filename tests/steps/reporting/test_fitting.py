"""The forms with the least loss are shortened first, and gaps take what room is left."""

from __future__ import annotations

from rich.text import Text

from failmode.steps.reporting.fitting import Form, fit


def form(lines: int, loss: int = 0, word: str = "a") -> Form:
    """Make a form of so many lines."""
    return Form(tuple(Text(f"{word}{number}") for number in range(lines)), loss)


def test_the_form_with_the_least_loss_is_taken_first() -> None:
    first = [form(3), form(1, 20)]
    second = [form(3, word="b"), form(1, 10, "b")]
    assert [line.plain for line in fit([first, second], 4)] == ["a0", "a1", "a2", "b0"]


def test_there_is_an_empty_line_between_sections_where_there_is_room() -> None:
    assert [line.plain for line in fit([[form(1)], [], [form(1)]], 9)] == ["a0", "", "a0"]


def test_there_are_never_more_lines_than_asked_for() -> None:
    assert len(fit([[form(30)]], 23)) == 23
