"""Addresses of the portal."""

from django.urls import path

from .about import views as about
from .home import views as home
from .services import views as services

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("cari", services.search, name="search"),
    path("layanan", services.services, name="services"),
    path("layanan/<slug:code>", services.service, name="service"),
    path("peristiwa/<slug:code>", services.life_event, name="life_event"),
    path("privasi", about.privacy, name="privacy"),
    path("aksesibilitas", about.accessibility, name="accessibility"),
]
