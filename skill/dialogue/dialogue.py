"""The state machine: what happens goes in, what is to be done comes out."""

from collections.abc import Sequence
from dataclasses import replace

from skill.commands import Command
from skill.dialogue import events
from skill.dialogue.actions import Fade, Note, Pause, Say, Timer
from skill.dialogue.answering import answer, ask, choose
from skill.dialogue.events import Event
from skill.dialogue.known import Known, Manners
from skill.dialogue.obeying import obey
from skill.dialogue.replies import as_sentence
from skill.dialogue.state import State, Visit
from skill.dialogue.step import Step
from skill.dialogue.suggestions import suggest
from skill.find import Index
from skill.library import Episode, chapters_of
from skill.safety import DOUBTED, Card, Region
from skill.understanding import Context, Meaning

REMEMBERED = 3
"""Questions that a next one may lean on."""
ANSWERING = 10.0
"""Seconds that an answer to "Bedoelt u ... of ...?" is waited for, when it has been said."""
PACE = 2.5
"""Words that the skill's voice says in a second."""
FADING = 20.0
"""Seconds in which the narrator dies away when the sleep timer runs out."""


class Dialogue:
    """A library that can be talked with. Pure: the same state and event, the same step."""

    def __init__(
        self,
        episodes: Sequence[Episode],
        region: Region = "nl",
        manners: Manners | None = None,
        index: Index | None = None,
    ) -> None:
        """Make a library ready to be talked with.

        Args:
            episodes: the newest comes first.
            region: whose telephone numbers are given.
            manners: how the listener wants it.
            index: of all their chapters, where it was made before.
        """
        self.known = Known.of(episodes, region, manners or Manners(), index)
        self._region: Region = region

    def about(self, episodes: Sequence[Episode]) -> "Dialogue":
        """The same about another library, or this one as it is now."""
        index = self.known.understanding.index.about(chapters_of(episodes))
        return Dialogue(episodes, self._region, self.known.manners, index)

    def next(self, state: State, event: Event) -> Step:
        """What an event leads to."""
        if event.place is not None:
            state = replace(state, place=event.place)
        step = Step(state)
        match event:
            case events.Opened():
                step = self._opened(step)
            case events.Listening():
                step = self._listening(step, event.at)
            case events.Released():
                step = step.do(*self.known.earcon("done", state))
            case events.Spoken():
                step = self._spoken(step, event)
            case events.Unheard():
                step = self._read_on(self._missed(step, "unheard"), event.at)
            case events.Changed():
                step = self._changed(step)
            case events.Ended():
                step = self._ended(step, event.at)
            case events.Rang():
                step = self._rang(step, event)
            case events.Failed():
                step = step.say_coming().pause(event.at).say(self.known.replies.text("failed"))
            case events.Lost():
                step = self._lost(step, event)
            case events.Returned():
                step = step.say(self.known.replies.text(f"{event.device}_back"))
        return step

    def _opened(self, step: Step) -> Step:
        state, replies = step.state, self.known.replies
        if not state.introduced:
            return step.say(replies.text("welcome"), introduced=True).do(Note("introduced"))
        if state.place is None:
            return step.say(replies.text("welcome_again"))
        return step.say(replies.text("welcome_back", place=replies.place(state.place)))

    def _changed(self, step: Step) -> Step:
        """Forget the places that are no longer there; say so if the narrator was at one."""
        holds, state = self.known.shelf.holds, step.state
        step = step.do(
            answer=None,
            offered=(),
            visits=tuple(visit for visit in state.visits if holds(visit.place)),
            bookmarks=tuple(place for place in state.bookmarks if holds(place)),
        )
        if state.place is None or holds(state.place):
            return step
        step = step.say_coming().do(Pause(), place=None, playing=False)
        return step.say(self.known.replies.text("episode_gone"))

    def _listening(self, step: Step, at: float) -> Step:
        """Be silent while the listener speaks; `playing` stays what it was."""
        if step.state.playing and step.state.silent_since is None:
            step = step.do(Pause(), silent_since=at)
        return step.do(*self.known.earcon("listening", step.state))

    def _spoken(self, step: Step, event: events.Spoken) -> Step:
        meaning = self._meant(event, step.state)
        if meaning is None:
            return step
        card, coming = meaning.card, step.state.coming
        if card is not None and coming is not None and _says_as_much(card, coming):
            step = step.do(coming=None)
        urgent = card is not None and card.kind == "emergency"
        again = meaning.unclear or meaning.command == Command("repeat")
        kept = step.state.card if again else None
        step = step if urgent else step.say_coming()
        step = replace(step.do(card=card or coming or kept), meaning=meaning)
        step = self._answered(step, meaning, event)
        step = step.say_coming().do(card=card) if urgent else step
        return self._read_on(self._remember(step), event.at)

    def _answered(self, step: Step, meaning: Meaning, event: events.Spoken) -> Step:
        heard, state = event.heard, step.state
        if meaning.unclear:
            return self._missed(step, "unclear")
        if meaning.card is not None:
            step = self._card(step, meaning.card, event.at)
            if not (meaning.command or meaning.found):
                return step
        if meaning.command is not None:
            return obey(self.known, step, meaning.command, event.at)
        if state.practising:
            return step.say(self.known.replies.text("practice_question"))
        asked = (*state.asked, heard.text)[-REMEMBERED:]
        step = step.do(misses=0, asked_where=0, offered=(), asked=asked)
        named = choose(state.offered, meaning.found)
        if named is None:
            return ask(self.known, step, meaning)
        afterwards = self.known.understanding.afterwards(asked[-2:])
        return answer(self.known, step, named, afterwards)

    def _meant(self, event: events.Spoken, state: State) -> Meaning | None:
        """What was meant; None for talk that was overheard and is not for the skill."""
        if event.overheard and not state.offered:
            return self.known.understanding.overhear(event.heard, state.card)
        offered = bool(state.offered)
        context = Context(offered, state.asked, state.refused, state.card, event.overheard)
        return self.known.understanding.read(event.heard, context)

    def _card(self, step: Step, card: Card, at: float) -> Step:
        """What comes before everything; after an emergency only the listener starts it again."""
        if card.kind == "emergency":
            step = step.pause(at).do(Timer("sleep", None), practising=False)
        step = step.do(offered=(), misses=0)
        if card.kind == "afterwards":
            return step.do(coming=card).say_coming()
        return step.say(card.say, card.spoken)

    def _missed(self, step: Step, why: str) -> Step:
        """Help that grows with each miss, and is never long."""
        known, misses = self.known, step.state.misses + 1
        step = step.do(*self.known.earcon("not_understood", step.state), misses=misses)
        if step.state.practising:
            return step.say(known.replies.text("practice_unclear"))
        if misses == 1:
            return step.say(known.replies.text(why))
        questions = suggest(known.shelf.chapter(known.here(step.state)), known.understanding)
        if misses == 2 and questions:
            return step.say(known.replies.text("unclear_example", question=questions[0]))
        return step.say(known.replies.text("unclear_help"))

    def _remember(self, step: Step) -> Step:
        """What is said now is what "nog een keer" repeats, but not help, or whether to repeat."""
        said = tuple(action for action in step.actions if isinstance(action, Say))
        repeats = Command("repeat") in step.state.offered
        return step.do(said=said) if said and not (step.state.misses or repeats) else step

    def _read_on(self, step: Step, at: float) -> Step:
        """Read on where listening interrupted the narrator, unless an answer is waited for."""
        state = step.state
        if state.offered:
            return step.do(Timer("answer", ANSWERING + round(_words(step) / PACE)))
        if not state.playing or step.plays or state.place is None:
            return step
        silence = at - state.silent_since if state.silent_since is not None else 0.0
        return step.play(self.known.shelf.rewound(state.place, silence))

    def _ended(self, step: Step, at: float) -> Step:
        """On to the next chapter, unless this was the last or the listener sleeps.

        Where a card was to follow a passage, that ended, and after the card it reads on from there.
        """
        if not step.state.playing:
            return step
        shelf, here = self.known.shelf, self.known.here(step.state)
        if step.state.coming is not None:
            return step.play(here)
        after = shelf.beside(here, 1)
        if step.state.stops_after_chapter:
            return self._asleep(step.do(stops_after_chapter=False, place=after or here), at)
        if after is not None:
            return step.play(after)
        episode = shelf.episode(here)
        step = step.pause(at).do(place=shelf.beginning(episode))
        title = as_sentence(episode.title)
        return step.say(self.known.replies.text("end_of_episode", title=title))

    def _rang(self, step: Step, event: events.Rang) -> Step:
        match event.timer:
            case "sleep" if step.state.playing:
                step = step.do(Fade(FADING), Timer("asleep", FADING))
            case "asleep":
                step = self._asleep(step, event.at)
            case "asked" if step.state.card and step.state.card.kind == "afterwards":
                step = step.do(card=None)
            case "answer" if step.state.offered:
                step = self._read_on(step.do(offered=()), event.at)
        return step

    def _asleep(self, step: Step, at: float) -> Step:
        here = self.known.here(step.state)
        visits = (*step.state.visits, Visit(here, "sleep"))
        return step.pause(at).do(Note("position", here), visits=visits, coming=None)

    def _lost(self, step: Step, event: events.Lost) -> Step:
        if event.device == "speaker":
            return step.pause(event.at)
        return step.say(self.known.replies.text("microphone_lost"))


def _says_as_much(card: Card, coming: Card) -> bool:
    """Whether beside a card the one that was to come says nothing new."""
    return card == coming or DOUBTED.get(card.name) == coming.name


def _words(step: Step) -> int:
    """How many words are said in a step."""
    return sum(len(say.aloud.split()) for say in step.actions if isinstance(say, Say))
