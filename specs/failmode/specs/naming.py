"""How NinjaOne derives a custom field's name from its label."""

from __future__ import annotations

import re

_WORD_BREAKS = re.compile(r"[\s-]+")


def machine_name(label: str) -> str:
    """Derive the field name that NinjaOne gives to a label.

    Words end at white space and hyphens. The first word is put in lower case, each further word
    begins with a capital letter; any other punctuation is dropped without ending a word. The rule
    is observed on the published pairs of https://github.com/ProVal-Tech/proval-docs, for example
    `cPVAL DUO UAC_OFFLINE_ENROLL` and `cpvalDuoUacofflineenroll`.
    """
    words = ("".join(filter(str.isalnum, part)) for part in _WORD_BREAKS.split(label))
    first, *rest = [word for word in words if word] or [""]
    return first.lower() + "".join(word[:1].upper() + word[1:].lower() for word in rest)
