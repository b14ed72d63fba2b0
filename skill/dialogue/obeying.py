"""Obeying: what each command does."""

from collections.abc import Callable, Mapping, Sequence

from skill.commands import Command
from skill.dialogue import bookmarking
from skill.dialogue.actions import Earcon, Note, Quit, Speed, Timer, Volume
from skill.dialogue.answering import answer
from skill.dialogue.known import Known
from skill.dialogue.replies import as_sentence
from skill.dialogue.scene import Scene
from skill.dialogue.state import Erasure, Offer, Visit
from skill.dialogue.step import Step
from skill.dialogue.suggestions import suggest
from skill.find import Found

SPEEDS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
VOLUMES = (-18, -15, -12, -9, -6, -3, 0, 3, 6, 9)
"""Decibels."""
VOICES = (-9, -6, -3, 0, 3, 6)
"""Decibels that the skill's own voice may be louder than the narrator."""
INTO_SENTENCE = 2.0
"""Seconds into a sentence within which "nog een keer" means the one before."""
AFTER_ANSWER = 8.0
"""Seconds after a passage within which "nog een keer" still means the passage."""
STEP_BACK = 15
"""Seconds that "terug" goes back when there is no place to go back to."""
MOST_VISITS = 5
"""Places to go back to that are named in one go."""


def obey(known: Known, step: Step, command: Command, at: float) -> Step:
    """What a command leads to; practice mode only says what it would be."""
    intent = known.understanding.commands.intent(command.name)
    step = step.do(misses=0)
    if command.name != "where":
        step = step.do(asked_where=0)
    if not intent.offered:
        step = step.do(offered=())
    if step.state.practising and command.name not in {"practice", "sounds"}:
        return step.say(intent.explains)
    return _OBEYING[command.name](Scene(known, step, command, at))


def _pause(scene: Scene) -> Step:
    return scene.step.pause(scene.at).say(scene.reply).do(Note("position", scene.here))


def _resume(scene: Scene) -> Step:
    since = scene.step.state.silent_since
    silence = 0.0 if since is None else scene.at - since
    return scene.step.say(scene.reply).play(scene.shelf.rewound(scene.here, silence))


def _stop(scene: Scene) -> Step:
    step = scene.step.pause(scene.at).say(scene.reply)
    return step.do(Note("position", scene.here), Quit())


def _next(scene: Scene) -> Step:
    after = scene.shelf.beside(scene.here, 1)
    return scene.step.say(scene.reply).jump(after) if after else scene.say("last_chapter")


def _previous(scene: Scene) -> Step:
    before = scene.shelf.before(scene.here)
    if before.chapter == scene.here.chapter:
        return scene.say("this_chapter").jump(before)
    return scene.step.say(scene.reply).jump(before)


def _repeat(scene: Scene) -> Step:
    """What was said, the passage that answered, or the sentence that is being read."""
    state, here = scene.step.state, scene.here
    if not state.playing:
        if not state.said:
            return scene.say("nothing_to_repeat")
        return scene.step.do(*state.said)
    if state.answer is not None:
        start = scene.shelf.passage(state.answer)
        end = state.answer.chapter.sentences[state.answer.last].end or start.seconds
        same = (start.episode, start.chapter) == (here.episode, here.chapter)
        if same and start.seconds <= here.seconds + 1.0 <= end + AFTER_ANSWER:
            return scene.step.say(scene.reply).play(start)
    start = scene.shelf.sentence_start(here)
    if here.seconds - start.seconds < INTO_SENTENCE:
        start = scene.shelf.sentence_start(scene.shelf.moved(start, -0.5))
    return scene.step.say(scene.reply).play(start)


def _seek(scene: Scene) -> Step:
    place = scene.shelf.moved(scene.here, scene.argument)
    return scene.step.say(scene.reply).play(place)


def _chapter(scene: Scene) -> Step:
    place = scene.shelf.number(scene.here, scene.argument)
    if place is not None:
        return scene.step.say(scene.reply).jump(place)
    count = len(scene.episode.chapters)
    return scene.say("no_such_chapter", missing=abs(scene.argument), count=count)


def _restart(scene: Scene) -> Step:
    return scene.step.say(scene.reply).jump(scene.shelf.beginning(scene.episode))


