"""Addresses of booklets: `/rode-draden` for everybody, `/beheer/boekjes` for who writes one."""

from django.urls import path

from .views import desk, public, publishing, writing

app_name = "booklet"
_DESK = "beheer/boekjes"
_ONE = f"{_DESK}/<int:pk>"
_CHAPTER = f"{_ONE}/draden/<int:chapter_id>"
_LINE = f"{_CHAPTER}/waarnemingen/<int:line_id>"
_PUBLIC = "rode-draden/<slug:slug>"

urlpatterns = [
    path("rode-draden", public.booklets, name="list"),
    path(_PUBLIC, public.booklet, name="booklet"),
    path(f"{_PUBLIC}/boekje.<slug:form>", public.file, name="file"),
    path(f"{_PUBLIC}/gronden/<int:place>", public.grounds, name="grounds"),
    path(f"{_PUBLIC}/editie/<int:number>", public.booklet, name="edition"),
    path(f"{_PUBLIC}/editie/<int:number>/boekje.<slug:form>", public.file, name="edition_file"),
    path(_DESK, desk.desk, name="desk"),
    path(f"{_DESK}/nieuw", desk.make, name="make"),
    path(f"{_DESK}/woorden/<slug:vocabulary>", desk.terms, name="terms"),
    path(_ONE, desk.overview, name="overview"),
    path(f"{_ONE}/teksten", desk.words, name="words"),
    path(f"{_ONE}/bronnen", desk.sources, name="sources"),
    path(f"{_ONE}/voorbeeld", desk.preview, name="preview"),
    path(f"{_ONE}/voorbeeld.pdf", desk.preview_pdf, name="preview_pdf"),
    path(f"{_ONE}/indienen", publishing.submit, name="submit"),
    path(f"{_ONE}/goedkeuren", publishing.approve, name="approve"),
    path(f"{_ONE}/teruggeven", publishing.give_back, name="give_back"),
    path(f"{_ONE}/publiceren", publishing.publish, name="publish"),
    path(f"{_ONE}/intrekken", publishing.withdraw, name="withdraw"),
    path(f"{_ONE}/weggooien", publishing.remove, name="remove"),
    path(f"{_ONE}/draden", writing.add_chapter, name="add_chapter"),
    path(_CHAPTER, writing.chapter, name="chapter"),
    path(f"{_CHAPTER}/verplaatsen", writing.move_chapter, name="move_chapter"),
    path(f"{_CHAPTER}/weg", writing.remove_chapter, name="remove_chapter"),
    path(f"{_CHAPTER}/waarnemingen", writing.add_line, name="add_line"),
    path(_LINE, writing.line, name="line"),
    path(f"{_LINE}/verplaatsen", writing.move_line, name="move_line"),
    path(f"{_LINE}/weg", writing.remove_line, name="remove_line"),
    path(f"{_LINE}/gronden", writing.grounds_of_line, name="grounds_of_line"),
    path(f"{_CHAPTER}/citaten", writing.quotes, name="quotes"),
    path(f"{_CHAPTER}/citaten/<int:quote_id>/weg", writing.drop_quote, name="drop_quote"),
]
