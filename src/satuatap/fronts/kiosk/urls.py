"""Addresses of kiosks, under ``/kios/``."""

from django.urls import path

from . import helping, identity, letters, papers, proving, rating, upkeep, views

app_name = "kiosk"
urlpatterns = [
    path("<str:kiosk>", views.home, name="home"),
    path("<str:kiosk>/nomor", views.choose, name="choose"),
    path("<str:kiosk>/nomor/<str:ticket>", views.number, name="number"),
    path("<str:kiosk>/nomor/<str:ticket>/terima", views.taken, name="taken"),
    path("<str:kiosk>/nomor/<str:ticket>/cetak", views.put_on_paper, name="print"),
    path("<str:kiosk>/nomor/<str:ticket>/lepas", views.give_back, name="give_back"),
    path("<str:kiosk>/nomor/<str:ticket>/kabari", views.tell_me, name="tell_me"),
    path("<str:kiosk>/janji", views.booked, name="booked"),
    path("<str:kiosk>/penilaian", rating.rate, name="rate"),
    path("<str:kiosk>/berkas", views.case, name="case"),
    path("<str:kiosk>/dokumen", views.document, name="document"),
    path("<str:kiosk>/diri", identity.who, name="who"),
    path("<str:kiosk>/diri/kode", identity.code, name="code"),
    path("<str:kiosk>/diri/kartu", proving.card, name="card"),
    path("<str:kiosk>/diri/qr", proving.shown, name="shown"),
    path("<str:kiosk>/surat", letters.services, name="services"),
    path("<str:kiosk>/surat/<slug:code>", letters.begin, name="begin"),
    path("<str:kiosk>/surat/<str:number>/isi/<slug:page>", letters.form, name="form"),
    path("<str:kiosk>/surat/<str:number>/periksa", letters.review, name="review"),
    path("<str:kiosk>/surat/<str:number>/jadi", letters.letter, name="letter"),
    path("<str:kiosk>/cetak", papers.papers, name="papers"),
    path("<str:kiosk>/cetak/<uuid:document_id>", papers.paper, name="paper"),
    path("<str:kiosk>/cetak/<uuid:document_id>/lembar", papers.sheet, name="sheet"),
    path("<str:kiosk>/bantuan", helping.call, name="help"),
    path("<str:kiosk>/bantuan/selesai", helping.let_go, name="helped"),
    path("<str:kiosk>/perawatan", upkeep.upkeep, name="upkeep"),
    path("<str:kiosk>/perawatan/cetak", upkeep.trial, name="trial"),
    path("<str:kiosk>/perawatan/istirahat", upkeep.rest, name="rest"),
    path("<str:kiosk>/tagihan", papers.owed, name="bills"),
    path("<str:kiosk>/tagihan/<uuid:bill_id>", papers.bill, name="bill"),
    path("<str:kiosk>/tagihan/<uuid:bill_id>/kode.svg", papers.bill_code, name="bill_code"),
]
