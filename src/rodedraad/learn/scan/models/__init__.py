"""The scan, who does what in it, its path of five steps, and its improvement agenda."""

from .agenda import AgendaPoint
from .scan import Scan, ScanItem, ScanRole, ScanStep

__all__ = ["AgendaPoint", "Scan", "ScanItem", "ScanRole", "ScanStep"]
