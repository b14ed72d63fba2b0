"""The timing of phonemes, made an output of voices that work it out and keep it to themselves.

Official Piper voices (VITS) round the length of each phoneme id up to whole frames, in the one
`Ceil` of their graph, and give only the sound. Their file is a protobuf message in ONNX's schema
(onnx.proto: ModelProto.graph = 7; GraphProto.node = 1, .output = 12; NodeProto.output = 2,
.op_type = 4; ValueInfoProto.name = 1). Two parts of one message become one where they follow each
other, so a second `graph` that holds nothing but an output adds that output: no package that knows
all of ONNX is needed for it.
"""

from collections.abc import Iterator

_GRAPH, _NODE, _OUTPUT = 7, 1, 12
_NODE_OUTPUT, _OPERATION = 2, 4
_NAME = 1
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5


class NoTimingsError(Exception):
    """A model in which nothing can be taken for the lengths of phoneme ids."""


def with_timings(model: bytes) -> bytes:
    """The model with the length of each phoneme id as its second output, in frames.

    Args:
        model: content of an `.onnx` file; given back as it is when it has a second output.

    Raises:
        NoTimingsError: it works out no such lengths, or several.
        ValueError: it is no such file.
    """
    graph = [part for number, part in fields(memoryview(model)) if number == _GRAPH]
    parts = [field for part in graph for field in fields(part)]
    if sum(number == _OUTPUT for number, _ in parts) > 1:
        return model
    lengths = [
        name for number, node in parts if number == _NODE for name in _outputs_of(node, b"Ceil")
    ]
    if len(lengths) != 1:
        raise NoTimingsError(f"{len(lengths)} rounded lengths instead of one")
    return model + field(_GRAPH, field(_OUTPUT, field(_NAME, lengths[0])))


def _outputs_of(node: memoryview, operation: bytes) -> list[bytes]:
    """The names of a node's outputs, when it is of that operation."""
    held = [(number, bytes(content)) for number, content in fields(node)]
    if (_OPERATION, operation) not in held:
        return []
    return [name for number, name in held if number == _NODE_OUTPUT]


def fields(message: memoryview) -> Iterator[tuple[int, memoryview]]:
    """Each field of a protobuf message: its number, and its content without tag and length.

    Raises:
        ValueError: the message breaks off, or is none.
    """
    at = 0
    while at < len(message):
        tag, at = _varint(message, at)
        kind = tag & 7
        if kind == _VARINT:
            end = _varint(message, at)[1]
        elif kind == _BYTES:
            length, at = _varint(message, at)
            end = at + length
        elif kind in (_FIXED32, _FIXED64):
            end = at + (4 if kind == _FIXED32 else 8)
        else:
            raise ValueError(f"no kind of field: {kind}")
        if end > len(message):
            raise ValueError("a field breaks off")
        yield tag >> 3, message[at:end]
        at = end


def field(number: int, content: bytes) -> bytes:
    """A protobuf field of bytes, text or a message."""
    return _as_varint(number << 3 | _BYTES) + _as_varint(len(content)) + content


def _varint(message: memoryview, at: int) -> tuple[int, int]:
    """A number in seven bits a byte, least first, and the offset after it."""
    number = 0
    for shift, byte in enumerate(message[at : at + 10]):
        number |= (byte & 0x7F) << 7 * shift
        if byte < 0x80:
            return number, at + shift + 1
    raise ValueError("a number breaks off")


def _as_varint(number: int) -> bytes:
    *more, last = (number >> shift & 0x7F for shift in range(0, max(1, number.bit_length()), 7))
    return bytes([*(byte | 0x80 for byte in more), last])
