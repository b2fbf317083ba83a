"""Files with a decision or a result: judged by content, kept under a name of our own, served only as an attachment."""

import re
import secrets
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from rodedraad.base.core.text import clean_line
from rodedraad.listen.contributions import photos

from .errors import RefusedError

PDF_START = re.compile(rb"^\s{0,16}%PDF-[12]\.\d")
PHOTO_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA|SubmitForm|ImportData)\b")
ESCAPED_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
CONTENT_TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "webp": "image/webp"}


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be kept: its content, its true extension and the name that people see."""

    content: bytes
    extension: str
    name: str


def checked_pdf(upload: UploadedFile, *, field: str) -> CheckedFile:
    """The upload when it really is a quiet PDF (no scripts, no files inside). Raises `RefusedError` on the field."""
    return CheckedFile(_pdf(_read(upload, field), field), "pdf", shown_name(upload.name, "pdf"))


def checked_evidence(upload: UploadedFile, *, field: str) -> CheckedFile:
    """The upload when it is a quiet PDF, or a photo, which is written anew without metadata. Raises `RefusedError`."""
    content = _read(upload, field)
    if PDF_START.match(content):
        return CheckedFile(_pdf(content, field), "pdf", shown_name(upload.name, "pdf"))
    upload.seek(0)
    try:
        photo = photos.prepare(upload) if content.startswith(PHOTO_STARTS) else None
    except (ValidationError, LookupError):  # LookupError: the imaging library on a photo that is broken
        photo = None
    if photo is None:
        raise RefusedError(_("We cannot use this file. Choose a PDF, or a photo: JPEG or PNG."), field)
    return CheckedFile(photo.content, photo.extension, shown_name(upload.name, photo.extension))


def keep(target: FieldFile, checked: CheckedFile) -> str:
    """Store the file on a file field, under a random name; returns the name that people see. Does not save the row."""
    target.save(f"{secrets.token_hex(12)}.{checked.extension}", ContentFile(checked.content), save=False)
    return checked.name


def shown_name(name: str | None, extension: str) -> str:
    """A name that is safe in a header and on a page: letters, digits, space, dash; with the true extension."""
    stem = PurePosixPath(clean_line(name or "").replace("\\", "/")).stem
    safe = " ".join(re.sub(r"[^\w \-]", " ", stem).split())[:100]
    return f"{safe or _('document')}.{extension}"


def attachment(field: FieldFile, name: str) -> FileResponse:
    """The response that hands a kept file over: as a download, never shown inside the site. Raises Http404."""
    if not field:
        raise Http404
    try:
        stored = field.open("rb")
    except OSError as error:
        raise Http404 from error
    extension = field.name.rsplit(".", 1)[-1]
    response = FileResponse(stored, as_attachment=True, filename=name,
                            content_type=CONTENT_TYPES.get(extension, "application/octet-stream"))
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, max-age=0, must-revalidate"
    return response


def _read(upload: UploadedFile, field: str) -> bytes:
    content = bytes(upload.read(settings.MAX_UPLOAD_BYTES + 1))
    if not content:
        raise RefusedError(_("This file is empty. Choose another file."), field)
    if len(content) > settings.MAX_UPLOAD_BYTES:
        raise RefusedError(
            _("This file is too large. Choose one of at most %(size)s MB.")
            % {"size": settings.MAX_UPLOAD_BYTES // 1_000_000}, field)
    return content


def _pdf(content: bytes, field: str) -> bytes:
    if not PDF_START.match(content) or b"%%EOF" not in content[-2048:]:
        raise RefusedError(_("This is not a complete PDF. Save the document as PDF and choose it again."), field)
    names = ESCAPED_NAME.sub(lambda found: bytes([int(found[1], 16)]), content)
    if ACTIVE.search(names):
        raise RefusedError(
            _("This PDF holds a script, a form that sends data, or another file. Print it to a new PDF and choose "
              "that one."), field)
    return content
