"""Photos with a contribution: judged by content, decoded within a limit and written anew without metadata."""

import secrets
import struct
import warnings
from dataclasses import dataclass, replace
from io import BytesIO
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, UnidentifiedImageError

from rodedraad.base.core.text import clean_line

from .models import Attachment, Contribution
from .tasks import delete_stored_file

LONGEST_SIDE = 1600
MOST_PIXELS = 50_000_000
CONTENT_TYPES = {"jpg": "image/jpeg", "webp": "image/webp"}
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")  # the JPEG reader also takes the MPO of some telephones
# What Pillow raises on damaged or hostile files, as fuzzing found.
UNREADABLE = (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, MemoryError, TypeError, KeyError,
              IndexError, OverflowError, struct.error)
_T = Image.Transpose
TURNS = {2: _T.FLIP_LEFT_RIGHT, 3: _T.ROTATE_180, 4: _T.FLIP_TOP_BOTTOM, 5: _T.TRANSPOSE, 6: _T.ROTATE_270,
         7: _T.TRANSVERSE, 8: _T.ROTATE_90}


@dataclass(frozen=True)
class Photo:
    """A photo as it is kept: JPEG (or WebP when it is see-through) of at most 1600 pixels, without metadata."""

    content: bytes
    extension: str
    width: int
    height: int
    alt: str = ""

    def described(self, alt: str) -> "Photo":
        """The same photo with a description for who cannot see it."""
        return replace(self, alt=clean_line(alt)[:200])


def prepare(upload: BinaryIO) -> Photo:
    """Make a safe photo of an uploaded file. Raises `ValidationError` in plain words.

    The file's name and declared type are ignored. The first bytes decide; the pixels are decoded only when the header
    promises few enough of them; the result holds nothing of the file but those pixels.
    """
    content = upload.read(settings.MAX_UPLOAD_BYTES + 1)
    if len(content) > settings.MAX_UPLOAD_BYTES:
        raise ValidationError(_("The photo is too large. Choose one of at most %(size)s MB.") % {
            "size": settings.MAX_UPLOAD_BYTES // 1_000_000})
    _refuse_other_kinds(content)
    try:
        image = _decode(content)
    except UNREADABLE as error:
        raise ValidationError(_("We cannot read this photo. Save it as JPEG or PNG and choose it again.")) from error
    return _encode(image)


def _refuse_other_kinds(content: bytes) -> None:
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not content:
        raise ValidationError(_("This file is empty. Choose a photo."))
    if start.startswith(b"%pdf"):
        raise ValidationError(_("This is a PDF, not a photo. Choose a JPEG or PNG."))
    if start.startswith(b"<"):
        raise ValidationError(_("This kind of picture is not possible. Choose a photo: JPEG or PNG."))
    if content[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypheif"}:
        raise ValidationError(_("We cannot read HEIC photos. Save the photo as JPEG and choose it again."))


def _decode(content: bytes) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # damaged metadata makes Pillow warn; the pixel limit below is our own
        try:
            image = Image.open(BytesIO(content), formats=FORMATS)
        except Image.DecompressionBombError as error:
            raise _too_many_pixels() from error
        if image.width * image.height > MOST_PIXELS:
            raise _too_many_pixels()
        if getattr(image, "n_frames", 1) > 1 and image.format != "MPO":
            raise ValidationError(_("Moving pictures are not possible. Choose a photo: JPEG or PNG."))
        image.draft("RGB", (LONGEST_SIDE * 2, LONGEST_SIDE * 2))
        image.load()
        return _upright(image)


def _upright(image: Image.Image) -> Image.Image:
    """Turn the pixels as the camera says; damaged metadata is no reason to refuse a photo."""
    try:
        method = TURNS.get(image.getexif().get(ExifTags.Base.Orientation))
    except Exception:  # noqa: BLE001 -- metadata readers fail in many ways, and we only want one number
        method = None
    return image.transpose(method) if method is not None else image


def _too_many_pixels() -> ValidationError:
    return ValidationError(_("This photo has too many pixels. Make it smaller and choose it again."))


def _encode(image: Image.Image) -> Photo:
    see_through = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    image = image.convert("RGBA" if see_through else "RGB")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    clean = Image.new(image.mode, image.size)
    clean.paste(image)
    out = BytesIO()
    if see_through:
        clean.save(out, "WEBP", quality=82, method=4)
    else:
        clean.save(out, "JPEG", quality=82, optimize=True, progressive=True)
    return Photo(out.getvalue(), "webp" if see_through else "jpg", clean.width, clean.height)


def attach(contribution: Contribution, photo: Photo) -> Attachment:
    """Keep a photo with a contribution, under a name of our own; within the caller's transaction."""
    attachment = Attachment(organisation_id=contribution.organisation_id, contribution=contribution, alt=photo.alt,
                            width=photo.width, height=photo.height)
    # The sizes are known; ImageField would open the file again to find them.
    attachment.file.save(f"{secrets.token_hex(12)}.{photo.extension}", ContentFile(photo.content), save=False)
    attachment.save(force_insert=True)
    return attachment


def detach_all(contribution: Contribution) -> None:
    """Take the photos off a contribution: the rows now, the files by a task of the same transaction."""
    for attachment in contribution.attachments.all():
        delete_stored_file.enqueue(attachment.file.name)
        attachment.delete()
