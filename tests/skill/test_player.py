"""The player, on the real voice, real files and ffmpeg; every sample that it gave is looked at.

A tape stands for the speaker: it runs a little faster than sound does, and does something when a
sample is reached, so that nothing hangs on how busy the machine is.
"""

import io
import itertools
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import SimpleQueue

import numpy as np
import pytest

from narrate import ffmpeg
from narrate.delivery import m4b, mp3, opus, wav
from narrate.delivery.tags import Tags
from narrate.saying import say
from skill.devices import Unplugged
from skill.pipes import FileSpeaker
from skill.player import (
    BREATH,
    Ended,
    Event,
    Faded,
    Failed,
    Player,
    Said,
    SpeakerBack,
    SpeakerLost,
)

RATE = 22050
LOUD = 8000
STEEPEST = LOUD * 2 * np.pi * 300 / RATE
"""The most that the chapter's tone changes from one sample to the next."""


def tone(hertz: float, seconds: float) -> np.ndarray:
    times = np.arange(round(seconds * RATE)) / RATE
    return (LOUD * np.sin(2 * np.pi * hertz * times)).astype(np.int16)


class Tape(io.BytesIO):
    """What a speaker was given, and what is done when it has been given so many samples."""

    def __init__(self) -> None:
        super().__init__()
        self.then: dict[int, Callable[[], object]] = {}

    @property
    def samples(self) -> np.ndarray:
        return np.frombuffer(self.getvalue(), dtype="<i2").astype(int)

    def write(self, data: bytes) -> int:
        count = super().write(data)
        time.sleep(0.001)  # so that decoding, which is far quicker than sound, stays ahead
        for at in sorted(at for at in self.then if at <= self.tell() // 2):
            self.then.pop(at)()
        return count


class Stage:
    """A player on a tape, and what it told."""

    def __init__(self) -> None:
        self.tape = Tape()
        self.told: list[Event] = []
        self._news: SimpleQueue[Event] = SimpleQueue()
        self.player = Player(FileSpeaker(self.tape, RATE, paced=False), self._news.put)

    def until(self, kind: type) -> Event:
        """Wait for the first event of a kind that was not waited for yet."""
        while True:
            event = self._news.get(timeout=30)
            self.told.append(event)
            if isinstance(event, kind):
                return event


@pytest.fixture
def stage() -> Iterator[Stage]:
    stage = Stage()
    with stage.player:
        yield stage


@pytest.fixture(scope="module")
def chapter(tmp_path_factory) -> Path:
    """Two seconds of 300 hertz, as a chapter's WAV."""
    path = tmp_path_factory.mktemp("player") / "toon.wav"
    wav.write([tone(300, 2.0)], RATE, path, Tags("t", "a", "n"))
    return path


@pytest.fixture(scope="module")
def spoken(voice, lexicon, tmp_path_factory) -> Path:
    """Speech as a chapter's MP3."""
    path = tmp_path_factory.mktemp("player") / "01.mp3"
    speech = say("Glutamaat is een boodschapper. Ketamine remt de receptor.", voice, lexicon)
    mp3.write([speech], voice.rate, path, Tags("t", "a", "n"))
    return path


def steepest(samples: np.ndarray) -> float:
    return float(np.abs(np.diff(samples)).max())


def test_the_reply_then_the_passage_to_the_sample(stage: Stage, spoken: Path):
    prompt = tone(440, 0.5)
    stage.player.say(prompt, "signpost")
    stage.player.play(spoken, 0.75, 1.5)
    assert stage.until(Said) == Said("signpost", last=True)
    assert stage.until(Ended) == Ended(spoken)
    assert stage.player.position() == pytest.approx(1.5, abs=0.02)
    heard = stage.tape.samples
    assert np.abs(heard[200 : len(prompt) - 200] - prompt[200:-200]).max() <= 1
    written = np.concatenate(list(ffmpeg.decode(spoken, RATE))).astype(int)
    begins = len(heard) - len(np.trim_zeros(heard[len(prompt) + 200 :], "f"))
    assert begins - len(prompt) == pytest.approx(BREATH * RATE, abs=0.02 * RATE)
    fade = 400
    passage = written[round(0.75 * RATE) + fade : round(1.4 * RATE)]
    first = next(
        at
        for at in range(begins, begins + 2 * fade)
        if np.abs(heard[at : at + len(passage)] - passage).max() <= 2
    )
    assert first - begins <= fade + 2


@pytest.mark.parametrize("speed", [0.5, 0.6, 0.7, 0.9, 1.0, 1.5, 2.0, 3.0])
def test_a_passage_ends_at_any_speed(stage: Stage, spoken: Path, speed: float):
    """Where the fade is over a little before the end its position stands still."""
    stage.player.speed = speed
    for end in np.linspace(0.9, 1.9, 12).tolist():
        stage.player.play(spoken, end - 0.5, end)
        assert stage.until(Ended) == Ended(spoken)
        assert stage.player.position() == pytest.approx(end, abs=0.06)
        assert not stage.player.playing


@pytest.mark.parametrize("form", [mp3, m4b, opus, wav])
def test_every_form_of_chapter(stage: Stage, tmp_path: Path, form):
    path = tmp_path / f"x.{form.__name__.rpartition('.')[2]}"
    form.write([np.concatenate([tone(300, 1.0), tone(900, 1.0)])], RATE, path, Tags("t", "a", "n"))
    stage.player.play(path, 1.2)
    stage.until(Ended)
    heard = stage.tape.samples
    assert len(np.trim_zeros(heard)) / RATE == pytest.approx(0.8, abs=0.06)
    loudest = np.abs(np.fft.rfft(heard)).argmax() / len(heard) * RATE
    assert loudest == pytest.approx(900, abs=3)


@pytest.mark.parametrize("speed", [0.5, 1.0, 1.5, 3.0])
def test_speed_keeps_the_pitch_and_the_place(stage: Stage, chapter: Path, speed: float):
    stage.player.speed = speed
    places: list[float] = []
    for at in range(2000, 12000, 2000):
        stage.tape.then[at] = lambda: places.append(stage.player.position() or 0.0)
    stage.player.play(chapter, 0.2, 1.8)
    stage.until(Ended)
    heard = np.trim_zeros(stage.tape.samples)
    assert len(heard) / RATE == pytest.approx(1.6 / speed, rel=0.05)
    assert np.abs(np.fft.rfft(heard)).argmax() / len(heard) * RATE == pytest.approx(300, abs=4)
    steps = [after - before for before, after in itertools.pairwise(places)]
    assert steps == pytest.approx([2000 / RATE * speed] * len(steps), abs=0.012)


def test_nothing_clicks(stage: Stage, chapter: Path):
    """Whatever happens, whenever: no step is steeper than the tone itself with a fade over it."""
    player, then = stage.player, stage.tape.then
    then[3000] = player.pause
    player.play(chapter, 0.1)
    while player.position() < 0.1 + 3000 / RATE:  # until the tape has paused it
        time.sleep(0.01)
    time.sleep(0.1)
    paused = len(stage.tape.samples)
    assert paused < 3000 + 1000
    then[paused + 2000] = lambda: setattr(player, "speed", 1.7)
    then[paused + 4000] = lambda: player.set_volume(narrator=-12)
    then[paused + 6000] = lambda: player.set_volume(narrator=0)
    then[paused + 8000] = lambda: player.play(chapter, 0.8)
    then[paused + 10000] = lambda: player.say(tone(200, 0.2)[:-20])
    then[paused + 12000] = player.hush
    then[paused + 12100] = lambda: player.play(chapter, player.position() or 0.0)
    then[paused + 16000] = lambda: setattr(player, "speed", 0.6)
    then[paused + 20000] = player.hush
    then[paused + 20060] = lambda: player.play(chapter, 1.8)
    player.play(chapter, player.position() or 0.0)
    stage.until(Ended)
    heard = stage.tape.samples
    assert len(heard) > paused + 20000
    assert steepest(heard) < 1.25 * STEEPEST
    assert np.abs(heard[:2]).max() < 200


def test_hush_is_silence_at_once(stage: Stage, chapter: Path):
    player = stage.player
    stage.tape.then[5000] = player.hush
    player.say(tone(300, 2.0), "never")
    player.say(tone(300, 2.0), "never either")
    player.play(chapter)
    while player.saying:
        time.sleep(0.01)
    time.sleep(0.1)
    heard = stage.tape.samples
    assert np.flatnonzero(heard).max() <= 5000 + 0.015 * RATE
    assert steepest(heard) < 1.25 * STEEPEST + LOUD / (0.005 * RATE)
    assert not player.playing
    player.say(tone(300, 0.1), "after")
    assert stage.until(Said) == Said("after", last=True)
    assert stage.told == [Said("after", last=True)]
    player.play(chapter, player.position() or 0.0)
    assert stage.until(Ended) == Ended(chapter)


def test_it_goes_on_where_it_paused(stage: Stage, chapter: Path):
    player = stage.player
    stage.tape.then[6000] = player.pause
    player.play(chapter)
    while player.playing:
        time.sleep(0.01)
    time.sleep(0.1)
    place = player.position()
    assert place == pytest.approx(6000 / RATE, abs=0.04)
    player.play(chapter, place)
    stage.until(Ended)
    heard = stage.tape.samples
    assert len(heard) / RATE == pytest.approx(2.0, abs=0.05)
    assert player.position() == pytest.approx(2.0, abs=0.01)


def test_the_narrator_is_quiet_while_something_is_said(stage: Stage, chapter: Path):
    stage.tape.then[6000] = lambda: stage.player.say(tone(1000, 0.5), "now")
    stage.player.play(chapter)
    stage.until(Said)
    said = stage.tape.samples[7000:16000]
    spectrum = np.abs(np.fft.rfft(said * np.hanning(len(said))))
    at = len(said) / RATE
    assert spectrum[round(300 * at)] < 0.003 * spectrum[round(1000 * at)]
    stage.until(Ended)
    assert len(stage.tape.samples) / RATE == pytest.approx(2.0 + 0.5 + BREATH, abs=0.06)


def test_the_sleep_timer_fades_and_pauses(stage: Stage, chapter: Path):
    stage.tape.then[4000] = lambda: stage.player.fade(0.5)
    stage.player.play(chapter)
    stage.until(Faded)
    assert not stage.player.playing
    assert stage.player.position() == pytest.approx(4000 / RATE + 0.5, abs=0.03)
    heard = stage.tape.samples
    half = heard[4000 + 5000 : 4000 + 6000]
    assert np.abs(half).max() == pytest.approx(LOUD / 2, rel=0.15)
    assert steepest(heard) < 1.1 * STEEPEST


def test_playing_on_undoes_the_fade(stage: Stage, chapter: Path):
    stage.tape.then[4000] = lambda: stage.player.fade(0.5)
    stage.tape.then[9000] = lambda: stage.player.play(chapter, stage.player.position() or 0.0)
    stage.player.play(chapter)
    stage.until(Ended)
    heard = stage.tape.samples
    assert np.abs(heard[12000:15000]).max() == pytest.approx(LOUD, rel=0.02)
    assert Faded() not in stage.told


def test_volumes_are_apart_and_nothing_clips(stage: Stage, chapter: Path):
    stage.player.set_volume(narrator=-20, voice=30)
    stage.player.say(tone(300, 0.5) * 3)
    stage.player.play(chapter, 0.0, 0.5)
    stage.until(Ended)
    heard = stage.tape.samples
    said, read = heard[2000:10000], heard[-8000:-2000]
    assert 31000 < np.abs(said).max() < 32200
    assert np.abs(read).max() == pytest.approx(LOUD / 10, rel=0.05)


def test_said_while_it_is_being_made(stage: Stage):
    made = threading.Event()

    def parts() -> Iterator[np.ndarray]:
        yield tone(300, 0.2)
        assert made.wait(20)
        yield tone(300, 0.2)

    stage.tape.then[4000] = made.set
    stage.player.say(parts(), "long")
    stage.until(Said)
    heard = stage.tape.samples
    assert np.count_nonzero(heard) > 0.38 * RATE
    assert steepest(heard) < 1.25 * STEEPEST


def test_a_file_that_is_not_there(stage: Stage, tmp_path: Path, chapter: Path):
    stage.player.play(tmp_path / "weg.mp3", 3.0)
    failed = stage.until(Failed)
    assert isinstance(failed, Failed)
    assert "weg.mp3: ffmpeg could not read it" in str(failed.error)
    stage.player.play(chapter, 1.5)
    stage.until(Ended)


class Loose(FileSpeaker):
    """A speaker whose plug comes out once."""

    def __init__(self, tape: Tape) -> None:
        super().__init__(tape, RATE, paced=False)
        self.out = False

    def write(self, block: np.ndarray) -> None:
        if self.out:
            self.out = False
            raise Unplugged("the speaker stopped; plug it in again")
        super().write(block)


def test_a_speaker_that_is_unplugged_is_waited_for(chapter: Path):
    stage = Stage()
    speaker = Loose(stage.tape)
    stage.tape.then[4000] = lambda: setattr(speaker, "out", True)
    stage.player = Player(speaker, stage._news.put)
    with stage.player:
        stage.player.play(chapter)
        stage.until(Ended)
    assert stage.told == [SpeakerLost(), SpeakerBack(), Ended(chapter)]
    assert len(stage.tape.samples) / RATE == pytest.approx(2.0, abs=0.03)


def test_many_turns_leave_nothing_behind(chapter: Path):
    stage = Stage()
    with stage.player:
        threads = threading.active_count()
        for _ in range(20):
            stage.player.say(iter([tone(300, 0.01)]))
            stage.player.play(chapter, 1.0)
            stage.player.hush()
        stage.player.play(chapter, 1.95)
        stage.until(Ended)
        time.sleep(0.1)
        assert threading.active_count() <= threads + 1
    assert stage.player.playing is False
