"""Media behave alike on disk and on S3; links to S3 are short-lived and cannot be forged."""

import time
import urllib.error
import urllib.request
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from pytest_django import Settings

pytestmark = pytest.mark.verify

CLIP = bytes(range(256)) * 4096


def fetch(url: str, *, part: str = "") -> tuple[int, bytes, str]:
    request = urllib.request.Request(url, headers={"Range": part} if part else {})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read(), answer.headers["Content-Type"]
    except urllib.error.HTTPError as refusal:
        return refusal.code, b"", ""


def content(name: str) -> bytes:
    with default_storage.open(name) as file:
        read: bytes = file.read()
        return read


def link(name: str) -> str:
    """As the media view makes it: signed, and good for the storage's `querystring_expire`."""
    return default_storage.url(name)


@pytest.mark.parametrize("media", ["disk_media", "s3_media"])
def test_a_file_is_kept_read_and_deleted(media: str, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue(media)
    name = default_storage.save("kept/clip.mp4", ContentFile(CLIP))
    assert default_storage.exists(name)
    assert default_storage.size(name) == len(CLIP)
    assert content(name) == CLIP
    default_storage.delete(name)
    assert not default_storage.exists(name)


@pytest.mark.parametrize("media", ["disk_media", "s3_media"])
def test_a_second_file_does_not_take_the_place_of_the_first(
    media: str, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue(media)
    first, second = (default_storage.save("same/clip.mp4", ContentFile(text)) for text in (b"one", b"two"))
    assert first != second
    assert [content(name) for name in (first, second)] == [b"one", b"two"]


@pytest.mark.usefixtures("s3_media")
@pytest.mark.parametrize(
    ("name", "kind"),
    [("a/video.mp4", "video/mp4"), ("a/poster.jpg", "image/jpeg"), ("a/captions.vtt", "text/vtt")],
)
def test_a_link_gives_the_whole_file_with_its_type(name: str, kind: str) -> None:
    assert fetch(link(default_storage.save(name, ContentFile(CLIP)))) == (200, CLIP, kind)


@pytest.mark.usefixtures("s3_media")
def test_a_link_gives_the_part_asked_for() -> None:
    name = default_storage.save("b/video.mp4", ContentFile(CLIP))
    assert fetch(link(name), part="bytes=1000-1999") == (206, CLIP[1000:2000], "video/mp4")
    assert fetch(link(name), part=f"bytes={len(CLIP)}-")[0] == 416


def test_a_link_dies_on_time(seaweed: dict[str, Any], settings: Settings) -> None:
    options = seaweed | {"querystring_expire": 1}
    s3 = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    settings.STORAGES = settings.STORAGES | {"default": s3}
    url = link(default_storage.save("c/video.mp4", ContentFile(CLIP)))
    assert fetch(url)[0] == 200
    time.sleep(2.1)
    assert fetch(url)[0] == 403


@pytest.mark.usefixtures("s3_media")
def test_a_link_is_good_for_one_file_and_no_longer_than_it_says() -> None:
    mine = link(default_storage.save("d/mine.mp4", ContentFile(CLIP)))
    default_storage.save("d/other.mp4", ContentFile(CLIP))
    assert fetch(mine.replace("mine", "other"))[0] == 403
    assert fetch(mine.replace("X-Amz-Expires=60", "X-Amz-Expires=600"))[0] == 403
    assert fetch(mine.partition("?")[0])[0] == 403
