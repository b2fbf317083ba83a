"""From a booklet to files: PDF for the table, DOCX for the editor, EPUB for the train, JSON for machines."""

from .data import to_json as to_json
from .docx import to_docx as to_docx
from .epub import to_epub as to_epub
from .pdf import to_pdf as to_pdf
