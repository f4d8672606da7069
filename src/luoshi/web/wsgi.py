"""What the server runs."""

from __future__ import annotations

import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

LATE = ("altair", "vl_convert", "openpyxl", "xlsxwriter", "numpy", "shapely", "pyproj", "PIL.Image")
"""What the rooms import only where they need it; the command starts faster for it."""

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.web.settings")
application = get_wsgi_application()
for name in LATE:
    # Of two requests that import a package at once, one may find it half made: so the server has them before.
    import_module(name)
