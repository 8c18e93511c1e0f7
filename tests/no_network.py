"""A pytest plugin: no test reaches beyond this machine, and one that tries fails with the address."""

import ipaddress
import sys


class NetworkRefused(RuntimeError):
    pass


def pytest_configure() -> None:
    sys.addaudithook(_refuse)


def _refuse(event: str, args: tuple[object, ...]) -> None:
    if event == "socket.getaddrinfo" and not _is_here(args[0]):
        raise NetworkRefused(f"a test looked up {args[0]!r}")
    if (
        event in ("socket.connect", "socket.sendto")
        and isinstance(args[1], tuple)
        and not _is_here(args[1][0])
    ):
        raise NetworkRefused(f"a test connected to {args[1]!r}")


def _is_here(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(name)).is_loopback
    except ValueError:
        return False
