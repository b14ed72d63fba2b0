"""Conversations, as data: each file of `conversations/` is one, with all that the skill does.

    # A comment.
    opens                    the listener comes for the first time; `returns` for another time
    "wat is honing"          talk key down, an utterance, talk key up; `|` before other hypotheses
    overhears "wat een weer" the same without a talk key: nobody may have meant the skill
    nothing                  the talk key was held and nothing was said
    after 32 s               time passes; the narrator reads on, timers ring, chapters end
    loses microphone         a device goes away; `finds microphone` when it is back
    loses slaap              an episode is taken out of the library

What the skill does is indented under it, in order: `says ...`, `reads SLUG CHAPTER SECONDS`,
`silent`, `sounds NAME`, `speed N`, `volume NARRATOR VOICE`, `fades N`, `timer NAME SECONDS`,
`notes WHAT`, `quits`. That it falls silent with a sound when it listens, and makes another when it
has heard something, unless its short sounds are off, is taken for granted, and checked each time.
"""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from narrate.spoken import sentences
from skill.commands import NAMES
from skill.dialogue import Dialogue, State, actions, events
from skill.dialogue.actions import Action
from skill.dialogue.events import Event
from skill.dialogue.foreseen import foreseen
from skill.dialogue.known import Manners
from skill.dialogue.state import Visit
from skill.ears import Heard
from skill.library import Chapter, Episode, Place, Sentence

FOLDER = Path(__file__).with_name("conversations")
CONVERSATIONS = sorted(FOLDER.glob("*.txt"))


def read_library() -> list[Episode]:
    data = tomllib.loads((FOLDER / "library.toml").read_text("utf-8"))
    return [_episode(entry) for entry in data["episode"]]


def _episode(entry: dict[str, Any]) -> Episode:
    slug = entry["slug"]
    chapters = tuple(
        Chapter(
            slug,
            number,
            chapter["title"],
            chapter.get("role", "chapter"),
            Path(f"{slug}-{number}.mp3"),
            tuple(
                Sentence(text, 2.0 + 4.0 * n, 5.5 + 4.0 * n)
                for n, text in enumerate(chapter["sentences"])
            ),
            duration=2.0 + 4.0 * len(chapter["sentences"]),
        )
        for number, chapter in enumerate(entry["chapter"], start=1)
    )
    return Episode(slug, entry["title"], chapters)


class Stage:
    """A clock, a narrator and timers without sound: what the session is to the dialogue."""

    def __init__(self) -> None:
        self.episodes = read_library()
        self.dialogue = Dialogue(self.episodes)
        self.state = State()
        self.now = 0.0
        self.reading: Place | None = None
        self.until: float | None = None
        self.started = 0.0
        self.timers: dict[str, float] = {}
        self.did: list[str] = []

    def play(self, line: str) -> list[str]:
        """All that the skill does in answer to a line, as it stands in a conversation."""
        self.did = []
        word, _, rest = line.partition(" ")
        if line.startswith('"'):
            self.speak(line)
        elif word == "opens":
            self.send(events.Opened())
        elif word == "returns":
            self.state = replace(self.state, introduced=True)
            self.send(events.Opened())
        elif word == "overhears":
            heard = Heard(rest.strip('"'), (rest.strip('"'),))
            self.send(events.Spoken(heard=heard, overheard=True))
        elif word == "nothing":
            self.listen()
            self.send(events.Unheard())
        elif word == "after":
            self.wait(float(rest.removesuffix("s")))
        elif word == "loses" and rest in ("microphone", "speaker"):
            self.send(events.Lost(device=rest))
        elif word == "loses":
            self.episodes = [e for e in self.episodes if e.slug != rest]
            self.dialogue = Dialogue(self.episodes)
            self.send(events.Changed())
        elif word == "finds":
            self.send(events.Returned(device=rest))
        else:
            raise AssertionError(f"no such event: {line}")
        return self.did

    def speak(self, line: str) -> None:
        self.listen()
        text, *others = (part.strip() for part in line.replace('"', "").split("|"))
        self.now += 2.0
        self.send(events.Released())
        assert self.did == ["sounds done"] * self.state.sounds, self.did
        self.did = []
        self.send(events.Spoken(heard=Heard(text, tuple(filter(None, (text, *others))))))

    def listen(self) -> None:
        was_reading = self.reading is not None
        self.send(events.Listening())
        expected = ["silent"] * was_reading + ["sounds listening"] * self.state.sounds
        assert self.did == expected, self.did
        self.did = []

    def wait(self, seconds: float) -> None:
        """Let time pass, stopping at all that happens in it."""
        end = self.now + seconds
        while (due := self.due()) and due[0] <= end:
            self.now = due[0]
            self.timers.pop(due[1], None)
            name = due[1]
            self.send(events.Ended() if name == "ended" else events.Rang(timer=name))
        self.now = end

    def due(self) -> tuple[float, str] | None:
        """When something next happens, and what."""
        times = [(at, name) for name, at in self.timers.items()]
        if self.reading is not None:
            end = self.until or self.dialogue.known.shelf.chapter(self.reading).duration
            left = (end - self.reading.seconds) / self.state.speed
            times.append((self.started + left, "ended"))
        return min(times, default=None)

    def place(self) -> Place | None:
        if self.reading is None:
            return self.state.place
        seconds = self.reading.seconds + (self.now - self.started) * self.state.speed
        return replace(self.reading, seconds=seconds)

    def send(self, event: Event) -> None:
        step = self.dialogue.next(self.state, replace(event, at=self.now, place=self.place()))
        self.state = step.state
        for action in step.actions:
            self.did.append(self.do(action))

    def do(self, action: Action) -> str:
        """What is done, as it stands in a conversation."""
        match action:
            case actions.Say(text):
                done = f"says {text}"
            case actions.Play(place, until):
                self.reading, self.until, self.started = place, until, self.now
                done = f"reads {place.episode} {place.chapter} {place.seconds:g}"
                done += "" if until is None else f" to {until:g}"
            case actions.Pause():
                self.reading = None
                done = "silent"
            case actions.Earcon(name):
                done = f"sounds {name}"
            case actions.Speed(factor):
                done = f"speed {factor:g}"
            case actions.Volume(narrator, voice):
                done = f"volume {narrator} {voice}"
            case actions.Fade(seconds):
                done = f"fades {seconds:g}"
            case actions.Timer(name, None):
                self.timers.pop(name, None)
                done = f"timer {name} off"
            case actions.Timer(name, seconds):
                self.timers[name] = self.now + seconds
                done = f"timer {name} {seconds:g}"
            case actions.Note(what):
                done = f"notes {what}"
            case actions.Quit():
                done = "quits"
        return done


