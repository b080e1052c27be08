"""One test body runs over every store: SQLite in a file, SQLite in memory, and PostgreSQL where a server can be started."""

from __future__ import annotations

import os
import shutil
import subprocess
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
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a private PostgreSQL server, started for this run as an ordinary user; skipped where there is none."""
    given = os.environ.get("RASHOMON_TEST_POSTGRES")
    if given:
        yield given
        return
    pytest.importorskip("psycopg", reason="PostgreSQL tests skipped: psycopg is not installed")
    programs = server_folder()
    if programs is None:
        pytest.skip("PostgreSQL tests skipped: no server is installed (set RASHOMON_TEST_POSTGRES, or run make test-postgres)")
    folder = tmp_path_factory.mktemp("postgres", numbered=True)
    as_user: list[str] = []
    if os.geteuid() == 0:  # the server refuses to run as root
        as_user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
        for parent in (folder, *folder.parents):
            if parent.stat().st_uid == 0 and str(parent).startswith("/tmp/"):
                parent.chmod(parent.stat().st_mode | 0o111)
        shutil.chown(folder, "nobody", "nogroup")
    data = folder / "data"

    def control(program: str, *options: str) -> None:
        command = [*as_user, str(programs / program), "-D", str(data), *options]
        subprocess.run(command, check=True, timeout=60, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    control("initdb", "-A", "trust", "-U", "rashomon", "-E", "UTF8", "--no-sync")
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    control("pg_ctl", "-o", options, "-l", str(folder / "log"), "-w", "start")
    try:
        yield f"postgresql://rashomon@/postgres?host={folder}"
    finally:
        control("pg_ctl", "-m", "immediate", "stop")


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
