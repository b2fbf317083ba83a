"""Everything people say: contributions with their history, and what others add to them."""

from .contribution import Attachment, Contribution, ContributionVersion
from .imports import ImportBatch
from .reactions import Comment, Report, Support

__all__ = ["Attachment", "Comment", "Contribution", "ContributionVersion", "ImportBatch", "Report", "Support"]
