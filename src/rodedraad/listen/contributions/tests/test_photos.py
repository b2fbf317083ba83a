"""Photos: judged by content, decoded within limits, written anew without metadata, served through a permission."""

import struct
import zlib
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from rodedraad.base.accounts.models import Person
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.contributions import photos
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.tests.factories import ContributionFactory

ORIENTATION, GPS = 0x0112, 0x8825


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 20), mode: str = "RGB", **more: object) -> bytes:
    out = BytesIO()
    Image.new(mode, size, "red").save(out, kind, **more)
    return out.getvalue()


def prepared(content: bytes) -> Image.Image:
    return Image.open(BytesIO(photos.prepare(BytesIO(content)).content))


def refused(content: bytes) -> str:
    with pytest.raises(ValidationError) as caught:
        photos.prepare(BytesIO(content))
    return caught.value.message


def with_exif() -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (52.0, 5.0, 26.0)
    return picture(exif=exif)


def test_metadata_goes_and_the_orientation_is_applied() -> None:
    source = with_exif()
    assert Image.open(BytesIO(source)).getexif().get_ifd(GPS)
    result = prepared(source)
    assert dict(result.getexif()) == {}
    assert "exif" not in result.info
    assert result.size == (20, 40)
    assert b"SecretCamera" not in photos.prepare(BytesIO(source)).content


def test_a_large_photo_becomes_at_most_1600_pixels() -> None:
    assert prepared(picture(size=(4000, 1000))).size == (1600, 400)


@pytest.mark.parametrize(("kind", "mode", "becomes"), [
    ("PNG", "RGB", "JPEG"), ("PNG", "RGBA", "WEBP"), ("PNG", "P", "JPEG"), ("WEBP", "RGB", "JPEG"),
    ("JPEG", "CMYK", "JPEG"), ("JPEG", "L", "JPEG"), ("PNG", "I;16", "JPEG"), ("GIF", "P", "JPEG"),
])
def test_kinds_and_modes_are_written_anew(kind: str, mode: str, becomes: str) -> None:
    out = BytesIO()
    Image.new(mode, (8, 8)).save(out, kind)
    assert prepared(out.getvalue()).format == becomes


@pytest.mark.parametrize("content", [
    b"", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    b"\xef\xbb\xbf  <?xml version='1.0'?><svg/>", b"<html>", b"%PDF-1.7 ...", b"GIF89a", b"\x89PNG\r\n\x1a\n rest",
    b"\x00\x00\x00\x18ftypheic0000", b"MZ\x90\x00", b"BM" + b"\x00" * 60,
])
def test_what_is_not_a_photo_is_refused_in_words(content: bytes) -> None:
    assert refused(content).endswith(".")


def test_a_moving_picture_is_refused() -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "green", "blue")]
    out = BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    refused(out.getvalue())


def test_a_pixel_bomb_is_refused_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image.Image, "load", lambda *_: pytest.fail("the pixels were decoded"))
    for side in (8_000, 60_000):
        header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
        chunk = b"IHDR" + header
        bomb = (b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
                + struct.pack(">I", 10) + b"IDAT" + zlib.compress(b"\0" * 99)[:10] + b"\0\0\0\0")
        assert "pixel" in refused(bomb).lower()


def test_a_file_above_the_limit_is_refused(settings: object) -> None:
    settings.MAX_UPLOAD_BYTES = 100  # type: ignore[attr-defined]
    refused(picture(size=(400, 400)))


def test_a_polyglot_keeps_nothing_but_its_pixels() -> None:
    polyglot = picture() + b"<script>alert(document.domain)</script>PK\x03\x04"
    assert b"script" not in photos.prepare(BytesIO(polyglot)).content


@settings(max_examples=200, deadline=None)
@given(place=st.integers(0, 700), value=st.binary(min_size=1, max_size=8))
def test_a_damaged_photo_gives_a_photo_or_a_refusal(place: int, value: bytes) -> None:
    content = bytearray(with_exif())
    content[place % len(content) : place % len(content) + len(value)] = value
    with suppress(ValidationError):
        assert photos.prepare(BytesIO(bytes(content))).content


@pytest.fixture
def with_photo(activity: Activity, resident: Person) -> Contribution:
    """An idea with a photo."""
    idea = ContributionFactory(activity=activity, author=resident)
    photos.attach(idea, photos.prepare(BytesIO(picture())))
    return idea


def test_a_photo_is_served_safely_to_who_may_read_the_idea(with_photo: Contribution, resident: Person,
                                                           client_of: Callable[[Person], Client]) -> None:
    path = f"/bijdragen/{with_photo.pk}/foto/{with_photo.attachments.get().pk}"
    answer = Client().get(path)
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "public" in answer["Cache-Control"]
    b"".join(answer.streaming_content)  # also closes it
    Contribution.objects.update(state="hidden")
    assert Client().get(path).status_code == 302
    own = client_of(resident).get(path)
    assert own["Cache-Control"] == "private, no-store"
    b"".join(own.streaming_content)
    other = ContributionFactory(activity=with_photo.activity)
    assert Client().get(f"/bijdragen/{other.pk}/foto/{with_photo.attachments.get().pk}").status_code == 404


def test_an_edit_replaces_or_removes_the_photo(with_photo: Contribution, resident: Person,
                                               client_of: Callable[[Person], Client]) -> None:
    first = with_photo.attachments.get()
    typed = {"title": "T", "text": "t", "version": "1", "author_role": "resident",
             "photo": SimpleUploadedFile("../../evil.svg.php", picture("PNG"), "text/html"), "alt": "Een rood vlak"}
    assert client_of(resident).post(f"/bijdragen/{with_photo.pk}/wijzigen", typed).status_code == 302
    second = with_photo.attachments.get()
    assert (second.pk != first.pk, second.alt, second.file.name.endswith(".jpg")) == (True, "Een rood vlak", True)
    assert "evil" not in second.file.name
    typed = {"title": "T", "text": "t", "version": "2", "author_role": "resident", "remove_photo": "on"}
    assert client_of(resident).post(f"/bijdragen/{with_photo.pk}/wijzigen", typed).status_code == 302
    assert not with_photo.attachments.exists()
