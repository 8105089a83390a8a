"""Addresses of screens, under ``/layar/``."""

from django.urls import path

from . import views

app_name = "display"
urlpatterns = [path("<str:secret>", views.screen, name="screen")]
