"""Answering a question: sure, a choice of two, near, or far."""

from collections.abc import Sequence

from skill.dialogue.known import Known
from skill.dialogue.step import Step
from skill.find import BAR, NEAR, RIVAL, Found
from skill.safety import Card
from skill.understanding import Meaning

CLOSE = 0.6
"""Share of the best passage's confidence from which another chapter's may be meant as well."""


def ask(known: Known, step: Step, meaning: Meaning) -> Step:
    """The doubt ladder: play the answer, offer two, offer the nearest, or say there is none."""
    replies, found = known.replies, meaning.found
    if not found or found[0].confidence < NEAR:
        return step.say(replies.text("not_covered"), refused=meaning.heard)
    first, rival = found[0], _rival(found)
    if rival is not None:
        text = replies.choice(first.chapter, rival.chapter)
        return step.say(text, offered=(first, rival), refused="")
    if first.confidence >= BAR:
        return answer(known, step, first, meaning.afterwards)
    text = replies.text("nearest", place=replies.chapter(first.chapter))
    return step.say(text, offered=(first,), refused=meaning.heard)


def answer(known: Known, step: Step, found: Found, afterwards: Card | None = None) -> Step:
    """Play the passage, with a signpost, and a way back."""
    if known.manners.signposts:
        step = step.say(known.replies.signpost(found, step.state.place))
    if afterwards is not None:
        step = step.say(afterwards.say, afterwards.spoken)
    return step.jump(known.shelf.passage(found), "question").do(answer=found, refused="")


def choose(offered: Sequence[Found], found: Sequence[Found]) -> Found | None:
    """What was offered and is now asked for by what it is about ("die over de koningin")."""
    named = [one for one in offered for best in found[:1] if one.chapter == best.chapter]
    return named[0] if len(named) == 1 else None


def _rival(found: Sequence[Found]) -> Found | None:
    """The passage of another chapter that may as well be meant as the best one."""
    best, *others = found
    enough = max(RIVAL, CLOSE * best.confidence, BAR - best.confidence)
    rivals = [one for one in others if one.chapter != best.chapter]
    return next((one for one in rivals if one.confidence >= enough), None)
