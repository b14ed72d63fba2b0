"""Answering a question: sure, a choice of two, near, or far."""

from collections.abc import Sequence

from skill.dialogue.known import Known
from skill.dialogue.step import Step
from skill.find import BAR, NEAR, Found
from skill.safety import Card
from skill.understanding import Meaning

RIVAL = 0.6
"""Share of the best passage's confidence from which another chapter's makes it a choice."""


def ask(known: Known, step: Step, meaning: Meaning) -> Step:
    """The doubt ladder: play the answer, offer two, offer the nearest, or say there is none."""
    replies, found = known.replies, meaning.found
    if found and found[0].confidence >= BAR:
        return answer(known, step, found[0], meaning.afterwards)
    if not found or found[0].confidence < NEAR:
        return step.say(replies.text("not_covered"))
    first, rival = found[0], _rival(found)
    if rival is None:
        text = replies.text("nearest", place=replies.chapter(first.chapter))
        return step.say(text, offered=(first,))
    text = replies.choice(first.chapter, rival.chapter)
    return step.say(text, offered=(first, rival))


def answer(known: Known, step: Step, found: Found, afterwards: Card | None = None) -> Step:
    """Play the passage, with a signpost, and a way back."""
    if known.manners.signposts:
        step = step.say(known.replies.signpost(found, step.state.place))
    if afterwards is not None:
        step = step.say(afterwards.say, afterwards.spoken)
    return step.jump(known.shelf.passage(found), "question").do(answer=found)


def _rival(found: Sequence[Found]) -> Found | None:
    """The passage of another chapter that may as well be meant as the best one."""
    best, *others = found
    enough = RIVAL * best.confidence
    return next(
        (one for one in others if one.chapter != best.chapter and one.confidence >= enough), None
    )
