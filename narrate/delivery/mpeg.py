"""The frames of MPEG-1 layer III: files of a constant bitrate joined without encoding them anew.

Chapters begin and end in silence and are a whole number of frames long. The encoder adds a frame
or two at the end, to give back what its delay kept; inside a joined file the next chapter's first
frame takes that place. ISO/IEC 11172-3, section 2.4; the first frame holds no sound but what
players read of the length (the Xing and LAME headers, as LAME writes them).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

FRAME = 1152
"""Samples in a frame."""
_BITRATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_RATES = (44100, 48000, 32000)
_MONO = 0b11


@dataclass(frozen=True, slots=True)
class Stream:
    """The frames of one file."""

    info: bytes
    """The first frame, which tells the length."""
    frames: list[bytes]

    @property
    def samples(self) -> int:
        """Exact length of the sound, as the LAME header gives it."""
        delay, padding = _gaps(self.info)
        return len(self.frames) * FRAME - delay - padding


def read(path: Path) -> Stream:
    """The frames of a file as `mp3.write` makes them."""
    data = path.read_bytes()
    info, *frames = _split(data, _after_id3(data))
    return Stream(info, frames)


def untagged(path: Path) -> bytes:
    """A file without its tags: frames alone, as the standard has it."""
    data = path.read_bytes()
    return data[_after_id3(data) :]


def join(paths: Sequence[Path], joined: Path) -> None:
    """Write the sound of the files, one after the other, as one file without tags.

    One file at a time lies in memory, so that the number of them costs none.
    """
    info = read(paths[0]).info
    count = samples = 0
    with joined.open("wb") as file:
        file.write(info)  # its place: what it says is known at the end
        for number, path in enumerate(paths, start=1):
            stream = read(path)
            last = number == len(paths)
            whole = len(stream.frames) if last else stream.samples // FRAME
            file.writelines(stream.frames[:whole])
            count += whole
            samples += stream.samples
        size = file.tell()
        file.seek(0)
        file.write(_info(info, count, size, samples))


def _after_id3(data: bytes) -> int:
    """Where the sound begins: after the tags (ID3v2.4, section 3.1)."""
    if data[:3] != b"ID3":
        return 0
    return synchsafe(data[6:10]) + 10


def synchsafe(data: bytes) -> int:
    """A number of seven bits a byte (ID3v2.4, section 6.2)."""
    number = 0
    for byte in data:
        number = number << 7 | byte
    return number


def _split(data: bytes, at: int) -> Iterator[bytes]:
    while at + 4 <= len(data):
        size = _size(data[at : at + 4])
        yield data[at : at + size]
        at += size


def _size(header: bytes) -> int:
    """Bytes of a frame, by its header (2.4.2.3)."""
    bitrate = _BITRATES[header[2] >> 4] * 1000
    rate = _RATES[header[2] >> 2 & 0b11]
    return FRAME // 8 * bitrate // rate + (header[2] >> 1 & 1)


def _xing(info: bytes) -> int:
    """Offset of the Xing header in the first frame: after the header and the side information."""
    return 4 + (17 if info[3] >> 6 == _MONO else 32)


def _gaps(info: bytes) -> tuple[int, int]:
    """Samples that a player leaves out at the start and at the end."""
    at = _xing(info) + 8 + 4 + 4 + 100 + 4 + 21
    packed = int.from_bytes(info[at : at + 3], "big")
    return packed >> 12, packed & 0xFFF


def _info(like: bytes, count: int, size: int, samples: int) -> bytes:
    """A first frame for others: their number, the bytes of all, and the exact length."""
    info = bytearray(like)
    xing = _xing(like)
    delay, _ = _gaps(like)
    padding = count * FRAME - delay - samples
    lame = xing + 8 + 4 + 4 + 100 + 4
    info[xing + 8 : xing + 12] = count.to_bytes(4, "big")
    info[xing + 12 : xing + 16] = size.to_bytes(4, "big")
    info[xing + 16 : xing + 116] = bytes(i * 256 // 100 for i in range(100))
    info[lame + 21 : lame + 24] = (delay << 12 | padding).to_bytes(3, "big")
    info[lame + 28 : lame + 32] = size.to_bytes(4, "big")
    info[lame + 32 : lame + 34] = bytes(2)  # of the sound: no player looks at it, and it is slow
    info[lame + 34 : lame + 36] = _crc(bytes(info[: lame + 34])).to_bytes(2, "big")
    return bytes(info)


def _crc(data: bytes) -> int:
    """CRC-16 with the polynomial 0x8005, reflected, as the LAME header has it."""
    crc = 0
    for byte in data:
        crc = crc >> 8 ^ _CRC[(crc ^ byte) & 0xFF]
    return crc


def _crc_of(byte: int) -> int:
    for _ in range(8):
        byte = byte >> 1 ^ (0xA001 if byte & 1 else 0)
    return byte


_CRC = tuple(map(_crc_of, range(256)))
