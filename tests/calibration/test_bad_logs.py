"""Does every log that offices hand in become the same visits, or a message that says what to do?"""

import gzip
import io
import zipfile
from datetime import date, time, timedelta

import openpyxl
import pandas as pd
import pytest
from given.old_excel import old_excel

from sim.calibration.log import Mapping, Snapshots, Totals, read, read_log
from sim.scenario import ScenarioFaults

HEAD = "No Antrian;Tanggal;Jam Ambil;Jam Panggil;Jam Selesai;Loket;Layanan;Status"
DAYS = [date(2026, 1, day) for day in (5, 6, 7, 8, 9, 12, 13)]


def tickets():
    """Number, day, and minutes of the day at which each of a hundred tickets was taken, called, finished."""
    for number in range(100):
        taken = 8 * 60 + 5 + 4 * number % 290
        yield number, DAYS[number % 7], taken, taken + 3 + number % 5, taken + 10 + number % 9


def clock(minutes, mark=":"):
    return f"{minutes // 60:02}{mark}{minutes % 60:02}"


def row(number, day, *minutes, mark=".", form="%d/%m/%Y"):
    times = ";".join(clock(minute, mark) for minute in minutes)
    return (
        f"A{number:03};{day.strftime(form)};{times};{number % 3 + 1};{('KTP-el', 'Kartu Keluarga')[number % 2]};Selesai"
    )


def rows(**style):
    return [row(*ticket, **style) for ticket in tickets()]


def text(*lines, **style):
    return "\n".join([HEAD, *(lines or rows(**style))]) + "\n"


def changed(place, by, *, every=1):
    """The log with another cell in a column of every n-th row."""
    lines = [line.split(";") for line in rows()]
    for cells in lines[::every]:
        cells[place] = by
    return text(*(";".join(cells) for cells in lines))


