"""Addresses of kiosks, under ``/kios/``."""

from django.urls import path

from . import views

app_name = "kiosk"
urlpatterns = [
    path("<str:kiosk>", views.home, name="home"),
    path("<str:kiosk>/nomor", views.choose, name="choose"),
    path("<str:kiosk>/nomor/<str:ticket>", views.number, name="number"),
    path("<str:kiosk>/nomor/<str:ticket>/terima", views.taken, name="taken"),
    path("<str:kiosk>/nomor/<str:ticket>/cetak", views.put_on_paper, name="print"),
    path("<str:kiosk>/nomor/<str:ticket>/lepas", views.give_back, name="give_back"),
    path("<str:kiosk>/janji", views.booked, name="booked"),
    path("<str:kiosk>/berkas", views.case, name="case"),
    path("<str:kiosk>/dokumen", views.document, name="document"),
]
