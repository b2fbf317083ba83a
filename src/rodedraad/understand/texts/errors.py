"""What can go wrong between a text and its numbers, said in one sentence."""


class EncoderError(Exception):
    """Texts could not be turned into vectors; the message says what to do."""
