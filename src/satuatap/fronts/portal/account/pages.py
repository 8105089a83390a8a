"""Addresses of one's own account, in the portal's name space."""

from django.urls import path

from .views import breaches, consents, data_requests, documents, home, looks, matching, organisations, powers, security

urlpatterns = [
    path("akun/", home.home, name="account"),
    path("akun/data", home.data, name="account-data"),
    path("akun/data/akses", looks.looks, name="account-looks"),
    path("akun/data/akses/<int:look_id>", looks.look, name="account-look"),
    path("akun/data/keliru", looks.wrong, name="account-wrong"),
    path("akun/data/kebocoran", breaches.breaches, name="account-breaches"),
    path("akun/persetujuan", consents.consents, name="account-consents"),
    path("akun/data/permintaan", data_requests.requests, name="data-requests"),
    path("akun/data/salinan/<uuid:granted_id>", data_requests.copy, name="data-copy"),
    path("akun/data/permintaan/pulihkan", data_requests.lift, name="data-unrestrict"),
    path("akun/dokumen", home.vault, name="account-documents"),
    path("akun/dokumen/<uuid:document_id>/salah", documents.wrong, name="document-wrong"),
    path("akun/nama", home.name, name="account-rename"),
    path("akun/bahasa", home.language, name="account-language"),
    path("akun/nik", matching.match, name="account-match"),
    path("akun/kuasa", powers.powers, name="powers"),
    path("akun/kuasa/beri", powers.give, name="power-give"),
    path("akun/kuasa/<uuid:mandate_id>", powers.power, name="power"),
    path("akun/kuasa/<uuid:mandate_id>/terima", powers.take, name="power-take"),
    path("akun/kuasa/<uuid:mandate_id>/akhiri", powers.end, name="power-end"),
    path("akun/organisasi", organisations.organisations, name="organisations"),
    path("akun/organisasi/baru", organisations.enter, name="organisation-enter"),
    path("akun/organisasi/<uuid:organisation_id>", organisations.organisation, name="organisation"),
    path("akun/organisasi/<uuid:organisation_id>/undang", organisations.invite, name="officer-invite"),
    path("akun/organisasi/<uuid:organisation_id>/kuasa", powers.give, name="organisation-power-give"),
    path("akun/pengurus/<uuid:office_id>", organisations.officer, name="officer"),
    path("akun/pengurus/<uuid:office_id>/hak", organisations.change_rights, name="officer-rights"),
    path("akun/keamanan", security.security, name="account-security"),
    path("akun/keamanan/sandi", security.password, name="account-password"),
    path("akun/keamanan/hp", security.address, {"kind": "phone"}, name="account-phone"),
    path("akun/keamanan/surel", security.address, {"kind": "email"}, name="account-email"),
    path("akun/keamanan/kode", security.address_code, name="account-address-code"),
    path("akun/keamanan/sesi", security.end_sessions, name="account-end-sessions"),
    path("akun/keamanan/sesi/<slug:handle>", security.end_session, name="account-end-session"),
]
