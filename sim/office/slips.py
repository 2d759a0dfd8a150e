"""Keys that are not known, and what was probably meant."""

from collections.abc import Mapping
from typing import Any

from sim.office.conversions import converted
from sim.office.faults import Hint, Path, Problem
from sim.office.keys import keys_of, table_at, tables_with
from sim.office.literal import literal
from sim.office.nearest import help_with
from sim.office.reform import Reform
from sim.office.reform_words import KEYS

Words = Mapping[str, tuple[str, ...]]

IN_MINUTES = {
    "s": 1 / 60, "sec": 1 / 60, "secs": 1 / 60, "second": 1 / 60, "seconds": 1 / 60, "detik": 1 / 60, "dtk": 1 / 60,
    "min": 1.0, "mins": 1.0, "minute": 1.0, "minutes": 1.0, "menit": 1.0, "mnt": 1.0,
    "h": 60.0, "hr": 60.0, "hour": 60.0, "hours": 60.0, "jam": 60.0,
}  # fmt: skip
"""Units that durations come in, by the ending of a key or a value."""

MEANT = {
    "rata": "mean", "rata_rata": "mean", "rerata": "mean", "rataan": "mean", "average": "mean", "avg": "mean",
    "simpangan_baku": "sd", "sigma": "sd", "std": "sd", "nilai": "value", "terendah": "low", "minimum": "low",
    "lower": "low", "tertinggi": "high", "maximum": "high", "upper": "high", "modus": "mode", "bobot": "weights",
    "distribusi": "dist", "distribution": "dist", "type": "dist", "kv": "cv", "bentuk": "shape", "tahap": "stages",
    "judul": "title", "pertanyaan": "question", "mulai": "start", "hari": "days", "ulangan": "runs",
    "replikasi": "runs", "replications": "runs", "benih": "seed", "penutupan": "closing", "jam_buka": "hours",
    "opening_hours": "hours", "jam": "hours", "kelas": "class", "classes": "class", "stasiun": "station",
    "loket": "station", "stations": "station", "layanan": "service", "services": "service", "langkah": "step",
    "steps": "step", "petugas": "officer", "officers": "officer", "pegawai": "officer",
    "warga": "citizens", "penduduk": "citizens", "population": "citizens", "permintaan": "demand",
    "kedatangan": "arrivals", "arrival": "arrivals", "nama": "name", "pangsa": "share", "proporsi": "share",
    "bagian": "share", "probability": "share", "prob": "share", "peluang": "share", "prioritas": "priority",
    "urutan": "order", "discipline": "order", "ruang": "room", "kapasitas": "capacity", "capacity": "room",
    "servers": "count", "jumlah": "count", "number": "count", "n": "count", "keahlian": "skills",
    "keterampilan": "skills", "skill": "skills", "istirahat": "breaks", "break": "breaks", "kesabaran": "patience",
    "renege": "patience", "reneging": "patience", "waktu": "time", "durasi": "time", "duration": "time",
    "service_time": "time", "berikut": "next", "berikutnya": "next", "lanjut": "next", "ke": "to",
    "target": "target_min", "kebutuhan_per_tahun": "needs_per_year", "profil": "profile", "jejak": "trace",
    "file": "trace", "rate": "rates_per_hour", "rates": "rates_per_hour", "laju": "rates_per_hour", "jadwal": "times",
    "warmup": "warm_up_days", "hari_kerja": "workdays", "weekdays": "workdays", "weekday": "workdays", "senin": "mon",
    "monday": "mon", "selasa": "tue", "tuesday": "tue", "rabu": "wed", "wednesday": "wed", "kamis": "thu",
    "thursday": "thu", "jumat": "fri", "friday": "fri", "sabtu": "sat", "saturday": "sat", "minggu": "sun",
    "kalender": "calendar", "libur": "holidays", "hari_libur": "holidays", "holiday": "holidays",
    "cuti_bersama": "collective_leave", "jam_ramadan": "ramadan_hours", "setengah_hari": "half_days",
    "tutup": "closed", "sesudah_libur": "after_holiday", "setelah_libur": "after_holiday", "musim": "seasons",
    "season": "seasons", "dari": "from", "sampai": "to", "faktor": "factor", "ahad": "sun",
    "sunday": "sun", "setiap": "every", "semua": "every", "all": "every", "daily": "every", "kanal": "channel",
    "saluran": "channel", "channels": "channel", "jenis": "kind", "janji": "slots", "slot": "slots",
    "mangkir": "no_show",
    "gangguan": "outage", "outages": "outage", "downtime": "lasts", "lama": "lasts", "kosong": "shortage",
    "shortages": "shortage", "kantor": "office", "offices": "office", "branch": "office", "tiket": "tickets",
    "ticket": "tickets", "nomor_antrean": "tickets", "kuota": "quota", "return": "returns", "kembali": "returns",
    "dokumen": "documents", "syarat": "documents", "papers": "documents", "tenggat": "deadline_days",
    "deadline": "deadline_days", "jangka_waktu": "deadline_days", "salah": "error", "errors": "error",
    "kesalahan": "error", "terlambat": "late", "desa": "villages", "village": "villages", "ongkos": "trip_rupiah",
    "trip_cost": "trip_rupiah", "perjalanan": "travel", "biaya": "fee_rupiah", "fee": "fee_rupiah",
    "bersedia": "willing",
    "pindah": "moves", "move": "moves", "lead_time": "lead_days",
    "umur": "age", "usia": "age", "ages": "age", "age_band": "age", "age": "ages", "disabilitas": "disability",
    "difabel": "disability", "disabled": "disability", "kenalan": "connected", "pengalaman": "experience",
    "latar_belakang": "background", "belajar": "learning", "pembelajaran": "learning", "kelelahan": "fatigue",
    "lelah": "fatigue", "beban": "load", "beban_kerja": "load", "workload": "load", "motivasi": "motivation",
    "kesantunan": "courtesy", "keramahan": "courtesy", "politeness": "courtesy", "integritas": "integrity",
    "pungli": "integrity", "korupsi": "integrity", "corruption": "integrity", "ketidakhadiran": "attendance",
    "absensi": "attendance", "absenteeism": "attendance", "perputaran": "turnover", "perubahan": "change",
    "kepemimpinan": "leadership", "pendapat": "opinion", "opini": "opinion", "kepuasan": "satisfaction",
    "kepercayaan": "trust", "mutu": "quality", "obrolan": "talk", "word_of_mouth": "talk", "anggota": "member",
    "members": "member", "pengaduan": "complaints", "keluhan": "complaints", "complaint": "complaints",
    "umpan_balik": "feedback", "suap": "rupiah", "tingkat": "level", "sebaran": "spread", "listens_to": "listens",
    "unsur": "quality", "elements": "quality", "u1": "requirements", "u2": "procedure", "u3": "time", "u4": "cost",
    "u5": "product", "u6": "competence", "u7": "conduct", "u8": "complaints", "u9": "facilities",
    "persyaratan": "requirements", "prosedur": "procedure", "tarif": "cost", "produk": "product",
    "kompetensi": "competence", "perilaku": "conduct", "sarana": "facilities",
    "reforms": "reform", "reformasi": "reform", "reforma": "reform", "measure": "reform", "measures": "reform",
    "bandingkan": "compare", "perbandingan": "compare", "comparison": "compare", "terhadap": "against",
    "dengan": "against", "with": "against", "beside": "against", "ragu": "doubt", "keraguan": "doubt",
    "ketidakpastian": "doubt", "uncertainty": "doubt", "ranges": "doubt", "rentang": "doubt",
}  # fmt: skip
"""Words that people write for a key, in both languages and in other programs."""


