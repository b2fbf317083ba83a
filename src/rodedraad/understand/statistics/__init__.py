"""Kernels for figures: shares, means, weights, comparisons, disclosure control and charts. No Django in here."""
