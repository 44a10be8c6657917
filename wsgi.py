"""The door for WSGI servers: `gunicorn wsgi:application`."""

from dossiers.app import create_app
from dossiers.jobs.runner import Worker

application = create_app()
if application.config["SETTINGS"].embedded_jobs:
    Worker(application).start()
