"""The door for the web server."""

import os

from django.core.wsgi import get_wsgi_application

from .overload import Shed

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "satuatap.config.settings")
application = Shed(get_wsgi_application())
