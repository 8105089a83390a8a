"""Addresses of the portal."""

from django.urls import include, path

from .about import views as about
from .appointments import booked, booking
from .bundles import choosing
from .bundles import filling as bundle_filling
from .bundles import following as bundles
from .bundles import papers as bundle_papers
from .cases import filling, following, objecting, papers, referring, start, talking, wrong
from .home import views as home
from .neighbours import views as neighbours
from .offices import views as offices
from .payments import messages
from .payments import views as payments
from .queue import remote, stops
from .queue import views as queue
from .services import views as services
from .verify import views as verify

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("cari", services.search, name="search"),
    path("kantor", offices.offices, name="offices"),
    path("kantor/<slug:office>", offices.office, name="office"),
    path("layanan", services.services, name="services"),
    path("layanan/<slug:code>", services.service, name="service"),
    path("peristiwa/<slug:code>", services.life_event, name="life_event"),
    path("peristiwa/<slug:code>/urus", choosing.choose, name="bundle_start"),
    path("urusan/<uuid:bundle_id>", bundles.bundle, name="bundle"),
    path("urusan/<uuid:bundle_id>/isi/<slug:code>/<slug:page>", bundle_filling.bundle_page, name="bundle_page"),
    path("urusan/<uuid:bundle_id>/lampiran", bundle_papers.bundle_papers, name="bundle_papers"),
    path("urusan/<uuid:bundle_id>/periksa", bundle_filling.bundle_review, name="bundle_review"),
    path("urusan/<uuid:bundle_id>/tarik", bundles.bundle_withdraw, name="bundle_withdraw"),
    path("ajukan/<slug:code>", start.apply, name="apply"),
    path("jemput-bola", stops.stops, name="stops"),
    path("antrean", queue.halls, name="queue"),
    path("antrean/kode", remote.code, name="remote_code"),
    path("antrean/diminta/<slug:asked>", remote.wait, name="remote_wait"),
    path("antrean/<slug:hall>", queue.hall, name="hall"),
    path("antrean/<slug:hall>/ambil", remote.ask, name="remote"),
    path("nomor/<str:ticket>", queue.visit, name="visit"),
    path("nomor/<str:ticket>/kode.svg", queue.code, name="visit_code"),
    path("nomor/<str:ticket>/<slug:wish>", queue.act, name="visit_act"),
    path("dorong.js", queue.worker, name="push_worker"),
    path("janji", booking.lanes, name="appointments"),
    path("janji/di/<slug:hall>/<slug:lane>", booking.times, name="appointment_times"),
    path("janji/kode", booking.code, name="appointment_code"),
    path("janji/<str:booking>", booked.booking, name="appointment"),
    path("janji/<str:booking>/kalender", booked.calendar, name="appointment_calendar"),
    path("janji/<str:booking>/kode.svg", booked.picture, name="appointment_picture"),
    path("janji/<str:booking>/pindah", booked.move, name="appointment_move"),
    path("janji/<str:booking>/batal", booked.cancel, name="appointment_cancel"),
    path("lacak", following.track, name="track"),
    path("berkas", following.cases, name="cases"),
    path("berkas/<str:number>", following.case, name="case"),
    path("berkas/<str:number>/isi/<slug:page>", filling.case_page, name="case_page"),
    path("berkas/<str:number>/keliru", wrong.wrong, name="case_wrong"),
    path("berkas/<str:number>/salinan", start.copied, name="case_copied"),
    path("berkas/<str:number>/lampiran", papers.case_papers, name="case_papers"),
    path("berkas/<str:number>/lampiran/<uuid:paper_id>", following.sheet, name="case_sheet"),
    path("berkas/<str:number>/dari-luar", following.outside_document, name="case_outside"),
    path("berkas/<str:number>/janji/<slug:step>", referring.referral, name="case_referral"),
    path("berkas/<str:number>/janji/<slug:step>/kalender", referring.calendar, name="case_calendar"),
    path("berkas/<str:number>/periksa", filling.case_review, name="case_review"),
    path("berkas/<str:number>/perbaiki", following.correct, name="case_correct"),
    path("berkas/<str:number>/tarik", following.withdraw, name="case_withdraw"),
    path("berkas/<str:number>/keberatan", objecting.objection, name="objection"),
    path("berkas/<str:number>/pesan", talking.talk, name="case_talk"),
    path("berkas/<str:number>/pesan/<uuid:post_id>", talking.post_file, name="case_post_file"),
    path("tagihan", payments.bills, name="bills"),
    path("tagihan/<uuid:bill_id>", payments.bill, name="bill"),
    path("tagihan/<uuid:bill_id>/bayar", payments.pay, name="pay"),
    path("tagihan/<uuid:bill_id>/kembali", payments.back, name="bill-return"),
    path("tagihan/<uuid:bill_id>/tanda-terima", payments.receipt, name="receipt"),
    path("akun/pesan", messages.messages, name="messages"),
    path("akun/pesan/jalur", messages.channels, name="messages-channels"),
    path("akun/pesan/peramban", messages.browser, name="messages-browser"),
    path("berkas/<str:number>/kabar", messages.log, name="case_log"),
    path("k/<slug:name>", messages.short, name="short"),
    path("akun/pesan/dibaca", messages.read, name="messages-read"),
    path("rt/<slug:reply>", neighbours.neighbour, name="neighbour"),
    path("v", verify.verify, name="verify"),
    path("v/<str:token>", verify.verify_document, name="verify_document"),
    path("unduh/<uuid:document_id>", verify.download, name="download"),
    path("privasi", about.privacy, name="privacy"),
    path("", include("satuatap.fronts.portal.account.pages")),
    path("bantuan", about.manuals, name="manuals"),
    path("bantuan/<slug:role>", about.manual, name="manual"),
    path("bantuan/<slug:role>/cetak", about.manual_pdf, name="manual_pdf"),
    path("aksesibilitas", about.accessibility, name="accessibility"),
]
