"""Starting and stopping a server process so that nothing of it is left behind."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import psutil


class EngineFailed(Exception):
    """An engine cannot start; the message is one line that says why."""


def program(wheel: str, place: str) -> Path:
    """A program inside an installed wheel, found without importing the wheel's Python part."""
    spec = find_spec(wheel)
    for folder in spec.submodule_search_locations or () if spec else ():
        for path in Path(folder).glob(place):
            return path
    raise EngineFailed(f"The wheel {wheel} is not installed for this machine: see docs/operating.md.")


def tied(command: Sequence[str], *, end: signal.Signals, unprivileged: bool = False) -> list[str]:
    """`command`, made to receive the signal `end` when its parent dies, be it by kill -9.

    `unprivileged` also leaves root, where we are root: as `nobody`, a user that is on every
    machine, keeping of root's rights only the one to pass folders that are closed to others
    (so that no user has to be made and no folder opened).
    """
    setpriv = shutil.which("setpriv")
    drop = unprivileged and os.geteuid() == 0
    if drop and not setpriv:
        raise EngineFailed("PostgreSQL refuses to run as root, and setpriv is missing: run as another user.")
    if not setpriv:
        return list(command)  # not Linux: `stop_leftover` clears up at the next start
    rights = ["--inh-caps=-all,+dac_override", "--ambient-caps=-all,+dac_override"]
    user = ["--reuid=nobody", f"--regid={_nobody_group()}", "--clear-groups", *rights] if drop else []
    return [setpriv, f"--pdeathsig={end.name.removeprefix('SIG')}", *user, *command]


def _nobody_group() -> int:
    return pwd.getpwnam("nobody").pw_gid


def stop(process: subprocess.Popen[bytes], *signals: signal.Signals, patience: float = 10) -> None:
    """Send each signal in turn, waiting `patience` seconds after each; SIGKILL at the end."""
    for number in (*signals, signal.SIGKILL):
        if process.poll() is not None:
            return
        process.send_signal(number)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            continue


def stop_leftover(pid: int, *, name: str, folder: Path, end: signal.Signals) -> None:
    """Stop process `pid` if it is an engine called `name` that serves `folder`; else leave it."""
    try:
        process = psutil.Process(pid)
        if process.name() != name or Path(process.cwd()) != folder:
            return  # the number belongs to somebody else by now
        process.send_signal(end)
        process.wait(15)
    except psutil.NoSuchProcess:
        return
    except (psutil.AccessDenied, psutil.TimeoutExpired) as error:
        raise EngineFailed(f"{name} (process {pid}) still serves {folder} and does not stop.") from error


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def last_line(log: Path, *, of: Sequence[str] = ("",)) -> str:
    """The last line of a log that holds one of the words `of`: what an engine said at its end."""
    try:
        lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    except OSError as error:
        return str(error.strerror)
    telling = [line for line in lines if any(word in line for word in of)]
    return (telling or lines or ["it said nothing"])[-1]
