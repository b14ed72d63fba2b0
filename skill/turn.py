"""One turn: what was heard goes in, and what to say and play comes out."""

import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from narrate.spoken.numbers import cardinal
from skill.commands import Command, Commands
from skill.ears import Heard
from skill.find import BAR, Found, Index
from skill.library import Chapter, Episode
from skill.safety import Card, Region, Safety

Kind = Literal["question", "command", "emergency", "unclear", "refused"]


@dataclass(frozen=True, slots=True)
class Answer:
    """A passage that may answer the question."""

    episode: str
    chapter: int
    title: str
    start: float | None
    """Seconds in the chapter's file; None when it is not narrated yet."""
    end: float | None
    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Play:
    """What to play, and from where."""

    file: str
    start: float
    """Seconds."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The outcome of one utterance; its fields are those of `skill ask --json`."""

    heard: str
    kind: Kind
    command: str | None = None
    argument: str | int | None = None
    answers: tuple[Answer, ...] = ()
    say: str = ""
    play: Play | None = None
    prompt: str = ""
    """What the voice says, where `say` is meant for the eye; not printed."""

    def to_dict(self) -> dict[str, object]:
        """As it is printed by `--json`."""
        return {key: value for key, value in asdict(self).items() if key != "prompt"}


class Skill:
    """A library that can be asked; every turn stands by itself."""

    def __init__(self, episodes: Sequence[Episode], region: Region = "nl") -> None:
        """Make a library ready to be asked; the newest episode comes first."""
        self._episodes = tuple(episodes)
        self._index = Index([chapter for e in self._episodes for chapter in e.chapters])
        self._commands = Commands.load()
        self._safety = Safety.load(region)

    def command_phrases(self) -> list[str]:
        """What the ears should know by heart."""
        return self._commands.phrases()

    def turn(self, heard: Heard) -> Turn:
        """What to say and play: emergencies first, then commands, then the library."""
        if not heard.hypotheses:
            return Turn(heard.text, "unclear", say=_replies()["unclear"])
        card = self._safety.check(heard.hypotheses)
        if card is not None:
            kind: Kind = "emergency" if card.kind == "emergency" else "refused"
            return Turn(heard.text, kind, say=card.say, prompt=card.spoken)
        commands = map(self._commands.match, (heard.text, *heard.commands))
        command = next(filter(None, commands), None)
        if command is not None:
            return self._obey(heard, command)
        found = self._index.find(heard.hypotheses)
        if found and found[0].confidence >= BAR:
            return self._answer(heard, found, self._safety.afterwards(heard.hypotheses))
        answers = tuple(map(_answer, found))
        return Turn(heard.text, "refused", answers=answers, say=_replies()["not_covered"])

    def _answer(self, heard: Heard, found: Sequence[Found], card: Card | None) -> Turn:
        best = found[0]
        say = _signpost(best.chapter)
        return Turn(
            heard.text,
            "question",
            answers=tuple(map(_answer, found)),
            say=f"{say} {card.say}" if card else say,
            play=_play(best.chapter, best.chapter.sentences[best.first].start),
            prompt=f"{say} {card.spoken}" if card else say,
        )

    def _obey(self, heard: Heard, command: Command) -> Turn:
        say, play = self._commands.reply(command), None
        chapters = self._episodes[0].chapters
        match command.name:
            case "contents":
                say = _contents(self._episodes[0])
            case "episodes":
                say = _titles(self._episodes)
            case "resume" | "restart":
                play = _play(chapters[0], 0.0)
            case "chapter" if isinstance(command.argument, int):
                number = command.argument
                index = number - 1 if number > 0 else len(chapters) + number
                if 0 <= index < len(chapters):
                    play = _play(chapters[index], 0.0)
                else:
                    say = _no_such_chapter(number, len(chapters))
        return Turn(heard.text, "command", command.name, command.argument, say=say, play=play)


def _answer(found: Found) -> Answer:
    chapter = found.chapter
    passage = chapter.sentences[found.first : found.last + 1]
    return Answer(
        episode=chapter.episode,
        chapter=chapter.number,
        title=chapter.title,
        start=passage[0].start,
        end=passage[-1].end,
        text=" ".join(sentence.text for sentence in passage),
        confidence=round(found.confidence, 3),
    )


def _play(chapter: Chapter, start: float | None) -> Play | None:
    if chapter.file is None or start is None:
        return None
    return Play(str(chapter.file), start)


def _signpost(chapter: Chapter) -> str:
    return _replies()[f"signpost_{chapter.role}"].format(
        chapter=cardinal(chapter.number), title=_as_sentence(chapter.title)
    )


def _contents(episode: Episode) -> str:
    chapters = " ".join(
        _replies()[f"contents_{chapter.role}"].format(
            chapter=cardinal(chapter.number), title=_as_sentence(chapter.title)
        )
        for chapter in episode.chapters
    )
    return _replies()["contents"].format(title=_as_sentence(episode.title), chapters=chapters)


def _titles(episodes: Sequence[Episode]) -> str:
    count = len(episodes)
    many = _replies()["one_episode" if count == 1 else "more_episodes"]
    titles = " ".join(_as_sentence(episode.title) for episode in episodes)
    return _replies()["episodes"].format(count=many.format(count=cardinal(count)), titles=titles)


def _no_such_chapter(number: int, count: int) -> str:
    return _replies()["no_such_chapter"].format(chapter=cardinal(number), count=cardinal(count))


def _as_sentence(title: str) -> str:
    """A title that ends as a sentence does, so that the voice comes to rest after it."""
    return title if title.endswith((".", "?", "!")) else f"{title}."


@cache
def _replies() -> dict[str, str]:
    data = Path(__file__).with_name("data") / "nl" / "replies.toml"
    return tomllib.loads(data.read_text("utf-8"))
