"""Whatever is uploaded becomes a plain JPEG, or a sentence that says why not."""

import json
import subprocess
import sys
from io import BytesIO
from struct import pack
from zlib import compress, crc32

import pytest
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from PIL.PngImagePlugin import PngInfo
from pytest_django import Settings

from cameos.portraits import SIDE, make_portrait
from core.pictures import BadPicture
from tests.cameos.factories import picture

SECRET = b"47.3769N 8.5417E"


def made(upload: bytes) -> Image.Image:
    shown = Image.open(BytesIO(make_portrait(BytesIO(upload))))
    assert shown.format == "JPEG"
    return shown


def refusal(upload: bytes) -> str:
    with pytest.raises(BadPicture) as error:
        make_portrait(BytesIO(upload))
    return str(error.value)


def saved(image: Image.Image, kind: str, **more: object) -> bytes:
    buffer = BytesIO()
    image.save(buffer, kind, **more)
    return buffer.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A PNG that promises many pixels and holds a few."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return pack(">I", len(body)) + name + body + pack(">I", crc32(name + body))

    header = pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = compress(b"\0" * 10_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def webp_header(width: int, height: int) -> bytes:
    """An extended WebP with a huge canvas, and a small picture on it."""
    small = saved(Image.new("RGB", (16, 16)), "WEBP")[12:]
    canvas = pack("<I", width - 1)[:3] + pack("<I", height - 1)[:3]
    body = b"WEBP" + b"VP8X" + pack("<I", 10) + b"\0\0\0\0" + canvas + small
    return b"RIFF" + pack("<I", len(body)) + body


def jpeg_header(width: int, height: int) -> bytes:
    """A JPEG whose frame header says another size than its pixels have."""
    data = bytearray(picture())
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = pack(">HH", height, width)
    return bytes(data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_three_formats_are_read(kind: str) -> None:
    assert made(picture(kind=kind)).size == (320, 320)


@pytest.mark.parametrize("size", [(3000, 2000), (2000, 3000)])
def test_a_portrait_is_square_and_at_most_so_large(size: tuple[int, int]) -> None:
    shown = made(picture(*size))
    assert shown.size == (SIDE, SIDE)
    red, green, blue = shown.getpixel((SIDE // 2, SIDE // 2))  # type: ignore[misc]
    assert red > green > blue  # the face is in the middle


def test_the_head_of_somebody_who_stands_stays_in_the_picture() -> None:
    standing = Image.new("RGB", (300, 900), "green")
    standing.paste("red", (100, 220, 200, 320))
    exif = Image.Exif()
    exif[Base.Orientation] = 6  # stored lying on its side, as telephones do
    shown = made(saved(standing.rotate(90, expand=True), "JPEG", exif=exif))
    assert shown.size == (300, 300)
    assert shown.getpixel((150, 70)) == pytest.approx((254, 0, 0), abs=4)


@pytest.mark.parametrize("mode", ["L", "1", "P", "CMYK", "LA", "RGBA", "I;16"])
def test_every_kind_of_pixel_is_read(mode: str) -> None:
    kind = "JPEG" if mode in ("L", "CMYK") else "PNG"
    assert made(saved(Image.new(mode, (300, 300)), kind)).mode == "RGB"


def test_what_is_transparent_becomes_white() -> None:
    shown = made(saved(Image.new("RGBA", (300, 300), (0, 0, 0, 0)), "PNG"))
    assert shown.getpixel((150, 150)) == (255, 255, 255)


def test_the_picture_is_turned_upright() -> None:
    drawing = Image.new("RGB", (400, 400), "red")
    drawing.paste("blue", (0, 0, 400, 200))
    exif = Image.Exif()
    exif[Base.Orientation] = 3  # upside down
    shown = made(saved(drawing, "JPEG", exif=exif))
    assert shown.getpixel((200, 350)) == pytest.approx((0, 0, 255), abs=12)


def test_a_broken_orientation_does_no_harm() -> None:
    exif = Image.Exif()
    exif[Base.Orientation] = 77
    assert made(saved(Image.new("RGB", (400, 400)), "JPEG", exif=exif)).size == (400, 400)


def test_the_place_and_the_device_stay_behind() -> None:
    exif = Image.Exif()
    exif[Base.Make] = SECRET.decode()
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (47.0, 22.0, 36.84)
    upload = saved(Image.new("RGB", (400, 400)), "JPEG", exif=exif, comment=SECRET, icc_profile=SECRET * 9)
    upload += SECRET  # and something after the end
    before = Image.open(BytesIO(upload))
    assert before.getexif().get_ifd(IFD.GPSInfo)
    shown = made(upload)
    assert not shown.getexif()
    assert not {"exif", "comment", "icc_profile", "xmp", "photoshop"} & set(shown.info)
    assert SECRET not in make_portrait(BytesIO(upload))


def test_remarks_in_a_png_stay_behind() -> None:
    remarks = PngInfo()
    remarks.add_text("Location", SECRET.decode())
    remarks.add_itxt("XML:com.adobe.xmp", f"<x>{SECRET.decode()}</x>")
    upload = saved(Image.new("RGB", (400, 400)), "PNG", pnginfo=remarks)
    assert SECRET in upload
    assert SECRET not in make_portrait(BytesIO(upload))


@pytest.mark.parametrize(
    "upload",
    [
        b"not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><script>alert(1)</script>",
        b"%PDF-1.7\n",
        b"\0" * 1000,
        b"P6 300 300 255\n" + b"\0" * 270_000,
        saved(Image.new("RGB", (300, 300)), "BMP"),
        saved(Image.new("RGB", (300, 300)), "GIF"),
        saved(Image.new("RGB", (300, 300)), "TIFF"),
    ],
    ids=["text", "svg", "html", "pdf", "zeros", "ppm", "bmp", "gif", "tiff"],
)
def test_what_is_no_jpeg_png_or_webp_is_refused(upload: bytes) -> None:
    assert refusal(upload) == "This is not a JPEG, PNG or WebP picture."


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_half_a_picture_is_refused(kind: str, part: float) -> None:
    whole = saved(Image.effect_noise((400, 400), 90), kind)
    assert refusal(whole[: int(len(whole) * part)])


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_moving_picture_is_refused(kind: str) -> None:
    frames = [Image.new("RGB", (300, 300), color) for color in ("red", "blue")]
    upload = saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
    assert refusal(upload) == "This picture moves. Choose a still one."


def test_the_second_view_that_telephones_add_is_let_go() -> None:
    frames = [Image.new("RGB", (300, 300), color) for color in ("red", "blue")]
    shown = made(saved(frames[0], "MPO", save_all=True, append_images=frames[1:]))
    assert shown.getpixel((150, 150)) == pytest.approx((254, 0, 0), abs=3)


def test_a_picture_too_small_to_show_a_face_is_refused() -> None:
    assert refusal(picture(2000, 255)) == "Choose a picture at least 256 pixels wide and high."


def test_a_file_too_large_is_refused_before_it_is_read(settings: Settings) -> None:
    settings.PORTRAIT_LIMIT_BYTES = 1024**2
    assert refusal(b"\0" * 2 * 1024**2) == "This file is larger than 1 MB."


def test_an_empty_file_is_refused() -> None:
    assert refusal(b"") == "This file is empty."


BOMBS = {
    "png": png_header(30_000, 30_000),
    "png a little too large": png_header(7_000, 7_000),
    "png beyond all numbers": png_header(2**31 - 1, 2**31 - 1),
    "webp": webp_header(16_383, 16_383),
    "jpeg": jpeg_header(30_000, 30_000),
    "long and thin": png_header(10_000_000, 256),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_header_that_promises_too_many_pixels_is_refused(name: str) -> None:
    assert refusal(BOMBS[name])


MEASURE = """
import io, json, resource, sys
from django.conf import settings
settings.configure(USE_I18N=False, PORTRAIT_LIMIT_BYTES=10**7)
from cameos.portraits import make_portrait
from core.pictures import BadPicture
make_portrait(io.BytesIO(bytes.fromhex(sys.stdin.readline())))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
refused = 0
for line in sys.stdin:
    try:
        make_portrait(io.BytesIO(bytes.fromhex(line)))
    except BadPicture:
        refused += 1
print(json.dumps([refused, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before]))
"""


def test_bombs_cost_hardly_any_memory() -> None:
    """In a process of its own: the peak of this one is somebody else's."""
    lines = "\n".join(upload.hex() for upload in (picture(), *BOMBS.values()))
    done = subprocess.run(
        [sys.executable, "-c", MEASURE], input=lines, capture_output=True, text=True, check=True
    )
    refused, kilobytes = json.loads(done.stdout)
    assert refused == len(BOMBS)
    assert kilobytes < 32 * 1024
