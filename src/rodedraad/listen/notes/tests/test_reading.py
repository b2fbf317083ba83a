"""Whole files of each kind give the notes that a person would copy out of them."""

from rodedraad.listen.notes import Note, read_notes

from .making import docx, odt, pdf


def words(content: bytes, filename: str) -> list[tuple[str, str]]:
    return [(note.speaker, note.text) for note in read_notes(content, filename)]


def test_markdown_with_headings_bullets_and_speakers() -> None:
    text = """# Gespreksronde 1

- Bewoner: Het plein is **veel te kaal**.
- Meer bankjes, zie [de kaart](https://kaart.example)

Ondernemer: de winkels
lopen leeg.

Ronde 2
-------
* Wat ik mis: een speeltuin.
"""
    notes = read_notes(text.encode(), "ronde.md")
    assert notes == [
        Note("Het plein is veel te kaal.", "Bewoner", None, "Gespreksronde 1"),
        Note("Meer bankjes, zie de kaart", "", None, "Gespreksronde 1"),
        Note("de winkels lopen leeg.", "Ondernemer", None, "Gespreksronde 1"),
        Note("Wat ik mis: een speeltuin.", "", None, "Ronde 2"),
    ]


def test_plain_text_joins_lines_that_were_broken_by_their_width() -> None:
    text = (
        "Veel mensen aan onze tafel vonden dat de gemeente eerder moet\nlaten weten wat er gaat gebeuren.\n\n"
        "1. Meer groen\n2) Minder stenen\nMevr. De Vries: de bus komt te weinig.\n"
    )
    assert words(text.encode(), "tafel.txt") == [
        ("", "Veel mensen aan onze tafel vonden dat de gemeente eerder moet laten weten wat er gaat gebeuren."),
        ("", "Meer groen"),
        ("", "Minder stenen"),
        ("Mevr. De Vries", "de bus komt te weinig."),
    ]


def test_word_with_headings_bullets_and_a_table() -> None:
    content = docx(
        "• Meer bankjes bij de vijver.",
        "Raadslid: wij horen dat vaker.",
        headings=("Tafel 3",),
        rows=(("Bewoner", "De stoep is te smal voor een rolstoel en een kinderwagen."),),
    )
    notes = read_notes(content, "tafel.docx")
    assert [(note.speaker, note.text, note.heading) for note in notes] == [
        ("", "• Meer bankjes bij de vijver.", "Tafel 3"),
        ("Raadslid", "wij horen dat vaker.", "Tafel 3"),
        ("Bewoner", "De stoep is te smal voor een rolstoel en een kinderwagen.", "Tafel 3"),
    ]


def test_opendocument_and_pdf() -> None:
    assert words(odt("Wethouder: dat beloof ik.", heading="Slot"), "a.odt") == [("Wethouder", "dat beloof ik.")]
    assert words(pdf("Meer licht in het park, want daar is het donker.\n2"), "a.pdf") == [
        ("", "Meer licht in het park, want daar is het donker.")
    ]


def test_csv_by_its_names_and_by_its_longest_column() -> None:
    named = 'rol;tekst;vraag\nBewoner;Meer bomen;Wat mist u?\nOndernemer;"Minder regels; echt";Wat mist u?\n'
    assert read_notes(named.encode(), "a.csv") == [
        Note("Meer bomen", "Bewoner", None, "Wat mist u?"),
        Note("Minder regels; echt", "Ondernemer", None, "Wat mist u?"),
    ]
    nameless = (
        "1,Noord,Er zijn te weinig plekken om elkaar te ontmoeten\n2,Zuid,De bus rijdt te weinig in het weekend\n"
    )
    assert [text for _who, text in words(nameless.encode(), "a.csv")] == [
        "Er zijn te weinig plekken om elkaar te ontmoeten",
        "De bus rijdt te weinig in het weekend",
    ]


def test_transcripts_give_turns_with_a_time() -> None:
    vtt = (
        "WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\n<v Gespreksleider>Wat vindt u van\n\n"
        "00:00:04.000 --> 00:00:06.500\n<v Gespreksleider>het plein?\n\n"
        "01:02.500 --> 01:05.000\n<v Bewoner>Het is <i>kaal</i> &amp; koud.\n"
    )
    assert read_notes(vtt.encode(), "a.vtt") == [
        Note("Wat vindt u van het plein?", "Gespreksleider", 1.0),
        Note("Het is kaal & koud.", "Bewoner", 62.5),
    ]
    srt = "1\r\n00:00:01,000 --> 00:00:02,000\r\nBewoner: Meer groen graag.\r\n\r\n"
    srt += "2\r\n00:00:03,000 --> 00:00:04,000\r\nOké.\r\n"
    assert read_notes(srt.encode(), "a.srt") == [Note("Meer groen graag.", "Bewoner", 1.0), Note("Oké.", "", 3.0)]
