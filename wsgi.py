"""The door for WSGI servers: `gunicorn wsgi:application`."""

from dossiers.app import create_app

application = create_app()
