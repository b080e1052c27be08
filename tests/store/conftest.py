"""One test body runs over every store: SQLite in a file, SQLite in memory, and PostgreSQL where a server can be started."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from rashomon.store import Store, open_store

ENGINES = ("file", "memory", "postgres")


def server_folder() -> Path | None:
    """Where PostgreSQL's programs are, if they are anywhere."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) if Path("/usr/lib/postgresql").is_dir() else []
    return versions[-1].parent if versions else None


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a private PostgreSQL server, started for this run as an ordinary user; skipped where there is none."""
    given = os.environ.get("RASHOMON_TEST_POSTGRES")
    if given:
        yield given
        return
    pytest.importorskip("psycopg", reason="PostgreSQL tests skipped: psycopg is not installed")
    programs = server_folder()
    if programs is None:
        pytest.skip("PostgreSQL tests skipped: no server is installed (set RASHOMON_TEST_POSTGRES, or run make test-postgres)")
    folder = Path(tempfile.mkdtemp(prefix="rashomon-postgres-"))  # not under pytest's own folder, which only one user may enter
    as_user: list[str] = []
    if os.geteuid() == 0:  # the server refuses to run as root
        as_user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
        shutil.chown(folder, "nobody", "nogroup")
    data = folder / "data"

    def control(program: str, *options: str) -> None:
        command = [*as_user, str(programs / program), "-D", str(data), *options]
        subprocess.run(command, check=True, timeout=120, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    try:
        control("initdb", "-A", "trust", "-U", "rashomon", "-E", "UTF8", "--no-sync")
        control("pg_ctl", "-o", options, "-l", str(folder / "log"), "-w", "start")
    except (OSError, subprocess.SubprocessError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"PostgreSQL tests skipped: the server cannot be started here ({error})")
    try:
        yield f"postgresql://rashomon@/postgres?host={folder}"
    finally:
        control("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=ENGINES)
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty library, once for each engine."""
    if request.param == "memory":
        return ":memory:"
    if request.param == "file":
        return str(tmp_path / "desk.db")
    import psycopg

    address: str = request.getfixturevalue("postgres")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return address


@pytest.fixture
def store(where: str) -> Iterator[Store]:
    """An empty store, once for each engine."""
    opened = open_store(where)
    yield opened
    opened.close()
