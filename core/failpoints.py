"""Named places where a drill may kill the process, as a power cut would."""

import os
import signal


def failpoint(name: str) -> None:
    """Die here with SIGKILL if the environment variable FAILPOINT names this place."""
    if os.environ.get("FAILPOINT") == name:
        os.kill(os.getpid(), signal.SIGKILL)
