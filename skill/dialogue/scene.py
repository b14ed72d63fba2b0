"""A scene: a command at the moment it is given, with all that obeying it looks at."""

from skill.commands import Command
from skill.dialogue.known import Known
from skill.dialogue.step import Step


class Scene:
    """A command at the moment it is given: what all of them look at."""

    def __init__(self, known: Known, step: Step, command: Command, at: float) -> None:
        self.known, self.step, self.at = known, step, at
        self.argument = command.argument or 0
        self.reply = known.understanding.commands.reply(command)
        self.shelf, self.replies = known.shelf, known.replies
        self.here = known.here(step.state)
        self.chapter = self.shelf.chapter(self.here)
        self.episode = self.shelf.episode(self.here)

    def say(self, name: str, **fields: object) -> Step:
        """The step with a reply of `replies.toml`."""
        return self.step.say(self.replies.text(name, **fields))