def _episode(scene: Scene) -> Step:
    episodes = scene.shelf.episodes
    if 1 <= scene.argument <= len(episodes):
        episode = episodes[scene.argument - 1]
        step = scene.step.say(scene.reply).say(as_sentence(episode.title))
        return step.jump(scene.shelf.beginning(episode))
    return scene.say("no_such_episode", missing=scene.argument, count=len(episodes))


def _back(scene: Scene) -> Step:
    """To the place before the last question, jump or sleep; else a step back."""
    visits = scene.step.state.visits
    if not visits:
        return scene.step.say(scene.reply).play(scene.shelf.moved(scene.here, -STEP_BACK))
    return _return(scene, visits[-1])


def _return(scene: Scene, visit: Visit) -> Step:
    """To a place that was left; what was left after it is forgotten."""
    visits = scene.step.state.visits
    earlier = visits[: len(visits) - 1 - visits[::-1].index(visit)]
    step = scene.say(f"back_{visit.reason}", place=scene.replies.place(visit.place))
    return step.do(visits=earlier).play(scene.shelf.sentence_start(visit.place))


def _visits(scene: Scene) -> Step:
    """The places to which "terug" can go, the last first, of each chapter the last."""
    by_chapter: dict[tuple[str, int], Visit] = {}
    for visit in reversed(scene.step.state.visits):
        by_chapter.setdefault((visit.place.episode, visit.place.chapter), visit)
    offered = tuple(by_chapter.values())[:MOST_VISITS]
    if not offered:
        return scene.say("no_visits")
    text = scene.replies.visits(offered)
    return scene.step.say(text, offered=offered)


def _faster(scene: Scene) -> Step:
    return _turn_speed(scene, 1, "fastest")


def _slower(scene: Scene) -> Step:
    return _turn_speed(scene, -1, "slowest")


def _turn_speed(scene: Scene, way: int, otherwise: str) -> Step:
    now = scene.step.state.speed
    speed = _neighbour(SPEEDS, now, way)
    if speed == now:
        return scene.say(otherwise)
    step = scene.step.do(Speed(speed), Note("speed", value=speed), speed=speed)
    return step.say(scene.reply)


def _louder(scene: Scene) -> Step:
    return _turn_volume(scene, 1, "loudest")


def _softer(scene: Scene) -> Step:
    return _turn_volume(scene, -1, "softest")


def _turn_volume(scene: Scene, way: int, otherwise: str) -> Step:
    now = scene.step.state.volume
    volume = round(_neighbour(VOLUMES, now, way))
    if volume == now:
        return scene.say(otherwise)
    set_to = Volume(volume, volume + scene.step.state.voice)
    step = scene.step.do(set_to, Note("volume", value=volume), volume=volume)
    return step.say(scene.reply)


def _own_voice(scene: Scene) -> Step:
    """Louder or softer beside the narrator, who stays as loud."""
    state = scene.step.state
    voice = round(_neighbour(VOICES, state.voice, scene.argument))
    if voice == state.voice:
        return scene.say("loudest" if scene.argument > 0 else "softest")
    set_to = Volume(state.volume, state.volume + voice)
    return scene.step.do(set_to, Note("voice", value=voice), voice=voice).say(scene.reply)


def _neighbour(values: Sequence[float], now: float, way: int) -> float:
    """The next value up or down, or the same at the end."""
    beyond = [value for value in values if (value - now) * way > 0]
    return min(beyond, key=lambda value: abs(value - now), default=now)


def _contents(scene: Scene) -> Step:
    return scene.step.say(scene.replies.contents(scene.episode))


def _episodes(scene: Scene) -> Step:
    return scene.step.say(scene.replies.episodes())


def _where(scene: Scene) -> Step:
    """Deeper each time: the chapter; the sentence and what is left; what is around it."""
    depth = scene.step.state.asked_where
    scene.step = scene.step.do(asked_where=(depth + 1) % 3)
    chapters, chapter = scene.episode.chapters, scene.chapter
    if depth == 0 or not chapter.sentences:
        return scene.say("where_chapter", place=scene.replies.place(scene.here))
    if depth == 1:
        left = scene.shelf.left(scene.here)[0] / scene.step.state.speed
        return scene.say(
            "where_sentence",
            sentence=chapter.sentence_at(scene.here.seconds) + 1,
            sentences=len(chapter.sentences),
            length=scene.replies.length(left),
        )
    nothing = scene.replies.text("nothing_there")
    around = {
        name: as_sentence(chapters[n].title) if 0 <= n < len(chapters) else nothing
        for name, n in (("before", chapter.number - 2), ("after", chapter.number))
    }
    return scene.say("where_outline", chapter=chapter.number, chapters=len(chapters), **around)


