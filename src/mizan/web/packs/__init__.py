"""Country packs: folders of YAML, CSV and TopoJSON read, checked and handed to the loader as a `Bundle`."""

from mizan.web.packs.bundle import BrokenPack, Bundle, read_bundle
from mizan.web.packs.files import Fault
from mizan.web.packs.validate import validate

__all__ = ["BrokenPack", "Bundle", "Fault", "read_bundle", "validate"]