def workbook(fill, sheets=("Sheet1",)):
    book = openpyxl.Workbook()
    for at, name in enumerate(sheets):
        sheet = book.active if at == 0 else book.create_sheet()
        sheet.title = name
        fill(sheet, at)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def typed(sheet, _):
    sheet.append(HEAD.split(";"))
    for number, day, *minutes in tickets():
        times = [time(minute // 60, minute % 60) for minute in minutes]
        sheet.append([f"A{number}", day, *times, 1, "KTP-el", "Selesai"])


def fractions(sheet, _):
    sheet.append(HEAD.split(";"))
    for number, day, *minutes in tickets():
        serial = (day - date(1899, 12, 30)).days
        sheet.append([f"A{number}", serial, *(minute / 1440 for minute in minutes), 1, "KTP-el", "Selesai"])


def merged(sheet, _):
    sheet.append(["LAPORAN"])
    sheet.append(HEAD.split(";"))
    before, start = None, 3
    for line, (number, day, *minutes) in enumerate(sorted(tickets(), key=lambda one: one[1]), 3):
        sheet.append(
            [f"A{number}", day if day != before else None, *(clock(m) for m in minutes), 1, "KTP-el", "Selesai"]
        )
        if day != before and before is not None:
            sheet.merge_cells(f"B{start}:B{line - 1}")
        start, before = (line, day) if day != before else (start, before)
    sheet.merge_cells(f"B{start}:B{sheet.max_row}")


def formulas(sheet, _):
    typed(sheet, _)
    for line in range(2, 60):
        sheet[f"E{line}"] = f"=D{line}+TIME(0,7,0)"


def by_day(sheet, at):
    sheet.append([f"Antrean tanggal {DAYS[at]:%d/%m/%Y}"])
    sheet.append(["Nomor", "Ambil", "Panggil", "Selesai", "Layanan"])
    for number, day, *minutes in tickets():
        if day == DAYS[at]:
            sheet.append([number, *(clock(minute) for minute in minutes), "KTP-el"])


def far_cell(sheet, _):
    typed(sheet, _)
    sheet["XFD1048576"] = 1


def packed(**files):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, inside in files.items():
            folder.writestr(name.replace("__", "/").replace("_xml", ".xml"), inside)
    return content.getvalue()


def scratched(content):
    """A packed workbook with a piece of its sheet overwritten."""
    at = content.index(b"xl/worksheets/sheet1.xml") + 60
    return content[:at] + b"?" * 80 + content[at + 80 :]


def ampm(minutes):
    return f"{(minutes // 60 - 1) % 12 + 1}:{minutes % 60:02}:00 {'AM' if minutes < 720 else 'PM'}"


def twelve(minutes):
    return f"{(minutes // 60 - 1) % 12 + 1}:{minutes % 60:02}"


def afternoon(write):
    later = [(number, day, *(write(minute + 180) for minute in minutes)) for number, day, *minutes in tickets()]
    return text(*(f"{number};{day:%d/%m/%Y};{';'.join(times)};1;KTP-el;Selesai" for number, day, *times in later))


def joined_times():
    moments = [[f"{day:%Y-%m-%d}T{clock(minute)}:00" for minute in minutes] for _, day, *minutes in tickets()]
    return "\n".join(["issued;called;finished", *map(";".join, moments)])


def dates_once():
    """A workbook with merged dates, saved as CSV."""
    ordered = sorted(rows(form="%Y-%m-%d"), key=lambda line: line.split(";")[1])
    for before, line in zip([ordered[-1], *ordered], ordered, strict=False):
        day = line.split(";")[1]
        yield line.replace(day, "") if day in before else line


def with_cover(sheet, at):
    return typed(sheet, at) if at else sheet.append(["Laporan antrean"])


def typed_long_ago():
    lines = [line.split(";") for line in text().splitlines()]
    return old_excel([(at, column, cell) for at, line in enumerate(lines) for column, cell in enumerate(line)])


def swollen(name, unit, times):
    """A workbook of which a part is a few bytes, packed, and very large when it is unpacked."""
    return packed(**{"xl__workbook_xml": "<workbook/>", name: b"<x>" + unit * times + b"</x>"})


REPEATED = (
    '<table:table-row table:number-rows-repeated="1048576">'
    '<table:table-cell table:number-columns-repeated="99" office:value="1"/></table:table-row>'
)

READ = {
    "as offices write it": text(),
    "titles above, a sum below": f"LAPORAN ANTREAN\nDicetak: 26/01/2026 08.00;;;;;;;\n\n{text()}\nJumlah;100;;;;;;\n",
    "colons": text(mark=":"),
    "commas between": text().replace(";", ","),
    "tabs between": text().replace(";", "\t"),
    "a heading cut short": text().replace(";Status", ";Ket.", 1),
    "sep line of Excel": "sep=;\n" + text(),
    "carriage returns": text().replace("\n", "\r\n"),
    "byte order mark": text().encode("utf-8-sig"),
    "UTF-16": text().encode("utf-16"),
    "Windows letters": text().replace("KTP-el", "KTP–él").encode("cp1252"),
    "mixed encodings": (text() + "x").replace("KTP-el", "KTP–é").encode().replace("é".encode(), b"\xe9", 3),
    "compressed": gzip.compress(text().encode()),
    "iso dates": text(form="%Y-%m-%d"),
    "two digits of the year": text(form="%d/%m/%y"),
    "month first": text(form="%m/%d/%Y"),
    "month by name": text(form="%d Januari %Y"),
    "weekday before": text(form="Senin, %d-%m-%Y"),
    "dots in dates": text(form="%d.%m.%Y"),
    "date and time in one": joined_times(),
    "AM and PM": afternoon(ampm),
    "twelve hours, unsaid": afternoon(twelve),
    "headings again in the middle": text(*rows()[:50], HEAD, *rows()[50:]),
    "two files in one": text() + text(),
    "a doubled row": text(*rows(), rows()[7]),
    "empty lines": text().replace("A050", "\n\nA050"),
    "a cell as long as a book": text().replace("KTP-el", "x" * 200_000, 1),
    "quoted cells": text().replace("KTP-el", '"KTP-el"'),
    "a quotation mark that does not end": text().replace("KTP-el", '"KTP-el', 1),
    "rows that are too long": text(*rows(), rows()[3] + ";;;;;x;y", rows()[4] + ";;;;;x;y"),
    "cut off in a line": text()[:-25],
    "a year that is none": text(*rows(), row(100, date(2062, 1, 7), 500, 510, 520)),
    "an empty ticket": text(*rows(), "A999;;;;;;;"),
    "spellings": text().replace("KTP-el", "ktp el ", 9),
    "a workbook": workbook(typed),
    "a workbook of old Excel": typed_long_ago(),
    "fractions of the day": workbook(fractions),
    "merged dates": workbook(merged),
    "dates once a day": "\n".join([HEAD, *dates_once()]),
    "formulas without values": workbook(formulas),
    "a sheet a day": workbook(by_day, [f"Hari {day:%d}" for day in DAYS]),
    "a cover sheet": workbook(with_cover, ("Muka", "Isi")),
    "two lines of headings": "\n".join(
        ["Tiket;Tanggal;Jam;;;Loket;Layanan;Status", ";;Ambil;Panggil;Selesai;;;", *rows()]
    ),
    "calls a little before": changed(3, "08.04", every=100),
}  # fmt: skip


@pytest.mark.newer
@pytest.mark.parametrize("content", READ.values(), ids=READ)
def test_a_log_is_read_whatever_its_form(tmp_path, content):
    path = tmp_path / "log.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    found = read_log([path])
    assert 99 <= len(found.rows) <= 101
    assert set(found.rows["day"].dt.date) == set(DAYS)
    shift = 180 * 60 if found.rows["taken_s"].min() > 11 * 3600 else 0
    expected = sorted(60.0 * ticket[2] + shift for ticket in tickets())
    assert pd.Series(sorted(found.rows["taken_s"])[:99]).sub(expected[:99]).abs().max() <= 240
    assert found.rows["finished_s"].notna().sum() >= 40
    assert found.rounded_s == 60
    for lang in ("id", "en"):
        assert all(note.worded(lang) for note in found.report.notes)


REFUSED = {
    "nothing": (b"", "file_empty"),
    "blanks": (b"  \n\n ", "file_empty"),
    "a web page": ("<html><body><table><tr><td>Tanggal</td></tr></table></body></html>", "log_web_page"),
    "a page as Excel saves it": ('<!DOCTYPE html>\n<meta charset="utf-8"><table>', "log_web_page"),
    "a workbook of nothing": (workbook(lambda *_: None), "file_empty"),
    "PDF": (b"%PDF-1.7\n", "log_form"),
    "zeros": (b"Tanggal;Jam\n\0\0\0", "file_binary"),
    "a packed folder": (packed(**{"log.csv": "Tanggal"}), "log_packed"),
    "a workbook cut off": (workbook(typed)[:3000], "log_damaged"),
    "a workbook damaged inside": (scratched(workbook(typed)), "log_damaged"),
    "half a workbook": (packed(xl__workbook_xml="<workbook"), "log_damaged"),
    "old Excel, damaged": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "log_damaged"),
    "compressed and cut off": (gzip.compress(text().encode())[:200], "log_cut_off"),
    "a cell far away": (workbook(far_cell), "log_unpacked"),
    "a cell to be repeated": (packed(content_xml=REPEATED), "log_unpacked"),
    "old Excel, cells far away": (old_excel(*[[(0, 0, "a"), (65_535, 255, "b")]] * 12), "log_unpacked"),
    "old Excel that declares too much": (old_excel([(0, 0, "a")], extent=(0, 1 << 31, 0, 256)), "log_unpacked"),
    "no headings": ("\n".join(rows()), "log_no_headings"),
    "prose": ("Yth. Bapak Camat,\nberikut laporan kami.\n", "log_no_headings"),
    "totals of nobody": ("tanggal,pengunjung\n2026-01-05,0\n2026-01-06,0\n", "log_nobody"),
    "headings alone": (HEAD, "log_short"),
    "one row": (text(rows()[0]), "log_short"),
    "all times equal": (text(*(row(n, DAYS[0], 480, 485, 490) for n in range(50))), "log_one_time"),
    "ends before it begins": (changed(4, "07.00"), "log_bad"),
    "called before taken": (changed(3, "06.00"), "log_bad"),
    "times that are none": (changed(2, "25.99", every=3), "log_bad"),
    "dates that are none": (changed(1, "31/02/2026", every=2), "log_bad"),
    "looks without a line": ("Waktu;Loket Buka\n" + "\n".join(f"05/01/2026 {clock(480 + 5 * n)};3" for n in range(60)),
                             "log_looks"),
    "no time at all": ("Tanggal;Layanan\n05/01/2026;KTP\n06/01/2026;KK\n", "log_no_kind"),
}  # fmt: skip


@pytest.mark.newer
@pytest.mark.parametrize(("content", "code"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_log_is_refused_with_what_to_do(tmp_path, content, code):
    path = tmp_path / "log.xlsx"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ScenarioFaults) as refused:
        read_log([path])
    assert [fault.code for fault in refused.value.faults] == [code]
    assert {refused.value.render(lang).startswith(str(path)) for lang in ("id", "en")} == {True}


def test_a_log_too_long_for_the_memory_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr("sim.calibration.log.files.MOST_ROWS", 90)
    path = tmp_path / "log.csv"
    path.write_text(text(), "utf-8")
    with pytest.raises(ScenarioFaults, match="90"):
        read_log([path])


@pytest.mark.parametrize(("name", "unit"), [("xl__a_xml", b"<c/>"), ("xl__b_xml", b"<si/>")])
def test_a_workbook_of_a_few_bytes_that_would_fill_the_memory_is_refused(tmp_path, monkeypatch, name, unit):
    monkeypatch.setattr("sim.calibration.log.packed.MOST_CELLS", 90_000)
    path = tmp_path / "log.xlsx"
    path.write_bytes(swollen(name, unit, 100_000))
    with pytest.raises(ScenarioFaults) as refused:
        read_log(path)
    assert refused.value.faults[0].code == "log_unpacked"


def test_no_name_or_number_of_a_person_is_left_in_what_was_read(tmp_path):
    people = ["Siti Aminah", "Budi Santoso", "Joko"]
    lines = [
        f"{line} 3201{at:012};{people[at % 3]};3201{at:012};0812{at:07};{people[-at % 3]}"
        for at, line in enumerate(rows())
    ]  # fmt: skip
    path = tmp_path / "log.csv"
    path.write_text("\n".join([f"{HEAD};Nama Pemohon;Kode;Kontak;Petugas;3201{0:012}", *lines]), "utf-8")
    found = read([path])
    told = found.log.rows.to_csv() + str(found.mapping) + str([note.worded() for note in found.log.report.notes])
    assert not [word for word in (*people, "3201", "0812") if word in told]
    assert found.log.rows["officer"].nunique() == 3
    lines = [line.replace(f";{at % 3 + 1};", f";{people[at % 3]};") for at, line in enumerate(rows())]
    path.write_text("\n".join([HEAD, *lines]), "utf-8")
    assert set(read_log(path).rows["counter"]) == {"1", "2", "3"}
    assert next(note for note in found.log.report.notes if note.code == "private").values["columns"] == [
        "Nama Pemohon", "Kode", "Kontak",
    ]  # fmt: skip


def test_of_a_log_of_several_offices_one_has_to_be_named(tmp_path):
    path = tmp_path / "log.csv"
    lines = [f"{line};{('Kec. Timur', 'Kec. Barat')[at % 2]}" for at, line in enumerate(rows())]
    path.write_text("\n".join([f"{HEAD};Kecamatan", *lines]), "utf-8")
    with pytest.raises(ScenarioFaults, match=r'office = "Kec\. Barat"'):
        read_log(path)
    with pytest.raises(ScenarioFaults, match=r"Kec\. Barat"):
        read_log(path, Mapping(office="Kec. Bara"))
    assert [len(read_log(path, Mapping(office=name)).rows) for name in ("Kec. Barat", "*")] == [50, 100]
    path.write_text(text(), "utf-8")
    with pytest.raises(ScenarioFaults, match=r"Kec\. Barat"):
        read_log(path, Mapping(office="Kec. Barat"))


@pytest.mark.parametrize("form", ["{},5", "00:0{}:30", "{} menit", "9{} detik", "9{},0"])
def test_durations_are_read_in_the_unit_of_their_heading(tmp_path, form):
    wanted = {"{},5": 210, "00:0{}:30": 210, "{} menit": 180, "9{} detik": 93, "9{},0": 93}[form]
    heads = ("Lama (detik)", "service_s") if form.startswith("9") else ("Lama Layanan", "service time (min)")
    for head in heads:
        cells = (f"05/01/2026 {clock(minutes)};{form.format(3)}" for _, _, minutes, *_ in tickets())
        path = tmp_path / "log.csv"
        path.write_text("\n".join([f"Waktu;{head}", *cells]), "utf-8")
        found = read_log(path, Mapping(columns={"called": "Waktu", "service_s": head})).rows
        assert (found["finished_s"] - found["called_s"]).unique() == [wanted]


def test_times_written_at_once_say_nothing_of_how_long_a_service_takes(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text(text(*(row(n, day, a, b, b) for n, day, a, b, _ in tickets())), "utf-8")
    assert read_log(path).rows["finished_s"].isna().all()


def test_tickets_that_were_passed_over_are_of_people_who_left(tmp_path):
    """Where no word says how a visit ended; those after the last call may still wait."""
    head, *lines = text().replace(";Selesai", "").replace(";Status", "").splitlines()
    cells = [line.split(";") for line in lines]
    for one in cells[::10]:
        one[3] = one[4] = ""
    path = tmp_path / "log.csv"
    path.write_text("\n".join([head, *map(";".join, cells)]), "utf-8")
    found = read_log(path)
    never = found.rows[found.rows["called_s"].isna()]
    assert set(never["outcome"]) <= {"not_there", "unknown"}
    assert (never["outcome"] == "not_there").sum() >= 6
    assert "passed_over" in [note.code for note in found.report.notes]


def test_a_service_past_midnight_goes_on_counting(tmp_path):
    late = [row(100 + n, DAYS[0], 1430 + n, (1437 + n) % 1440, (1445 + n) % 1440) for n in range(9)]
    path = tmp_path / "log.csv"
    path.write_text(text(*rows(), *late), "utf-8")
    found = read_log([path]).rows
    assert found["finished_s"].max() == (1453) * 60
    assert ((found["called_s"] >= found["taken_s"]) & (found["finished_s"] >= found["called_s"])).all()


def test_the_order_of_day_and_month_is_said_and_can_be_overruled(tmp_path):
    path = tmp_path / "log.csv"
    days = [date(2026, 2, 3) + timedelta(days=n) for n in range(4)]  # all of them could be read either way
    path.write_text(text(*[row(n, days[n % 4], a, b, c) for n, _, a, b, c in tickets()]), "utf-8")
    found = read([path])
    assert set(found.log.rows["day"].dt.date) == set(days)
    assert "day_month_likely" in [note.code for note in found.log.report.notes]
    turned = read([path], Mapping(date_order="month_day")).log.rows["day"].dt.date
    assert set(turned) == {date(2026, n, 2) for n in (3, 4, 5, 6)}


def test_snapshots_and_totals_are_told_by_their_columns(tmp_path):
    looks = [f"2026-01-05,{clock(480 + 5 * n)},KTP,{n % 7},{1 + n % 2},B{n:03}" for n in range(40)]
    path = tmp_path / "looks.csv"
    path.write_text("\n".join(["date,time,queue_name,queue_len,open_counters,ticket_now", *looks]), "utf-8")
    found = read_log([path])
    assert isinstance(found, Snapshots)
    assert found.rows.iloc[9].tolist() == [pd.Timestamp("2026-01-05"), 31500.0, "KTP", 2.0, 2.0, 9.0]
    path.write_text(
        "\n".join(["Waktu;Antrian", *(f"05/01/2026 {clock(480 + 5 * n)};{n % 7}" for n in range(40))]), "utf-8"
    )
    (line,) = read_log(path, Mapping(columns={"waiting": "Antrian"})).rows["line"].unique()
    assert line == ""  # a column that the mapping gives to one field is none of another
    plain = [f"2026-01-05 {clock(480 + 5 * n)},{n % 7},{9000 if n == 3 else 2}" for n in range(40)]
    path.write_text("\n".join(["time,waiting,counters", *plain]), "utf-8")
    found = read_log([path])
    assert isinstance(found, Snapshots)
    assert found.rows["open_counters"].tolist() == [2.0] * 39
    (odd,) = (note for note in found.report.notes if note.code == "odd_number")
    assert odd.worded("en").endswith("looks.csv:5).")
    path.write_text(
        "REKAPITULASI\n\nBulan;KTP-el;Kartu Keluarga;Jumlah\n"
        "Januari 2026;1.250;980;2.230\nFebruari 2026;1.100;1.040;2.140\nJumlah;2.350;2.020;4.370\n", "utf-8"
    )  # fmt: skip
    found = read_log([path])
    assert isinstance(found, Totals)
    assert found.per_month
    assert found.rows.groupby("service")["tickets"].sum().to_dict() == {"KTP-el": 2350, "Kartu Keluarga": 2020}
    rows = [f"{name} 2025;{1100 + 13 * at};{900 + 7 * at};{1300 - at}" for at, name in enumerate(("Januari", "Mei"))]
    path.write_text("\n".join(["Bulan;KTP-el;KK;Akta", *rows]), "utf-8")  # 1100, 1113 could be times
    assert read_log([path]).rows["tickets"].sum() == 6619
    path.write_text(
        "Tanggal;Layanan;Jumlah Pengunjung;Jumlah Loket;Jam Buka;Jam Tutup;Rata-rata Tunggu (menit)\n"
        "5/1/2026;KTP-el;61;4;08.00;15.00;12,5\n13/1/2026;KTP-el;58;4;08.00;15.00;11\n", "utf-8"
    )  # fmt: skip
    found = read_log([path]).rows.iloc[0]
    assert (found["tickets"], found["counters"], found["opens_s"], found["wait_s"]) == (61, 4, 28800, 750)
