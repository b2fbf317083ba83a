"""From a booklet to files: PDF for the table, DOCX for the editor, EPUB for the train, JSON for machines."""

from .data import to_json as to_json
from .pdf import to_pdf as to_pdf
