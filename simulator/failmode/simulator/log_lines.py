"""Log lines that nobody outside can forge.

A name that a client sends may hold a line break or an escape sequence. Written raw, it would begin
a line of its own, or steer the terminal of whoever reads.
"""

from __future__ import annotations

import logging


def escape_controls(text: str) -> str:
    """Write characters that are not printable as Python writes them in a literal."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else ascii(one)[1:-1] for one in text)


def escape_record(record: logging.LogRecord) -> bool:
    """Escape the message of a log record; a filter for loggers and handlers that drops nothing."""
    record.msg, record.args = escape_controls(record.getMessage()), None
    return True
