"""Where the files of a model are: inside a wheel of somebody else, none of whose code runs."""

from importlib.util import find_spec
from pathlib import Path

from cameos.faces.face import FacesUnavailable


def file_in(package: str, path: str) -> Path:
    """A file of an installed package, which is not imported for it. Raises FacesUnavailable."""
    spec = find_spec(package)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        file = Path(folder) / path
        if file.is_file():
            return file
    raise FacesUnavailable(f"The package {package} with {path} is not installed.")
