"""WACZ: web archives in a ZIP file (specs.webrecorder.net/wacz). Only what lies under archive/ is read, as a stream.

Nothing is written to disk, so a path in the file leads nowhere. A member that unfolds too far, or overlaps another, is lost and told.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from rashomon.errors import InputError
from rashomon.ingest.archives import Lost, Record, read_archive

START = b"PK\x03\x04"
MEMBER = re.compile(r"archive/[^/\\:\0]{1,200}\.warc(?:\.gz)?\Z", re.IGNORECASE)
MOST_UNFOLDED = 50  # times its packed size; a WARC of text packs to about a fifth, and what was packed once does not pack again
LARGEST_DIRECTORY = 50_000_000  # bytes of the list of members, which is held in memory
TAIL = 66_000  # the end record stands in a ZIP's last 65,557 bytes


def read_wacz(stream: BinaryIO, max_bytes: int) -> Iterator[tuple[str, Record | Lost]]:
    """The records of each archive in the file, with the archive's name, in the order of the names; InputError when it is no WACZ."""
    try:
        size = stream.seek(0, 2)
        _check_directory(stream, size)
        with zipfile.ZipFile(stream) as packed:
            members = sorted((m for m in packed.infolist() if MEMBER.match(m.filename)), key=lambda m: (m.filename, m.header_offset))
            if not members:
                raise InputError("a ZIP archive without web archives in it", hint="unpack it, and give the files that are inside")
            if sum(m.compress_size for m in members) > size:
                raise InputError("the ZIP archive is a bomb", why="its members overlap")
            for member in members:
                for found in _read(packed, member, max_bytes):
                    yield member.filename, found
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise InputError("the ZIP archive cannot be read", why=str(error)[:100]) from error


def _read(packed: zipfile.ZipFile, member: zipfile.ZipInfo, max_bytes: int) -> Iterator[Record | Lost]:
    if member.file_size > MOST_UNFOLDED * max(member.compress_size, 1):
        yield Lost(0, member.file_size, f"a bomb: {member.compress_size:,} bytes unfold to {member.file_size:,}")
        return
    reached = 0
    try:
        with packed.open(member) as inner:
            for found in read_archive(cast(BinaryIO, inner), max_bytes):
                reached = found.end
                yield found
    except Exception as error:  # a damaged member raises what its compression raises; the members after it are still read
        yield Lost(reached, member.file_size, f"broken ZIP member ({str(error)[:60]})")


def _check_directory(stream: BinaryIO, size: int) -> None:
    """Refuse a list of members that would fill the memory, before anything reads it."""
    stream.seek(max(0, size - TAIL))
    tail = stream.read(TAIL)
    end = tail.rfind(b"PK\x05\x06")
    length = int.from_bytes(tail[end + 12 : end + 16], "little") if end >= 0 else 0
    wide = tail.rfind(b"PK\x06\x06")
    if length == 0xFFFF_FFFF and wide >= 0:
        length = int.from_bytes(tail[wide + 40 : wide + 48], "little")
    if length > LARGEST_DIRECTORY:
        raise InputError("the ZIP archive is a bomb", why=f"{length:,} bytes of names")
    stream.seek(0)
