"""Bookmarking: places that the listener has kept, and takes away again."""

from skill.dialogue.actions import Note
from skill.dialogue.scene import Scene
from skill.dialogue.state import Erasure
from skill.dialogue.step import Step


def add(scene: Scene) -> Step:
    """Keep the sentence that is being read."""
    here = scene.shelf.sentence_start(scene.here)
    kept = (*scene.step.state.bookmarks, here)
    sound = scene.known.earcon("bookmark", scene.step.state)
    step = scene.step.do(*sound, Note("bookmark", here), bookmarks=kept)
    return step.say(scene.replies.text("bookmarked", number=len(kept)))


def tell(scene: Scene) -> Step:
    """Name all of them."""
    kept = scene.step.state.bookmarks
    if not kept:
        return scene.say("no_bookmarks")
    how_many = scene.replies.count("bookmark", len(kept))
    return scene.say("bookmarks", how_many=how_many, places=scene.replies.list_of(kept))


def go(scene: Scene) -> Step:
    """Read on from one."""
    number = _number(scene)
    if number is None:
        return _none(scene)
    place = scene.step.state.bookmarks[number - 1]
    step = scene.say("to_bookmark", number=number, place=scene.replies.place(place))
    return step.jump(place)


def forget(scene: Scene) -> Step:
    """Take one away: by its number, else the only one, else the nearest in this chapter."""
    kept = scene.step.state.bookmarks
    number = _number(scene) if scene.argument else _nearest(scene)
    if number is None:
        return scene.say("no_bookmark_here") if kept and not scene.argument else _none(scene)
    place = kept[number - 1]
    step = scene.say("bookmark_forgotten", number=number, place=scene.replies.place(place))
    return step.do(Note("forget_bookmark", place), bookmarks=(*kept[: number - 1], *kept[number:]))


def offer_to_forget_all(scene: Scene) -> Step:
    """Ask first: it cannot be undone."""
    kept = scene.step.state.bookmarks
    if not kept:
        return scene.say("no_bookmarks")
    how_many = scene.replies.count("bookmark", len(kept))
    return scene.say("forget_bookmarks", how_many=how_many).do(offered=(Erasure(),))


def forget_all(scene: Scene) -> Step:
    """Take all of them away."""
    return scene.say("bookmarks_forgotten").do(Note("forget_bookmarks"), bookmarks=())


def _number(scene: Scene) -> int | None:
    """The bookmark that is asked for, from the end if negative; None if there is no such."""
    count = len(scene.step.state.bookmarks)
    number = scene.argument if scene.argument > 0 else count + 1 + scene.argument
    return number if 1 <= number <= count else None


def _nearest(scene: Scene) -> int | None:
    """The only bookmark, or in this chapter the one nearest to where the narrator is."""
    here, kept = scene.here, scene.step.state.bookmarks
    if len(kept) == 1:
        return 1
    away = [
        (abs(place.seconds - here.seconds), number)
        for number, place in enumerate(kept, start=1)
        if (place.episode, place.chapter) == (here.episode, here.chapter)
    ]
    return min(away)[1] if away else None


def _none(scene: Scene) -> Step:
    count = len(scene.step.state.bookmarks)
    if not count:
        return scene.say("no_bookmarks")
    return scene.say("no_such_bookmark", missing=abs(scene.argument), count=count)
