"""A person with a thousand clips by many makers, their readers, and two ways of taking it all back."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from itertools import count
from unittest.mock import patch
from uuid import uuid4

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from cameos.models import Cameo, Scope
from cameos.services import take_back_everything
from feed.models import Post
from feed.queries import ListName, page_of
from generation.media.links import link
from generation.models import Clip, ClipParent, ClipQuerySet, Ground
from generation.services import withdraw_clip
from tests.cameos.factories import make_cameo
from tests.clips import make_clip
from tests.factories import make_user

_numbers = count(1)
MEDIA = 100  # addresses that are tried


class World:
    def __init__(self, *, clips: int, makers: int, readers: int) -> None:
        tag = f"w{next(_numbers)}"
        self.subject = make_user(f"{tag}_subject")
        self.cameo: Cameo = make_cameo(self.subject, scope=Scope.EVERYONE)
        people = [make_user(f"{tag}_maker{number}") for number in range(makers)]
        self.readers = [make_user(f"{tag}_reader{number}") for number in range(readers)]
        self.clips = self._clips(people, clips)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as a database does by itself, within a minute
        self.ids = [str(clip.pk) for clip in self.clips]
        self.cookies = [self._cookie(reader) for reader in self.readers]
        self.addresses = [
            (link(clip, "video", self.readers[number % readers]), self.cookies[number % readers])
            for number, clip in enumerate(random.Random(1).sample(self.clips, MEDIA))
        ]
        self.ends: dict[str, Callable[[], float]] = {
            "cascade": self.take_back,
            "clip by clip": self.take_back_one_by_one,
        }

    def _clips(self, people: list[User], number: int) -> list[Clip]:
        """One with files for the addresses, the others as rows; every tenth remixes the one before."""
        model = make_clip(people[0], cast=[self.cameo], published=True)
        fields = {field.attname: getattr(model, field.attname) for field in Clip._meta.concrete_fields}
        clips = [model] + [
            Clip(**(fields | {"id": uuid4(), "maker_id": people[it % len(people)].pk}))
            for it in range(1, number)
        ]
        Clip.objects.bulk_create(clips[1:])
        Clip.cast.through.objects.bulk_create(
            Clip.cast.through(clip_id=clip.pk, cameo_id=self.cameo.pk) for clip in clips[1:]
        )
        Post.objects.bulk_create(Post(clip=clip, maker_id=clip.maker_id) for clip in clips[1:])
        ClipParent.objects.bulk_create(
            ClipParent(parent=clips[it - 1], child=clips[it]) for it in range(10, number, 10)
        )
        return clips

    def _cookie(self, reader: User) -> str:
        client = Client()
        client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
        return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"

    def take_back(self) -> float:
        """As the site does it. Returns the moment of the commit; hints leave right after it."""
        moments: list[float] = []
        with transaction.atomic():
            transaction.on_commit(lambda: moments.append(time.monotonic()))  # before all other callbacks
            take_back_everything(cameo=self.cameo, by=self.subject)
        return moments[0]

    def take_back_one_by_one(self) -> float:
        """The permission first, then each clip in a transaction of its own. Readers who only look at what
        is withdrawn see the others until their turn comes."""
        Cameo.objects.filter(pk=self.cameo.pk).update(scope=Scope.ONLY_ME)
        committed = time.monotonic()
        with patch.object(ClipQuerySet, "consented", lambda clips: clips):
            self.leaks = Post.objects.visible_to(self.readers[0]).filter(clip__in=self.clips).count()
            for clip in self.clips:
                withdraw_clip(clip=clip, ground=Ground.CONSENT, source=f"cameo:{self.cameo.pk}")
        return committed

    leaks: int | None = None

    def still_shown(self) -> int:
        """Clips that any read finds: the lists of everybody, and what may be played."""
        if self.leaks is not None:
            return self.leaks
        ids = {clip.pk for clip in self.clips}
        shown = set(Clip.objects.available().filter(pk__in=ids).values_list("pk", flat=True))
        for reader in self.readers[:10]:
            shown |= set(
                Post.objects.visible_to(reader).filter(clip__in=ids).values_list("clip_id", flat=True)
            )
            for name in ListName:
                shown |= ids & {post.clip_id for post in page_of(name, viewer=reader).posts}
        return len(shown)

    def feed_costs(self) -> str:
        """A page of the feed with the question about consent, and without it."""
        with_it = self._page_costs()
        with patch.object(ClipQuerySet, "consented", lambda clips: clips):
            without = self._page_costs()
        return (
            f"a page of Latest: {with_it[0]} queries, p50 {with_it[1]:.1f} ms; "
            f"without the question: {without[0]} queries, p50 {without[1]:.1f} ms"
        )

    def _page_costs(self) -> tuple[int, float]:
        times = []
        for _ in range(40):
            start = time.perf_counter()
            with CaptureQueriesContext(connection) as queries:
                assert page_of(ListName.LATEST, viewer=self.readers[0]).posts
            times.append(1000 * (time.perf_counter() - start))
        return len(queries), statistics.median(times)
