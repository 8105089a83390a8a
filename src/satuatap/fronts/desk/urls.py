"""Addresses of the desk, under ``/meja/``."""

from django.urls import path

from .inbox import views as inbox
from .look import views as look

app_name = "desk"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("tema", look.theme, name="theme"),
    path("pintasan", look.keys, name="keys"),
]
