"""Relearning: what comes into a library while somebody listens is learnt beside the conversation.

It is learnt in another process, so that nothing that is heard or said waits for it, and the memory
it took is given back.
"""

import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from queue import SimpleQueue

from narrate.errors import HoorstukError
from narrate.progress import hidden
from skill.learning import Learnt, learn_library
from skill.library import Episode


class Relearning:
    """Learns what it is told of, on a thread of its own, the newest alone."""

    def __init__(
        self,
        learn: Callable[[Sequence[Episode]], Learnt],
        use: Callable[[Learnt], None],
        tell: Callable[[str], None],
    ) -> None:
        """Start the thread; nothing is learnt yet.

        Args:
            learn: learns a library; may take its time.
            use: gets what was learnt.
            tell: gets in one line why something could not be learnt; all goes on as it was.
        """
        self._learn, self._use, self._tell = learn, use, tell
        self._wanted: SimpleQueue[Sequence[Episode] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="relearning", daemon=True)
        self._thread.start()

    def begin(self, episodes: Sequence[Episode]) -> None:
        """Learn these, the whole library as it is now."""
        self._wanted.put(episodes)

    def close(self) -> None:
        """End the thread, when what is being learnt has been."""
        self._wanted.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (episodes := self._newest()) is not None:
            try:
                self._use(self._learn(episodes))
            except (HoorstukError, OSError) as error:
                self._tell(f"what came in is not learnt yet: {error}")

    def _newest(self) -> Sequence[Episode] | None:
        wanted = self._wanted.get()
        while wanted is not None and not self._wanted.empty():
            wanted = self._wanted.get()
        return wanted


def learn_beside(
    library: Path, model: Path, episodes: Sequence[Episode], commands: Sequence[str]
) -> Learnt:
    """The same as `learn_library`, in another process.

    Raises:
        HoorstukError: as there, or the process was ended from outside.
        OSError: the library cannot be written to.
    """
    # An interrupt from the keyboard is for the conversation, which then waits for this.
    how = (signal.SIGINT, signal.SIG_IGN)
    with ProcessPoolExecutor(1, get_context("spawn"), signal.signal, how) as process:
        try:
            return process.submit(_learn, library, model, episodes, commands).result()
        except BrokenProcessPool as error:
            raise HoorstukError(f"{library}: learning was ended; start again to learn") from error


def _learn(
    library: Path, model: Path, episodes: Sequence[Episode], commands: Sequence[str]
) -> Learnt:
    with hidden() as report:
        return learn_library(library, model, episodes, commands, report)
