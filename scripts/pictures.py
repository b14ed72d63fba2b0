"""Photographs an episode's page while it plays: on a desk by day, on a telephone by night."""

import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

FLAGS = ["--no-sandbox", "--mute-audio", "--autoplay-policy=no-user-gesture-required"]
LOOKS: dict[str, dict[str, object]] = {
    "page-desk.png": {"viewport": {"width": 1280, "height": 800}},
    "page-telephone.png": {
        "viewport": {"width": 390, "height": 780},
        "device_scale_factor": 2,
        "color_scheme": "dark",
    },
}
CHAPTER = 3
"""The one that is read aloud."""
STAND_STILL = """() => {
    const sentence = document.querySelector("[data-t][aria-current]");
    const [start, ...words] = sentence.dataset.t.split(" ").map(parseFloat);
    audio.currentTime = (start + words[0] + words[1] + words[2] + 20) / 1000;
    audio.playbackRate = 0.0625;
    document.getElementById("status").textContent = "";
}"""
"""The fourth word of the sentence, as slowly as Chromium plays."""


def photograph(browser: Browser, page_file: Path, look: dict[str, object]) -> bytes:
    """The page as PNG, some words into a sentence of its chapter."""
    context = browser.new_context(reduced_motion="reduce", **look)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(page_file.resolve().as_uri())
    page.wait_for_timeout(500)
    for key in [*("n" * (CHAPTER - 1)), ".", ".", ".", "k"]:
        page.keyboard.press(key)
    page.evaluate(STAND_STILL)
    page.wait_for_timeout(500)
    picture = page.screenshot()
    context.close()
    return picture


def main(library: Path, slug: str) -> None:
    """Write the pictures into docs/."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or "chromium", args=FLAGS
        )
        for name, look in LOOKS.items():
            picture = photograph(browser, library / slug / "index.html", look)
            image = Image.open(io.BytesIO(picture)).convert("RGB").quantize(256)
            image.save(Path("docs") / name, optimize=True)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
