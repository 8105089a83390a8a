"""Addresses of the desk, under ``/meja/``."""

from django.urls import path

from .cases import talking
from .cases import views as cases
from .hall import booked, devices, emergencies, figures, guide, help, kept, nodes, opening, papers, printers, report
from .hall import views as hall
from .handing import views as handing
from .inbox import batch, exporting, searching
from .inbox import views as inbox
from .inspecting import views as inspecting
from .issued import correcting
from .issued import views as issued
from .look import views as look
from .originals import views as originals
from .outages import views as outages
from .paper import views as paper
from .payments import views as payments
from .people import account, beginning, registering
from .people import views as people
from .protection import views as protection
from .register import telling
from .register import views as register
from .signing import authority, on_paper
from .signing import views as signing
from .switching import views as switching

app_name = "desk"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("berkas", inbox.files, name="files"),
    path("cari", searching.search, name="search"),
    path("berikutnya", inbox.following, name="next"),
    path("saringan", inbox.save_filter, name="save_filter"),
    path("saringan/<uuid:filter_id>/hapus", inbox.drop_filter, name="drop_filter"),
    path("borongan", batch.batch, name="batch"),
    path("ekspor", exporting.ask, name="ask_export"),
    path("ekspor/<uuid:export_id>", exporting.progress, name="export"),
    path("ekspor/<uuid:export_id>/unduh", exporting.fetch, name="export_file"),
    path("berkas/<str:number>", cases.case, name="case"),
    path("berkas/<str:number>/nik", cases.nik, name="nik"),
    path("berkas/<str:number>/tarik", cases.undo, name="undo"),
    path("berkas/<str:number>/tanda", cases.mark, name="mark"),
    path("berkas/<str:number>/langkah/<slug:step>", cases.act, name="act"),
    path("berkas/<str:number>/langkah/<slug:step>/lagi", cases.order_again, name="order_again"),
    path("berkas/<str:number>/langkah/<slug:step>/tanya", cases.ask_again, name="ask_again"),
    path("berkas/<str:number>/tugas/<uuid:task_id>", cases.claim, name="claim"),
    path("berkas/<str:number>/tugas/<uuid:task_id>/alih", handing.move, name="move"),
    path("berkas/<str:number>/lampiran/<uuid:paper_id>", cases.sheet, name="sheet"),
    path("berkas/<str:number>/draf/<uuid:document_id>", cases.draft, name="draft"),
    path("berkas/<str:number>/asli", originals.originals, name="case_originals"),
    path("loket", hall.counters, name="counters"),
    path("loket/<uuid:counter_id>", hall.counter, name="counter"),
    path("loket/<uuid:counter_id>/duduk", hall.sit, name="sit"),
    path("loket/<uuid:counter_id>/<slug:press>", hall.act, name="counter_act"),
    path("panggilan-loket", help.help_calls, name="help_calls"),
    path("panggilan-loket/<uuid:help_id>", help.answer, name="help_answer"),
    path("panggilan-loket/<uuid:help_id>/selesai", help.done, name="help_done"),
    path("laporan-hari", report.report, name="hall_report"),
    path("antrean-angka", figures.figures, name="figures"),
    path("pembukaan", opening.opening, name="opening"),
    path("pembukaan/periksa", opening.tick, name="opening_tick"),
    path("pembukaan/tidak-hadir", opening.away, name="opening_away"),
    path("pembukaan/hadir", opening.back, name="opening_back"),
    path("slip-kertas", papers.blocks, name="hall_paper"),
    path("slip-kertas/batal", papers.void, name="void_paper"),
    path("slip-kertas/isi", papers.enter, name="enter_paper"),
    path("slip-kertas/<uuid:block_id>", papers.sheet, name="paper_sheet"),
    path("darurat", emergencies.emergency, name="emergency"),
    path("darurat/perpanjang", emergencies.prolong, name="prolong_emergency"),
    path("darurat/akhiri", emergencies.lift, name="lift_emergency"),
    path("perangkat", devices.devices, name="devices"),
    path("perangkat/<uuid:device_id>/cabut", devices.drop, name="drop_device"),
    path("perangkat/printer", printers.printers, name="printers"),
    path("perangkat/printer/<uuid:printer_id>/uji", printers.trial, name="try_printer"),
    path("perangkat/printer/<uuid:printer_id>/cabut", printers.drop, name="drop_printer"),
    path("simpul", nodes.nodes, name="nodes"),
    path("simpul/<uuid:node_id>/akhiri", nodes.end, name="end_node"),
    path("simpul/perlu-dilihat/<uuid:aside_id>", nodes.settle, name="settle_aside"),
    path("simpul/permohonan", kept.applications, name="kept"),
    path("simpul/permohonan/<uuid:kept_id>/<slug:decision>", kept.decide, name="decide_kept"),
    path("pemandu", guide.guide, name="guide"),
    path("pemandu/kurang", guide.lacking, name="lacking"),
    path("pemandu/janji", booked.check_in, name="check_in"),
    path("janji", booked.bookings, name="bookings"),
    path("pemandu/<uuid:guest_id>", guide.number, name="number"),
    path("pemandu/<uuid:guest_id>/cetak", printers.put_on_paper, name="print_number"),
    path("pemandu/<uuid:guest_id>/<slug:change>", guide.act, name="number_act"),
    path("gangguan", outages.outages, name="outages"),
    path("gangguan/<uuid:outage_id>", outages.outage, name="outage"),
    path("gangguan/<uuid:outage_id>/bukti", outages.outage_paper, name="outage_paper"),
    path("gangguan/<uuid:outage_id>/pulih", outages.lift, name="lift_outage"),
    path("asli", originals.held, name="originals"),
    path("dokumen", issued.search, name="issued"),
    path("dokumen/<uuid:document_id>", issued.document, name="issued_document"),
    path("dokumen/<uuid:document_id>/cabut", issued.revoke, name="revoke"),
    path("dokumen/<uuid:document_id>/perbaiki", correcting.correct, name="correct_document"),
    path("dokumen/<uuid:document_id>/perbaiki/bukti", correcting.proof, name="correction_proof"),
    path("serah-terima", handing.hand_over, name="hand_over"),
    path("berkas/<str:number>/pesan", talking.talk, name="talk"),
    path("berkas/<str:number>/pesan/<uuid:post_id>", talking.post_file, name="post_file"),
    path("berkas/<str:number>/catatan", talking.note, name="note"),
    path("berkas/<str:number>/pendapat", talking.ask, name="ask_opinion"),
    path("berkas/<str:number>/pendapat/<uuid:opinion_id>", talking.give_opinion, name="give_opinion"),
    path("berkas/<str:number>/foto/<uuid:photo_id>", inspecting.photo, name="photo"),
    path("berkas/<str:number>/peninjauan/<uuid:visit_id>", inspecting.report, name="inspection_report"),
    path("berkas/<str:number>/peninjauan/<uuid:visit_id>/pdf", inspecting.report_pdf, name="inspection_pdf"),
    path("tinjauan", inspecting.visits, name="visits"),
    path("tinjauan/luring", inspecting.offline, name="visits_offline"),
    path("tinjauan/<str:number>/<slug:step>", inspecting.visit, name="visit"),
    path("tinjauan/<str:number>/<slug:step>/simpan", inspecting.save, name="visit_save"),
    path("tinjauan/<str:number>/<slug:step>/jadwal", inspecting.plan, name="visit_plan"),
    path("pekerja-tinjauan.js", inspecting.worker, name="visit_worker"),
    path("pesan", talking.questions, name="questions"),
    path("berkas/<str:number>/kabar", paper.log, name="log"),
    path("slip", paper.slips, name="slips"),
    path("slip/<uuid:message_id>", paper.slip, name="slip"),
    path("slip/<uuid:message_id>/diberikan", paper.given, name="slip_given"),
    path("balasan", paper.replies, name="replies"),
    path("laporan-akses", protection.reports, name="look_reports"),
    path("laporan-akses/<uuid:report_id>", protection.report, name="look_report"),
    path("penduduk", register.search, name="residents"),
    path("penduduk/<uuid:party_id>", register.resident, name="resident"),
    path("penduduk/<uuid:party_id>/peristiwa/<slug:happened>", telling.tell, name="tell_event"),
    path("peristiwa/<int:event_id>", telling.event, name="event"),
    path("data-keliru", protection.facts, name="fact_reports"),
    path("data-keliru/<uuid:fact_id>", protection.fact, name="fact_report"),
    path("data-keliru/<uuid:fact_id>/bukti", protection.proof, name="fact_proof"),
    path("tanda-tangan", signing.sign, name="sign"),
    path("tanda-tangan/basah", on_paper.on_paper, name="on_paper"),
    path("tanda-tangan/basah/<uuid:document_id>", on_paper.paper, name="paper"),
    path("tanda-tangan/basah/<uuid:document_id>/cetak", on_paper.printed, name="paper_print"),
    path("tanda-tangan/kumpulan/<uuid:batch_id>", signing.batch, name="batch"),
    path("kewenangan", authority.authority, name="authority"),
    path("kewenangan/baru", authority.authority_new, name="authority_new"),
    path("kewenangan/<uuid:authority_id>/akhiri", authority.authority_end, name="authority_end"),
    path("cuti", authority.leave, name="leave"),
    path("cuti/<uuid:leave_id>/akhiri", authority.leave_end, name="leave_end"),
    path("baru", people.new, name="new"),
    path("baru/daftar", registering.register, name="register"),
    path("baru/<uuid:party_id>", beginning.begin, name="begin"),
    path("akun/<uuid:party_id>", account.account, name="account"),
    path("buktikan", people.prove, name="prove"),
    path("kasir", payments.till, name="till"),
    path("kasir/periksa", payments.unmatched, name="unmatched"),
    path("kasir/periksa/<uuid:unmatched_id>", payments.resolve, name="resolve"),
    path("kasir/<uuid:bill_id>", payments.bill, name="bill"),
    path("kasir/<uuid:bill_id>/tunai", payments.cash, name="cash"),
    path("kasir/<uuid:bill_id>/bukti-luar", payments.outside, name="outside"),
    path("kasir/<uuid:bill_id>/tanda-terima", payments.receipt, name="receipt"),
    path("kasir/<uuid:bill_id>/bukti", payments.evidence, name="evidence"),
    path("ganti", switching.switch, name="switch"),
    path("ganti/buka", switching.open_desk, name="open_desk"),
    path("ganti/tutup", switching.close_desk, name="close_desk"),
    path("tema", look.theme, name="theme"),
    path("pintasan", look.keys, name="keys"),
]
