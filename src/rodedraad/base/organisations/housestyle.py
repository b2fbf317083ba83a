"""House style: an organisation's own colours as design tokens, checked for contrast; tokens only, never rules."""

import hashlib

from django.utils.html import escape

CONTRAST_AA = 4.5
WHITE = "#ffffff"


def luminance(colour: str) -> float:
    """Relative luminance (0 black to 1 white) of `#rrggbb`, by WCAG 2.2."""
    channels = [int(colour[place:place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str = WHITE) -> float:
    """Contrast ratio (1 to 21) between two colours, by WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def darker(colour: str, share: float = 0.2) -> str:
    """The colour with `share` of black mixed in: for a button under the pointer."""
    return "#" + "".join(f"{round(int(colour[place:place + 2], 16) * (1 - share)):02x}" for place in (1, 3, 5))


def tint(colour: str, share: float = 0.92) -> str:
    """The colour with `share` of white mixed in: for a quiet background."""
    mixed = (int(colour[place:place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(channel + (255 - channel) * share):02x}" for channel in mixed)


def stylesheet(primary: str, ink: str) -> str:
    """CSS that sets the tokens of base/ui to the organisation's colours; empty colours leave the default."""
    tokens = {}
    if primary:
        tokens |= {"--rd-primary": primary, "--rd-primary-dark": darker(primary), "--rd-primary-soft": tint(primary)}
    if ink:
        tokens["--rd-ink"] = ink
    lines = "".join(f"{name}:{escape(value.lower())};" for name, value in tokens.items())
    return f":root{{{lines}}}\n"


def digest(primary: str, ink: str) -> str:
    """A short hash of the stylesheet: a new address for every change, so that browsers may keep it for a year."""
    return hashlib.sha256(stylesheet(primary, ink).encode()).hexdigest()[:12]
