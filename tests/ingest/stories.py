"""Short articles that are not alike."""

from __future__ import annotations

STORY = (
    "{title}\n\nBy Orla Kest\n\nVANDERHOLM, {day} - {lead} the council of Vanderholm said on Tuesday after a long "
    "meeting about {subject}. The mayor said that {count} people had come to speak, and "
    "that the vote had been close.\n\n"
    '"We will be back in the {season}," said Orrin Tate, who lives near {subject} and has a {pet}. '
    "He added that {reason}.\n"
)
PARTS = {
    "lead": ["A bridge will be closed,", "Fares will rise by a third,", "The library will move,", "A fair will open,"],
    "subject": ["the old mill", "the tram line", "the harbor wall", "the glass works", "the north quay"],
    "season": ["spring", "summer", "autumn", "winter"],
    "pet": ["heron", "goat", "parrot", "tortoise", "mule", "lynx", "ferret"],
    "reason": [
        "nobody had asked the people who work there", "the money should go to the clinic instead",
        "his neighbors were tired of waiting for an answer", "the plan was older than most of the councilors",
        "it was the third time that the plans had been changed since the flood",
        "the engineers had warned of it in a letter that was never made public",
    ],
}  # fmt: skip


def story(number: int, title: str | None = None) -> str:
    """One of many short articles that are not alike; its number stands in it."""
    chosen = {name: values[number // (i + 1) % len(values)] for i, (name, values) in enumerate(PARTS.items())}
    words = [f"w{number * 31 + i:x}" for i in range(40)]
    title = title or f"Council story number {number} is told"
    text = STORY.format(title=title, day=f"March {number % 28 + 1}, 2021", count=number + 20, **chosen)
    return text + "\nAmong the names read out were " + " ".join(words) + ".\n"
