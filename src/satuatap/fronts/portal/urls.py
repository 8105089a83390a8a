"""Addresses of the portal."""

from django.urls import path

from .home import views as home

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
]
