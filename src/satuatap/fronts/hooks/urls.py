"""Addresses for gateways; each outside system is given its own."""

from django.urls import path

from . import nodes, views

app_name = "hooks"
urlpatterns = [
    path("pembayaran/<slug:gateway>", views.payment, name="payment"),
    path("pesan/<slug:channel>", views.message, name="message"),
    path("balasan/<slug:channel>", views.reply, name="reply"),
    path("simpul/keadaan", nodes.state, name="node_state"),
    path("simpul/permintaan", nodes.wish, name="node_wish"),
    path("simpul/fakta", nodes.facts, name="node_facts"),
    path("simpul/permohonan", nodes.application, name="node_application"),
    path("simpul/bekal", nodes.copy, name="node_copy"),
]
