"""Acts on a scan, its steps, its questions and its improvement agenda: each one transaction with its audit line."""
