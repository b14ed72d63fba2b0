"""One turn: what was heard, and what was said and played, as `skill ask --json` prints it."""

from dataclasses import asdict, dataclass
from typing import Literal

from skill.commands import Command
from skill.dialogue import Dialogue, State, events
from skill.dialogue.actions import Play as PlayFrom
from skill.dialogue.actions import Say
from skill.dialogue.answering import how_sure
from skill.dialogue.step import Step
from skill.ears import Heard
from skill.find import Found
from skill.understanding import Meaning

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

    @classmethod
    def of(cls, found: Found) -> "Answer":
        """The passage as it is printed."""
        chapter = found.chapter
        passage = chapter.sentences[found.first : found.last + 1]
        return cls(
            episode=chapter.episode,
            chapter=chapter.number,
            title=chapter.title,
            start=passage[0].start,
            end=passage[-1].end,
            text=" ".join(sentence.text for sentence in passage),
            confidence=round(found.confidence, 3),
        )


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
    argument: int | None = None
    answers: tuple[Answer, ...] = ()
    say: str = ""
    play: Play | None = None
    prompts: tuple[str, ...] = ()
    """What the voice says, one after the other; not printed."""

    def to_dict(self) -> dict[str, object]:
        """As it is printed by `--json`."""
        return {key: value for key, value in asdict(self).items() if key != "prompts"}


def turn(dialogue: Dialogue, heard: Heard, *, overheard: bool = False) -> Turn:
    """One utterance in a conversation of its own; see `events.Spoken` for `overheard`."""
    step = dialogue.next(State(), events.Spoken(heard=heard, overheard=overheard))
    meaning = step.meaning or Meaning(heard.text, unclear=True)
    name, argument = printed(meaning.command) if meaning.command else (None, None)
    said = [action for action in step.say_coming().actions if isinstance(action, Say)]
    return Turn(
        heard.text,
        _kind(meaning),
        name,
        argument,
        tuple(map(Answer.of, meaning.found)),
        say=" ".join(one.text for one in said),
        play=_play(dialogue, step),
        prompts=tuple(one.aloud for one in said),
    )


def printed(command: Command) -> tuple[str, int | None]:
    """The name and argument of a command as `--json` prints them."""
    own: dict[str, tuple[str, int | None]] = {"back": ("seek", -15), "questions": ("help", None)}
    return own.get(command.name, (command.name, command.argument))


def _kind(meaning: Meaning) -> Kind:
    if meaning.card is not None and meaning.card.kind == "emergency":
        return "emergency"
    if meaning.command is not None:
        return "command"
    if meaning.unclear:
        return "unclear"
    return "question" if how_sure(meaning.found) in {"sure", "two"} else "refused"


def _play(dialogue: Dialogue, step: Step) -> Play | None:
    """Where the narrator starts; None before the article is narrated."""
    places = [action.place for action in step.actions if isinstance(action, PlayFrom)]
    file = dialogue.known.shelf.chapter(places[-1]).file if places else None
    return None if file is None else Play(str(file), places[-1].seconds)
