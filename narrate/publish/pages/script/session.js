// The keys of a lock screen, a headset or a keyboard (W3C Media Session).
const session = navigator.mediaSession;
// a page from disk may show no picture there
const cover = location.protocol === "file:" ? [] : [
  { src: new URL(data.cover, location).href, sizes: "1400x1400", type: "image/jpeg" },
];
let announced;

function announce() {
  const chapter = chapterAt(now());
  if (chapter === announced) return;
  announced = chapter;
  session.metadata = new MediaMetadata({
    title: chapter.title, artist: data.author, album: data.title,
    artwork: cover,
  });
}

function tellPosition() {
  announce();
  if (!session.setPositionState) return;
  session.setPositionState({
    duration: data.duration, playbackRate: audio.playbackRate, position: Math.min(now(), data.duration),
  });
}

const wishes = {
  play, pause: () => audio.pause(), stop: () => audio.pause(),
  seekbackward: ({ seekOffset }) => seek(now() - (seekOffset || 15)),
  seekforward: ({ seekOffset }) => seek(now() + (seekOffset || 30)),
  seekto: ({ seekTime }) => seek(seekTime),
  previoustrack: () => stepChapter(-1),
  nexttrack: () => stepChapter(1),
};

if (session && window.MediaMetadata) {
  for (const [name, does] of Object.entries(wishes)) {
    try {
      session.setActionHandler(name, does);
    } catch {
      // a browser that does not know this wish
    }
  }
  for (const event of ["play", "seeked", "ratechange"]) audio.addEventListener(event, tellPosition);
  audio.addEventListener("timeupdate", announce);
}
