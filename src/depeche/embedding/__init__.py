"""Models that turn texts into numbers: somebody else's weights, read from a folder or asked for over HTTPS. No Django.

The lexical way of `depeche.core.themes` needs none of this. A back-end is imported when it is loaded, and a model is
never fetched: its folder is there, or `InputError` says what is missing.
"""

from .backends import FOLDERS, Backend, installed, kinds_of, load
from .endpoint import Endpoint, EndpointError

__all__ = ["FOLDERS", "Backend", "Endpoint", "EndpointError", "installed", "kinds_of", "load"]
