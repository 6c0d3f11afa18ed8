"""What the admin of the task library would show is in English and tells nobody anything; see Unduhan saya."""

from django.contrib import admin
from django_tasks_db.models import DBTaskResult

admin.site.unregister(DBTaskResult)
