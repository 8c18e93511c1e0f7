"""Start everything on free ports with data of its own, walk the way, stop everything."""

import os
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from sora_site.embedded import EngineFailed, Postgres, Valkey
from sora_site.embedded.children import free_port
from sora_site.processes import ROOT, Processes, SiteFailed
from sora_site.smoke.person import Unexpected
from sora_site.smoke.story import PASSWORD, Story


def main() -> int:
    started = time.monotonic()
    try:
        with TemporaryDirectory(prefix="assent-smoke-") as folder:
            port = _walk(Path(folder))
        _check_nothing_remains(port)
    except (EngineFailed, SiteFailed, Unexpected, subprocess.CalledProcessError) as error:
        print(f"smoke: {error}", file=sys.stderr)
        return 1
    print(f"  {time.monotonic() - started:6.2f} s  in all. The whole way works; nothing remains.")
    return 0


def _walk(folder: Path) -> int:
    """Tell the story on a site in `folder`; returns the port that it was on."""
    port, started = free_port(), time.monotonic()
    with ExitStack() as running:
        postgres = running.enter_context(Postgres(folder / "postgres", "smoke", durable=False))
        valkey = running.enter_context(Valkey(folder / "valkey", "smoke"))
        env = _environment(folder, port, postgres.url("assent"), valkey.url)
        processes = Processes(env, port=port, log=folder / "log")
        try:
            processes.prepare()
            _make_moderator(env)
            running.enter_context(processes)
            processes.wait_until_healthy()
            print(f"  {time.monotonic() - started:6.2f} s  engines, database and processes start", flush=True)
            facts = Story(env["SITE_URL"], lambda address: _mails(folder, address)).tell()
        except Exception:
            print((folder / "log").read_text(errors="replace")[-4000:], file=sys.stderr)
            raise
        print(f"  clip: {facts}")
    return port


def _environment(folder: Path, port: int, database: str, broker: str) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": database,
        "REDIS_URL": broker,
        "DATA_DIR": str(folder),
        "DEBUG": "1",
        "SITE_URL": f"http://localhost:{port}",
        "DEVELOPMENT_REGION": "US",
        "EMAIL_FOLDER": str(folder / "mail"),
        "SEED_DEMO": "0",
        "ENGINE": "storyboard",
        "PYTHONWARNINGS": "ignore:You're running the worker",
    }


def _make_moderator(env: dict[str, str]) -> None:
    who = {"DJANGO_SUPERUSER_USERNAME": "warden", "DJANGO_SUPERUSER_EMAIL": "warden@example.org"}
    command = [sys.executable, "manage.py", "createsuperuser", "--noinput"]
    secret = {"DJANGO_SUPERUSER_PASSWORD": PASSWORD}
    subprocess.run(command, cwd=ROOT, env=env | who | secret, check=True, stdout=subprocess.DEVNULL)


def _mails(folder: Path, address: str) -> list[str]:
    files = sorted((folder / "mail").glob("*.log"), key=lambda file: file.stat().st_mtime)
    return [text for text in (file.read_text() for file in files) if f"To: {address}" in text]


def _check_nothing_remains(port: int) -> None:
    own = psutil.Process()
    left = [f"{child.pid} {' '.join(child.cmdline()[:3])}" for child in own.children(recursive=True)]
    if left:
        raise Unexpected(f"processes remain: {left}")
    if any(it.laddr and it.laddr.port == port for it in psutil.net_connections() if it.status == "LISTEN"):
        raise Unexpected(f"port {port} is still open")


if __name__ == "__main__":
    sys.exit(main())
