"""What the three of them do, step by step, and how long each step takes."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from generation.media.probe import Probe, probe
from sora_site.smoke.person import Person, Unexpected, wait_for

PASSWORD = "smoke-and-mirrors-7"  # noqa: S105 (of people who live for a minute)
PROMPT = "A fox with an umbrella walks through a rainy forest at night"
REFUSED = "Pikachu walks through a rainy forest"
REASON = "It was only a rehearsal."
HINT_SECONDS = 1.0  # from an act to the other person's socket


class Story:
    """One telling. `mails(address)` gives the texts of the mails that went there."""

    def __init__(self, url: str, mails: Callable[[str], list[str]]) -> None:
        self.url, self.mails = url, mails
        self.steps: list[tuple[str, float]] = []

    def tell(self) -> Probe:
        """From the first log-in to the last page; returns the facts of the clip."""
        with self._step("moderator logs in, makes two invites"):
            moderator = Person(self.url, "moderator")
            moderator.submit("/login/", login="warden", password=PASSWORD)
            self._prove_address(moderator, "warden@example.org")
            codes = [self._invite(moderator) for _ in range(2)]
        with self._step("maker and viewer join with invite and e-mail code"):
            maker, viewer = self._join("maker", codes[0]), self._join("viewer", codes[1])
        with self._step("viewer follows maker"):
            viewer.submit("/@maker/", at="/@maker/follow/")
        with self._step("gate refuses one text, allows another"):
            self._check(maker)
        clip = self._generate(maker)
        with self._step("viewer opens Following and the socket"):
            socket = viewer.listen()
            socket.send('{"type": "list", "name": "following"}')
            socket.send('{"type": "ping"}')
            wait_for(socket, "pong")
        with self._step("post reaches the viewer's socket", limit=HINT_SECONDS):
            maker.call("/api/posts/", {"clip": clip, "caption": "Mind the puddles"}, expect=201)
            wait_for(socket, "posts", list="following")
        with self._step("viewer sees the post, fetches the video in parts"):
            facts, video = self._watch(viewer, clip)
        socket.send(f'{{"type": "watch", "clips": ["{clip}"]}}')
        with self._step("viewer reports"):
            viewer.submit(f"/report/clip/{clip}/", reason="other", text="Only a rehearsal")
        case = self._case(moderator)
        with self._step("removal reaches the viewer's socket", limit=HINT_SECONDS):
            moderator.submit(f"/moderation/{case}/", at=f"/moderation/{case}/remove/", reason=REASON)
            wait_for(socket, "removed", clip=clip)
        with self._step("clip and video are gone, maker is told why"):
            viewer.get(f"/c/{clip}/", expect=404)
            viewer.get(video, expect=404)
            _must(REASON in maker.get("/inbox/"), "the maker's inbox does not tell the reason")
        socket.close()
        return facts

    def _invite(self, moderator: Person) -> str:
        page = moderator.submit("/invites/", at="/invites/new/")
        return _found(r"/invite/([^/\"]+)/", page, "no invite on the page")

    def _join(self, name: str, code: str) -> Person:
        person, address = Person(self.url, name), f"{name}@example.org"
        person.submit(
            "/join/",
            invite=code,
            username=name,
            email=address,
            birth_date="1990-05-17",
            password1=PASSWORD,
            terms="on",
        )
        self._prove_address(person, address)
        return person

    def _prove_address(self, person: Person, address: str) -> None:
        """Type the code that came by mail, as everybody does once."""
        mail = _eventually(lambda: self.mails(address), "no e-mail code came")[-1]
        code = _found(r"code is ([A-Z0-9-]+)", mail, "no code in the mail")
        person.submit("/join/code/", code=code)

    def _check(self, maker: Person) -> None:
        refused = maker.call("/api/checks/", {"text": REFUSED})
        _must(not refused["allowed"] and refused["findings"], f"the gate lets {REFUSED!r} pass")
        _must(maker.call("/api/checks/", {"text": PROMPT})["allowed"], f"the gate refuses {PROMPT!r}")

    def _generate(self, maker: Person) -> str:
        with self._step("render and encode, watched over the socket"), maker.listen() as socket:
            job = maker.call("/api/jobs/", {"text": PROMPT}, expect=201)["id"]
            shown = wait_for(socket, "job", id=job, state="rendering")
            while shown["state"] not in ("ready", "failed", "cancelled"):
                shown = wait_for(socket, "job", id=job)
        _must(shown["state"] == "ready", f"the job ended as {shown['state']}: {shown['note']}")
        return str(maker.call(f"/api/jobs/{job}/")["clip"])

    def _watch(self, viewer: Person, clip: str) -> tuple[Probe, str]:
        _must(clip in viewer.get("/following/"), "the post is not in the viewer's list")
        video = viewer.call(f"/api/posts/{clip}/")["video_url"]
        first = viewer.fetch(video, expect=206, Range="bytes=0-99")
        rest = viewer.fetch(video, expect=206, Range="bytes=100-")
        with NamedTemporaryFile(suffix=".mp4") as file:
            Path(file.name).write_bytes(first + rest)
            facts = probe(Path(file.name))
        _must(
            (facts.codec, facts.width, facts.height) == ("h264", 720, 1280), f"not the right picture: {facts}"
        )
        _must(abs(facts.seconds - 10) <= 0.2, f"not ten seconds: {facts}")
        _must(facts.audio_codec == "aac" and facts.loudness > 0.01, f"no audible sound: {facts}")
        _must(facts.motion > 0.4, f"the picture does not move: {facts}")
        return facts, video

    def _case(self, moderator: Person) -> str:
        return _found(r"/moderation/(\d+)/", moderator.get("/moderation/"), "the report made no case")

    @contextmanager
    def _step(self, name: str, *, limit: float = 0) -> Iterator[None]:
        started = time.monotonic()
        yield
        took = time.monotonic() - started
        self.steps.append((name, took))
        print(f"  {took:6.2f} s  {name}", flush=True)
        _must(not limit or took <= limit, f"{name}: {took:.2f} s is more than {limit} s")


def _must(true: bool, complaint: str) -> None:
    if not true:
        raise Unexpected(complaint)


def _found(pattern: str, text: str, complaint: str) -> str:
    found = re.search(pattern, text, re.MULTILINE)
    if found is None:
        raise Unexpected(f"{complaint}: {text[:2000]}")
    return found[1]


def _eventually(look: Callable[[], list[Any]], complaint: str) -> list[Any]:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if found := look():
            return found
        time.sleep(0.1)
    raise Unexpected(complaint)
