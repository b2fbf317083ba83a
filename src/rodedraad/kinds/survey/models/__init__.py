"""Instruments and their versions, the surveys that ask them, who is invited, and what was answered."""

from .instrument import Instrument, InstrumentVersion
from .paper import PaperForm
from .report import PopulationMargin, SurveyReport
from .response import Response
from .survey import Group, Invitation, Survey

__all__ = ["Group", "Instrument", "InstrumentVersion", "Invitation", "PaperForm", "PopulationMargin", "Response",
           "Survey", "SurveyReport"]