def unknown_key(document: Mapping[str, Any], path: Path, value: object) -> Problem:
    """The fault of a key that its table does not take, with what was probably meant."""
    key, table = str(path[-1]), table_at(document, path[:-1])
    hint = converted(_raw(document, path[:-1]), key) or _rates(document, path, value)
    if hint is not None:
        return Problem(path, "unknown_key", {"key": key}, (hint,))
    known = keys_of(table) if table else ()
    if table is None or not issubclass(table, Reform):
        return Problem(path, "unknown_key", {"key": key}, _hints(key, value, known, {}))
    own_first = tuple(sorted(known, key=keys_of(Reform).__contains__))
    return Problem(path, "unknown_key", {"key": key}, _hints(key, value, own_first, KEYS))


def _raw(document: Any, path: Path) -> Mapping[str, Any]:
    """The table at a place of the document, as it is written."""
    for part in path:
        document = document[part]
    return document if isinstance(document, Mapping) else {}


def _rates(document: Mapping[str, Any], path: Path, value: object) -> Hint | None:
    """One rate for the whole day: it is written by the hour, with the hours for which it holds."""
    bare = path[0] == "arrivals" and MEANT.get(str(path[-1])) == "rates_per_hour" and isinstance(value, (int, float))
    if not bare or isinstance(value, bool):
        return None
    write = f'rates_per_hour = [["08:00-15:00", {literal(value)}]]'
    return Hint("rate_by_hour", {"write": write, "suggestion": "rates_per_hour"})


def _hints(key: str, value: object, known: tuple[str, ...], words: Words) -> tuple[Hint, ...]:
    plain = key.casefold().replace("-", "_")
    if plain in known and plain != key:
        return (Hint("did_you_mean", {"suggestion": plain}),)
    unit = _minutes(plain, value, known)
    if unit:
        return (unit,)
    meant = next((word for word in (*words.get(plain, ()), MEANT.get(plain)) if word in known), None)
    if meant is not None:
        return (Hint("did_you_mean", {"suggestion": meant}),)
    elsewhere = tables_with(key)
    if elsewhere:
        return (_belongs(key, elsewhere),)
    return help_with(plain, known)


def _belongs(key: str, tables: tuple[str, ...]) -> Hint:
    if tables[0] == "":
        return Hint("belongs_top", {"key": key})
    return Hint("belongs", {"key": key, "tables": list(tables)})


def _minutes(key: str, value: object, known: tuple[str, ...]) -> Hint | None:
    """A duration under another unit: `mean_s = 90` is `mean_min = 1.5`."""
    for base, factor in _readings(key):
        meant = f"{MEANT.get(base, base)}_min"
        if meant in known:
            number = isinstance(value, (int, float)) and not isinstance(value, bool)
            write = f"{meant} = {literal(_tidy(value * factor))}" if number else meant  # type: ignore[operator]
            return Hint("in_minutes", {"write": write, "suggestion": meant})
    return None


def _readings(key: str) -> list[tuple[str, float]]:
    base, _, ending = key.rpartition("_")
    return ([(base, IN_MINUTES[ending])] if base and ending in IN_MINUTES else []) + [(key, 1.0)]


def _tidy(value: float) -> float | int:
    rounded = round(value, 6)
    return int(rounded) if float(rounded).is_integer() else rounded
