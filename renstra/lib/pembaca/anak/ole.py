"""Takes one stream out of an OLE2 container, the small file system that an XLS is. Layout: [MS-CFB]."""

import struct
from collections.abc import Sequence

from renstra.lib.pembaca.anak import RUSAK, Tolak

_LAST = 0xFFFFFFFA
"""From here on a sector number means: no sector follows."""
_STREAM = 2


def read_stream(content: bytes, name: str) -> bytes | None:
    """Return the bytes of a stream, None if there is none of that name; raises `Tolak` if its chain is broken."""
    return _Wadah(content).stream(name)


class _Wadah:
    def __init__(self, content: bytes) -> None:
        self.content = content
        shift, mini_shift = struct.unpack_from("<HH", content, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise Tolak(RUSAK)
        self.size, self.mini_size = 1 << shift, 1 << mini_shift
        self.cutoff, mini_start = struct.unpack_from("<II", content, 56)
        self.table = self._sectors_table()
        self.mini_table = _numbers(self._chain(mini_start))
        directory_start = struct.unpack_from("<I", content, 48)[0]
        directory = self._chain(directory_start)
        self.entries = [directory[at : at + 128] for at in range(0, len(directory) - 127, 128)]

    def stream(self, name: str) -> bytes | None:
        for entry in self.entries:
            length = struct.unpack_from("<H", entry, 64)[0]
            if entry[66] == _STREAM and entry[: max(0, length - 2)].decode("utf-16-le", "replace") == name:
                start, size = struct.unpack_from("<II", entry, 116)
                return (self._mini_chain(start) if size < self.cutoff else self._chain(start))[:size]
        return None

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self.size
        return self.content[at : at + self.size]

    def _sectors_table(self) -> Sequence[int]:
        """Return which sector follows which; the list of the sectors that say so is a chain itself."""
        places = list(struct.unpack_from("<109I", self.content, 76))
        following, count = struct.unpack_from("<II", self.content, 68)
        for _ in range(min(count, len(self.content) // self.size)):
            more = _numbers(self._sector(following))
            places += more[:-1]
            following = more[-1]
        return _numbers(b"".join(self._sector(place) for place in places if place < _LAST))

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in _follow(self.table, start))

    def _mini_chain(self, start: int) -> bytes:
        """Small streams lie in one stream of their own, which the first entry of the directory holds."""
        root = self._chain(struct.unpack_from("<I", self.entries[0], 116)[0])
        return b"".join(root[at * self.mini_size : (at + 1) * self.mini_size]
                        for at in _follow(self.mini_table, start))  # fmt: skip


def _numbers(raw: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])


def _follow(table: Sequence[int], start: int) -> list[int]:
    chain: list[int] = []
    while start < _LAST:
        if start >= len(table) or len(chain) > len(table):
            raise Tolak(RUSAK)
        chain.append(start)
        start = table[start]
    return chain
