"""A code to photograph (QR), as a picture with an address of its own: no markup is made for it."""

from io import BytesIO

import segno
from django.http import HttpResponse


def code_picture(address: str) -> HttpResponse:
    """An SVG file of the code that leads to an address."""
    drawn = BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", scale=4, border=2, xmldecl=False, svgclass=None,
                                        lineclass=None)
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")
