"""Which reports may be closed together with others, and which only by themselves. Pure.

A page of many shows the words of a report and nothing else, so that whatever has more than words is read alone: files,
messages that its reporter wrote afterwards, and a "yes" to a question about revenge or about a serious class. A
question that was left open is no "yes": routing counts it as one, but here that would keep a whole empty flood apart.
A sender can choose all of this; what he gains is that two persons read his report by itself.
"""

from __future__ import annotations

from mizan.integrity.rules.accusation import CHANNEL, Accusation


def is_alone(accusation: Accusation, *, files: bool, messages: bool) -> bool:
    """Whether a report must be read, and closed, by itself."""
    said = {answer for question, answer in accusation.answers.items() if question != CHANNEL}
    return files or messages or "yes" in said
