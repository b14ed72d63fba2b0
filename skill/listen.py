"""Listening and talking: all that a session needs, put together and taken apart again."""

import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import SimpleQueue

from narrate import catalogue
from narrate.errors import HoorstukError
from narrate.lexicon import Lexicon
from narrate.library import TAKES
from narrate.progress import shown
from narrate.voice import Voice
from skill import devices, keys
from skill.dialogue import Dialogue, State
from skill.dialogue.known import Manners
from skill.dialogue.shelf import Shelf
from skill.earcons import Earcons
from skill.ears import Ears
from skill.encoder import encoder
from skill.find import opened
from skill.journal import Journal
from skill.learning import Learnt, learn_library
from skill.library import Episode, Watch, chapters_of
from skill.listening import Attentive, Listener
from skill.performing import Performer, Timers
from skill.player import Player
from skill.prompts import Prompts
from skill.relearning import Relearning, learn_beside
from skill.safety import Region
from skill.session import Input, Session


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a listener wants to listen."""

    library: Path
    episode: str = ""
    """The slug of the episode to begin with; empty for where the listener left."""
    hands_free: bool = False
    """Whether it listens all the time."""
    wake_word: bool = False
    """Whether it listens all the time, but only for what follows the wake word."""
    microphone: str = ""
    speaker: str = ""
    listener: str = "luisteraar"
    ears: str = catalogue.EMBEDDED_EARS
    region: Region = "nl"
    manners: Manners = field(default_factory=Manners)

    @property
    def always(self) -> bool:
        """Whether it listens without a talk key."""
        return self.hands_free or self.wake_word


def listen(wishes: Wishes, show: Callable[[str], None]) -> None:
    """Talk with a listener until they stop; `show` gets as text all that is heard and said.

    Raises:
        HoorstukError: there is no library, device or model as was asked for.
    """
    watch = Watch(wishes.library)
    chapters = chapters_of(watch.episodes)
    with shown("Reading") as report:
        index = opened(chapters, wishes.library, report)
    dialogue = Dialogue(watch.episodes, wishes.region, wishes.manners, index)
    shelf = dialogue.known.shelf
    journal = Journal.of(wishes.listener)
    state = _begin(journal.recall(shelf), shelf, wishes.episode)
    voice = Voice(catalogue.find("voices", catalogue.EMBEDDED_VOICE))
    lexicon = Lexicon.of_library(wishes.library)
    model = catalogue.find("ears", wishes.ears)
    phrases = dialogue.known.understanding.commands.phrases()
    with shown("Learning") as report:
        learnt = learn_library(wishes.library, model, watch.episodes, phrases, report)
    inbox: SimpleQueue[Input] = SimpleQueue()
    with ExitStack() as stack:
        loading = stack.enter_context(ThreadPoolExecutor(1, "loading"))
        speaker = devices.speaker(wishes.speaker, voice.rate)
        player = stack.enter_context(Player(speaker, inbox.put))
        performer = Performer(
            player,
            Prompts(voice, lexicon, wishes.library / TAKES),
            Earcons(voice.rate),
            journal,
            show,
            shelf,
            Timers(),
        )
        listener = Listener(
            loading.submit(_attentive, learnt, wishes),  # while the greeting sounds
            devices.microphone(wishes.microphone),
            inbox.put,
            performer.sounding if wishes.always else None,
        )
        stack.callback(listener.close)
        loading.submit(encoder)
        relearning = Relearning(
            lambda episodes: learn_beside(wishes.library, model, episodes, phrases),
            lambda learnt: listener.attend(_attentive(learnt, wishes)),
            show,
        )
        stack.callback(relearning.close)

        def changed() -> Sequence[Episode] | None:
            episodes = watch.changed()
            if episodes:
                relearning.begin(episodes)
            return episodes

        # Without hands, the end of standard input is not the end of listening.
        if wishes.microphone != devices.STANDARD and (sys.stdin.isatty() or not wishes.always):
            keys.follow(sys.stdin, inbox.put)
        if wishes.always:
            listener.listen()
        Session(dialogue, state, performer, listener, inbox).run(changed)


def _attentive(learnt: Learnt, wishes: Wishes) -> Attentive:
    """What hears a listener who wants to listen like this."""
    ears = Ears(learnt.model)
    attention = ears.attend(learnt.vocabulary, wishes.always)
    return Attentive(attention, ears.waking() if wishes.wake_word else None)


def _begin(state: State, shelf: Shelf, episode: str) -> State:
    """Where the listener left, or at the start of the episode that was asked for."""
    if not episode:
        return state
    for one in shelf.episodes:
        if one.slug == episode:
            return replace(state, place=shelf.beginning(one))
    names = ", ".join(one.slug for one in shelf.episodes[:10])
    raise HoorstukError(f"{episode}: no such episode; there are: {names}")
