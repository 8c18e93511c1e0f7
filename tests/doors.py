"""Members at the site's doors: pages as a browser asks for them, the API as a program does."""

from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from accounts.models import User


@dataclass
class Door:
    """One signed-in member's browser. Every verb gives the answer, whatever it is."""

    user: User
    client: Client = field(default_factory=Client)

    def __post_init__(self) -> None:
        self.client.force_login(self.user, backend="django.contrib.auth.backends.ModelBackend")

    def gets(self, path: str, **headers: str) -> Any:
        return self.client.get(path, headers=headers)

    def submits(self, path: str, **fields: Any) -> Any:
        """A form."""
        return self.client.post(path, fields)

    def asks(self, path: str, *, key: str = "", **body: Any) -> Any:
        """A POST to the API; `key` names the wish."""
        headers = {"Idempotency-Key": key} if key else None
        return self.client.post(path, body, content_type="application/json", headers=headers)

    def reads(self, path: str) -> str:
        """The text of a page that is there."""
        answer = self.gets(path)
        assert answer.status_code == 200, path
        return str(answer.text)

    def plays(self, address: str, *, part: str = "") -> tuple[int, bytes]:
        """What comes of a file, or of the part that is asked for."""
        answer = self.gets(address, **({"Range": part} if part else {}))
        return answer.status_code, b"".join(answer)  # read to the end, which closes a file

    def finds(self, path: str) -> bool:
        """Whether there is something at `path`: 200, or else 404, or 410 where it has been taken away."""
        status, _ = self.plays(path)
        assert status in (200, 404, 410), status
        return status == 200