@pytest.mark.parametrize("path", CONVERSATIONS, ids=lambda path: path.stem)
def test_conversation(path: Path) -> None:
    written = [line.rstrip() for line in path.read_text("utf-8").splitlines()]
    written = [line for line in written if line and not line.startswith("#")]
    stage = Stage()
    played: list[str] = []
    for line in written:
        if not line.startswith(" "):
            played.append(line)
            played += [f"  {done}" for done in stage.play(line)]
    assert played == written


MADE_UP = (
    *("Zin ", "Bedoelt u ", "U hebt ", "U kunt terug ", "Er zijn ", "Wat is ", "Wat staat er "),
    *("Dit is hoofdstuk ", "Bladwijzer negen ", "Hoofdstuk negen ", "Aflevering zeven "),
)
"""How sentences begin that hold a count of anything, a question, or a number out of range."""


def test_what_is_said_is_rendered_beforehand() -> None:
    known = {part for text in foreseen(Dialogue(read_library()).known) for part in sentences(text)}
    lines = [line for path in CONVERSATIONS for line in path.read_text("utf-8").splitlines()]
    said = [line.removeprefix("  says ") for line in lines if line.startswith("  says ")]
    # Cards are written with numbers in brackets, and spoken without.
    parts = [part for text in said if "(" not in text for part in sentences(text)]
    assert {part for part in parts if part not in known and not part.startswith(MADE_UP)} == set()


EVERYTHING = State(
    place=Place("bijen", 2, 3.0),
    visits=(Visit(Place("bijen", 1, 2.0), "jump"),),
    bookmarks=(Place("bijen", 2, 2.0),),
)


@pytest.mark.parametrize("name", NAMES)
def test_no_command_is_met_with_silence(name: str) -> None:
    dialogue = Dialogue(read_library())
    intent = dialogue.known.understanding.commands.intent(name)
    state = replace(EVERYTHING, offered=EVERYTHING.visits if intent.offered else ())
    for sentence in intent.tests:
        step = dialogue.next(state, events.Spoken(heard=Heard(sentence, (sentence,))))
        assert any(isinstance(action, actions.Say) for action in step.actions), sentence


def test_each_short_sound_can_be_off_by_itself() -> None:
    manners = Manners(earcons=Manners().earcons - {"listening", "bookmark"})
    dialogue = Dialogue(read_library(), manners=manners)
    heard = Heard("leg hier een bladwijzer", ("leg hier een bladwijzer",))
    made = [
        action.name
        for event in (events.Listening(), events.Released(), events.Spoken(heard=heard))
        for action in dialogue.next(State(), event).actions
        if isinstance(action, actions.Earcon)
    ]
    assert made == ["done"]


def test_sounds_that_were_switched_off_at_the_start_stay_off() -> None:
    dialogue = Dialogue(read_library(), manners=Manners(earcons=frozenset()))
    heard = Heard("geluidjes aan", ("geluidjes aan",))
    step = dialogue.next(State(), events.Spoken(heard=heard))
    assert step.actions == (actions.Say("De geluidjes zijn bij het starten uitgezet."),)
