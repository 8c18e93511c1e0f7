"""A real S3 server for tests: SeaweedFS from its wheel, on free ports, with temporary data."""

import json
import os
import socket
import subprocess
import sysconfig
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import boto3  # type: ignore[import-untyped]
import pytest
from botocore.client import Config  # type: ignore[import-untyped]
from botocore.exceptions import BotoCoreError, ClientError  # type: ignore[import-untyped]
from pytest_django import Settings

ACCESS_KEY, SECRET_KEY, BUCKET, REGION = "test-key", "test-secret", "clips", "us-east-1"
START_SECONDS = 30
LINK_SECONDS = 60
PARTS = ("master", "volume", "filer", "s3")


@pytest.fixture(scope="session")
def seaweed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """The options of an S3Storage on a server that runs until the tests end."""
    with running(tmp_path_factory.mktemp("seaweed")) as options:
        yield options


@pytest.fixture
def s3_media(seaweed: dict[str, Any], settings: Settings) -> None:
    """Media are on S3 in this test."""
    s3 = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": seaweed}
    settings.STORAGES = settings.STORAGES | {"default": s3}


@pytest.fixture
def disk_media(settings: Settings, tmp_path: Path) -> None:
    """Media are on disk in this test, in a folder of its own."""
    disk = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"default": disk}


@contextmanager
def running(folder: Path) -> Iterator[dict[str, Any]]:
    """Run the server as long as the block lasts, in `folder`."""
    ports = _free_ports(2 * len(PARTS))
    endpoint = f"http://127.0.0.1:{ports[2 * PARTS.index('s3')]}"
    try:
        with _server(_command(folder, ports), folder) as server:
            _make_bucket(endpoint, server, folder / "weed.log")
            yield _options(endpoint)
    finally:
        _remove_sockets(ports)


def _options(endpoint: str) -> dict[str, Any]:
    return {
        "bucket_name": BUCKET,
        "endpoint_url": endpoint,
        "access_key": ACCESS_KEY,
        "secret_key": SECRET_KEY,
        "region_name": REGION,
        "signature_version": "s3v4",
        "addressing_style": "path",
        "default_acl": None,
        "file_overwrite": False,
        "querystring_expire": LINK_SECONDS,
    }


def _command(folder: Path, ports: list[int]) -> list[str]:
    data = folder / "data"
    data.mkdir()
    (folder / "s3.json").write_text(json.dumps({"identities": [_identity()]}))
    numbers = iter(ports)
    listen = [
        option
        for part in PARTS
        for option in (f"-{part}.port={next(numbers)}", f"-{part}.port.grpc={next(numbers)}")
    ]
    return [
        str(Path(sysconfig.get_path("scripts")) / "weed"),
        "server",
        f"-dir={data}",
        "-ip=127.0.0.1",
        "-ip.bind=127.0.0.1",
        "-s3",
        f"-s3.config={folder / 's3.json'}",
        "-s3.port.iceberg=0",
        "-s3.port.lance=0",
        "-master.volumeSizeLimitMB=64",
        "-master.telemetry=false",
        "-volume.max=8",
        "-volume.preStopSeconds=0",
        *listen,
    ]


def _identity() -> dict[str, Any]:
    keys = {"accessKey": ACCESS_KEY, "secretKey": SECRET_KEY}
    return {"name": "tests", "credentials": [keys], "actions": ["Admin", "Read", "Write", "List"]}


@contextmanager
def _server(command: list[str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    environment = os.environ | {"TMPDIR": str(folder)}  # its logs go there, whatever it is told
    with (folder / "weed.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
    try:
        yield process
    finally:
        process.kill()  # a polite end takes ten seconds and more, for data that nobody keeps
        process.wait()


def _make_bucket(endpoint: str, server: subprocess.Popen[bytes], log: Path) -> None:
    client = boto3.client(
        "s3",
        endpoint_url=endpoint,
        aws_access_key_id=ACCESS_KEY,
        aws_secret_access_key=SECRET_KEY,
        region_name=REGION,
        config=Config(signature_version="s3v4", retries={"total_max_attempts": 1}, connect_timeout=1),
    )
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            client.create_bucket(Bucket=BUCKET)
        except (BotoCoreError, ClientError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"SeaweedFS did not start:\n{log.read_text(errors='replace')[-2000:]}")


def _free_ports(count: int) -> list[int]:
    """Held together while they are chosen, so that none comes twice."""
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def _remove_sockets(ports: list[int]) -> None:
    """Its local sockets lie in /tmp whatever TMPDIR says, and outlive it."""
    for port in ports:
        for left in Path("/tmp").glob(f"seaweedfs-*-{port}.sock"):
            left.unlink(missing_ok=True)
