"""The family of errors whose message is a sentence for the person at the screen."""


class RenstraError(Exception):
    """A problem a person can act on; ``str(error)`` is one Indonesian sentence naming place and remedy."""
