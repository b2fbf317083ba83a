"""An uploaded logo: read by content, drawn anew as PNG (so no metadata, script or surprise is kept)."""

import hashlib
from io import BytesIO
from typing import BinaryIO

from django.core.files.base import ContentFile
from PIL import Image, UnidentifiedImageError

MAX_BYTES = 5_000_000
MAX_PIXELS = 20_000_000
BOX = (640, 240)
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")


class NotAPictureError(ValueError):
    """The file is no PNG, JPEG, WebP or GIF, or it is broken or far too large."""


def redraw(upload: BinaryIO) -> ContentFile:
    """The picture in `upload` as a new PNG of at most 640 × 240, named after its content."""
    try:
        with Image.open(upload, formats=FORMATS) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise NotAPictureError
            picture.thumbnail(BOX)
            drawn = Image.new("RGBA", picture.size)
            drawn.paste(picture.convert("RGBA"))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise NotAPictureError from error
    out = BytesIO()
    drawn.save(out, "PNG", optimize=True)
    content = out.getvalue()
    return ContentFile(content, name=f"{hashlib.sha256(content).hexdigest()[:16]}.png")
