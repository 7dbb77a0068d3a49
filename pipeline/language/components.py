"""All components: importing this registers their factories and declares the attributes that they read and write."""

from . import extensions
from .coreference import make_coreference
from .figures import make_figures
from .kinds import make_kinds
from .quotes import make_quotes
from .sentences import make_sentences

__all__ = ["make_coreference", "make_figures", "make_kinds", "make_quotes", "make_sentences"]

extensions.declare()
