"""Prose as Markdown readers expect it."""

import textwrap


def tidied(text: str | None) -> str:
    """The text without common indentation, and without blank lines around it or blanks at the ends of lines."""
    lines = [line.rstrip() for line in textwrap.dedent((text or "").expandtabs(4).strip("\n")).split("\n")]
    return "\n".join(lines).strip("\n")
