"""What a library should still say of itself before podcast directories take it."""

from narrate.publish.channel import TABLE, Channel

WISHES = {
    "title": "a name of its own",
    "description": "what it is about",
    "author": "who makes it",
    "email": "an address that directories can write to: Spotify takes no feed without",
    "base_url": "where it will stand on the web; until then apps cannot reach it",
}


def advice(channel: Channel) -> list[str]:
    """A line for each thing that directories ask for and the channel lacks."""
    unsaid = Channel()
    lines = [
        f"{key} in [{TABLE}] is not set: give the podcast {wish}"
        for key, wish in WISHES.items()
        if getattr(channel, key) == getattr(unsaid, key)
    ]
    if channel.base_url.startswith("http:"):
        lines.append(
            f"base_url {channel.base_url}: apps ask for https; see whether the host has it"
        )
    return lines
