"""Addresses for gateways; each outside system is given its own."""

from django.urls import path

from . import views

app_name = "hooks"
urlpatterns = [
    path("pembayaran/<slug:gateway>", views.payment, name="payment"),
    path("pesan/<slug:channel>", views.message, name="message"),
    path("balasan/<slug:channel>", views.reply, name="reply"),
]
