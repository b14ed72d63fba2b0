"""Answering a question: sure, a choice of two, near, or far."""

from collections.abc import Sequence

from skill.dialogue.known import Known
from skill.dialogue.state import Offer
from skill.dialogue.step import Step
from skill.find import Found, doubt
from skill.find.confidence import Doubt
from skill.safety import Card
from skill.understanding import Meaning


def ask(known: Known, step: Step, meaning: Meaning) -> Step:
    """The doubt ladder: play the answer, offer two, the nearest or a command, or say there is none.

    Where nobody can say which of two is meant, the first is played.
    """
    replies, found = known.replies, meaning.found
    candidates = _candidates(found)
    match how_sure(found):
        case "two" if known.manners.asks:
            text = replies.choice(candidates[0].chapter, candidates[1].chapter)
            return step.say(text, offered=tuple(candidates), refused="")
        case "sure" | "two":
            return answer(known, step, candidates[0], meaning.afterwards)
        case "near":
            text = replies.text("nearest", place=replies.chapter(candidates[0].chapter))
            return step.say(text, offered=tuple(candidates[:1]), refused=meaning.heard)
        case "far" if meaning.perhaps and known.manners.asks:
            step = step.do(coming=meaning.afterwards).say_coming()
            explains = known.understanding.commands.intent(meaning.perhaps.name).explains
            text = replies.text("perhaps", explains=explains)
            return step.say(text, offered=(meaning.perhaps,), refused=meaning.heard)
        case "far":
            step = step.say(replies.text("not_covered"), refused=meaning.heard)
            return step.do(coming=meaning.afterwards).say_coming()


def how_sure(found: Sequence[Found]) -> Doubt:
    """How to answer with these passages: it counts which chapter is meant."""
    return doubt([one.confidence for one in _candidates(found)])


def answer(known: Known, step: Step, found: Found, afterwards: Card | None = None) -> Step:
    """Play the passage, with a signpost, and a way back; `afterwards` is said at its end."""
    if known.manners.signposts:
        step = step.say(known.replies.signpost(found, step.state.place))
    until = found.chapter.sentences[found.last].end if afterwards else None
    step = step.jump(known.shelf.passage(found), "question", until)
    return step.do(answer=found, refused="", coming=afterwards)


def choose(offered: Sequence[Offer], found: Sequence[Found]) -> Found | None:
    """What was offered and is now asked for by what it is about ("die over de koningin")."""
    passages = [one for one in offered if isinstance(one, Found)]
    named = [one for one in passages for best in found[:1] if one.chapter == best.chapter]
    return named[0] if len(named) == 1 else None


def _candidates(found: Sequence[Found]) -> Sequence[Found]:
    """The best passage, and the best of any other chapter."""
    others = [one for one in found[1:] if one.chapter != found[0].chapter]
    return [*found[:1], *others[:1]]
