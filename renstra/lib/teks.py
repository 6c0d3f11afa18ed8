"""Texts that people send in: what can be kept as written, what is the same text after all. Knows no app."""

import re
import unicodedata

_SPACES = re.compile(r"[^\S\n]")
_LINES = re.compile(r"\r\n|[\r\u0085\u2028\u2029]")
# Zero-width space and word joiner, soft hyphen, byte order mark, direction. Joiners stay: emoji need them.
_UNSEEN = re.compile("[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_JOINERS = re.compile("[\u200c\u200d]")
_NO_WORD = re.compile(r"[\W_]+")


def storable(text: str) -> bool:
    """Whether every database can keep the text: PostgreSQL takes no NUL, and half a surrogate is no character."""
    if text.isascii():
        return "\0" not in text
    return not any(character == "\0" or "\ud800" <= character <= "\udfff" for character in text)


def plain_blanks(text: str) -> str:
    """Make every odd blank a space and every line break `\\n`, drop what has no width, trim the ends."""
    if text.isascii() and text.isprintable():  # nothing odd in it: most texts of a workbook
        return text.strip()
    return _SPACES.sub(" ", _LINES.sub("\n", _UNSEEN.sub("", text))).strip()


def printable(text: str) -> bool:
    """Whether the text holds no control characters except line breaks."""
    return text.isprintable() or all(
        character == "\n" or unicodedata.category(character) != "Cc" for character in text
    )


def key(text: str) -> str:
    """Return what two labels have in common when a person would call them the same.

    Case, blanks, line breaks and punctuation are left out; the percent sign counts as the word.
    """
    seen = _JOINERS.sub("", plain_blanks(text)).replace("%", " persen ")
    return _NO_WORD.sub(" ", unicodedata.normalize("NFKC", seen).casefold()).strip()
