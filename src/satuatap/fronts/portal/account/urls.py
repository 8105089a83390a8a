"""Addresses of signing in, under the names by which the sign-in library looks for them; each view names its audience."""

from django.urls import path

from .views import fresh, second_step, security, sign_in

urlpatterns = [
    path("akun/masuk", sign_in.sign_in, name="account_login"),
    path("akun/masuk/kode", sign_in.code, name="account_code"),
    path("akun/masuk/nama", sign_in.name, name="account_name"),
    path("akun/masuk/sandi", sign_in.password, name="account_password_login"),
    path("akun/daftar", sign_in.sign_up, name="account_signup"),
    path("akun/keluar", sign_in.sign_out, name="account_logout"),
    path("akun/ditutup", sign_in.closed, name="account_inactive"),
    path("akun/masuk/langkah-kedua", second_step.second_step, name="mfa_authenticate"),
    path("akun/masuk/kunci-sandi", second_step.passkey_sign_in, name="mfa_login_webauthn"),
    path("akun/bukti", fresh.fresh, name="account_reauthenticate"),
    path("akun/bukti/kunci-sandi", fresh.passkey_again, name="mfa_reauthenticate_webauthn"),
    path("akun/bukti/lanjut", fresh.resume, name="account_resume"),
    path("akun/keamanan", security.security, name="mfa_index"),
    path("akun/keamanan/langkah-kedua", second_step.app_on, name="mfa_activate_totp"),
    path("akun/keamanan/langkah-kedua/matikan", second_step.app_off, name="mfa_deactivate_totp"),
    path("akun/keamanan/kode-cadangan", second_step.recovery_codes, name="mfa_view_recovery_codes"),
    path("akun/keamanan/kode-cadangan/baru", second_step.new_recovery_codes, name="mfa_generate_recovery_codes"),
    path("akun/keamanan/kunci-sandi", second_step.passkey_add, name="mfa_add_webauthn"),
    path("akun/keamanan/kunci-sandi/<int:pk>/hapus", second_step.passkey_remove, name="mfa_remove_webauthn"),
    path("akun/masuk/luar/<slug:provider_id>", sign_in.outside, name="openid_connect_login"),
    path("akun/masuk/luar/<slug:provider_id>/kembali", sign_in.outside_back, name="openid_connect_callback"),
    path("akun/masuk/luar", sign_in.cancelled, name="socialaccount_login_cancelled"),
]