def _remaining(scene: Scene) -> Step:
    chapter, episode = scene.shelf.left(scene.here)
    speed = scene.step.state.speed
    name = "remaining" if scene.shelf.beside(scene.here, 1) else "remaining_last"
    length = scene.replies.length
    return scene.say(name, length=length(chapter / speed), total=length(episode / speed))


def _help(scene: Scene) -> Step:
    return scene.step.say(scene.reply)


def _questions(scene: Scene) -> Step:
    questions = suggest(scene.chapter, scene.known.understanding)
    if not questions:
        return scene.say("no_questions", title=as_sentence(scene.chapter.title))
    return scene.say("questions", questions=" ".join(questions))


def _sleep(scene: Scene) -> Step:
    seconds = scene.argument if scene.argument > 0 else None
    step = scene.step.do(Timer("sleep", seconds), stops_after_chapter=scene.argument < 0)
    return step.say(scene.reply)


def _practice(scene: Scene) -> Step:
    return scene.step.say(scene.reply, practising=bool(scene.argument))


def _sounds(scene: Scene) -> Step:
    step = scene.step
    for name, means in scene.replies.earcons.items():
        step = step.do(Earcon(name)).say(means)
    return step


def _short_sounds(scene: Scene) -> Step:
    on = bool(scene.argument)
    if on and not scene.known.manners.earcons:
        return scene.say("no_sounds")
    step = scene.step.do(Note("sounds", value=scene.argument), sounds=on)
    return step.say(scene.reply)


def _pick(scene: Scene) -> Step:
    """One of what was offered, by its number; what cannot be undone wants a yes."""
    offered = scene.step.state.offered
    if Erasure() in offered:
        return scene.say("yes_or_no")
    number = scene.argument if scene.argument > 0 else len(offered) + 1 + scene.argument
    if not 1 <= number <= len(offered):
        return scene.say("choice_no_such")
    return _take(scene, offered[number - 1])


def _yes(scene: Scene) -> Step:
    offered = scene.step.state.offered
    return _take(scene, offered[0]) if len(offered) == 1 else scene.say("choice_again")


def _no(scene: Scene) -> Step:
    return scene.step.say(scene.reply, offered=())


def _take(scene: Scene, offer: Offer) -> Step:
    scene.step = scene.step.do(offered=())
    match offer:
        case Found():
            asked = scene.step.state.asked[-1:]
            afterwards = scene.known.understanding.afterwards(asked)
            return answer(scene.known, scene.step, offer, afterwards)
        case Visit():
            return _return(scene, offer)
        case Erasure():
            return bookmarking.forget_all(scene)
        case Command():
            return obey(scene.known, scene.step.do(refused=""), offer, scene.at)


_OBEYING: Mapping[str, Callable[[Scene], Step]] = {
    "pause": _pause,
    "resume": _resume,
    "stop": _stop,
    "next": _next,
    "previous": _previous,
    "repeat": _repeat,
    "seek": _seek,
    "chapter": _chapter,
    "faster": _faster,
    "slower": _slower,
    "louder": _louder,
    "softer": _softer,
    "own_voice": _own_voice,
    "contents": _contents,
    "where": _where,
    "remaining": _remaining,
    "restart": _restart,
    "help": _help,
    "episodes": _episodes,
    "back": _back,
    "questions": _questions,
    "sleep": _sleep,
    "visits": _visits,
    "bookmark": bookmarking.add,
    "bookmarks": bookmarking.tell,
    "to_bookmark": bookmarking.go,
    "forget_bookmark": bookmarking.forget,
    "forget_bookmarks": bookmarking.offer_to_forget_all,
    "episode": _episode,
    "practice": _practice,
    "sounds": _sounds,
    "short_sounds": _short_sounds,
    "pick": _pick,
    "yes": _yes,
    "no": _no,
}
