"""Every address, by front. Indonesian has no prefix, English stands under ``/en/``."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from satuatap.fronts.shared.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz),
    path("hooks/", include("satuatap.fronts.hooks.urls")),
    *i18n_patterns(
        path("kios/", include("satuatap.fronts.kiosk.urls")),
        path("layar/", include("satuatap.fronts.display.urls")),
        path("meja/", include("satuatap.fronts.desk.urls")),
        path("", include("satuatap.fronts.portal.account.urls")),
        path("", include("satuatap.fronts.portal.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "satuatap.fronts.shared.errors.bad_request"
handler403 = "satuatap.fronts.shared.errors.forbidden"
handler404 = "satuatap.fronts.shared.errors.not_found"
handler429 = "satuatap.fronts.shared.errors.too_many"  # asked for by the sign-in library
handler500 = "satuatap.fronts.shared.errors.server_error"
