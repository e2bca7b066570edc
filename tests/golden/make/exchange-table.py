"""Writes the golden bytes of the dialect exchange-table, from docs/dialects/exchange-table.md alone.

A second implementation: it shares no line with the sandbox or the adapters. Run it from anywhere; it needs Python 3 only.
NAME.row.bin is the text of column sjnr of one data row, NAME.request.bin that of column qqnr of one request row, both as
PostgreSQL gives them in UTF-8; the JSON beside it has the other columns and tells what the row means.
"""
import json

import exchange_records as x

OUT = x.HERE.parent / "exchange-table"
JIANGXI = x.Centre("360000", "江西省直单位住房公积金管理中心(模拟)", lower_x=True)
CHANGDE = x.Centre("430700", "常德市住房公积金管理中心(模拟)", pads=True)
ZIGONG = x.Centre("510300", "自贡市住房公积金管理中心(模拟)", lower_x=True)
GANSU = x.Centre("620000", "甘肃省社会保险经办机构(模拟)", pads=True)
QINGHAI = x.Centre("630000", "青海省社会保险经办机构(模拟)", lower_x=True)


def head(kind, number, file, centre):
    """The keys before the list, in the order of the specification."""
    time = x.beijing(x.DATA_TIME)
    shown = centre.number(number)
    if kind in x.FUND_TYPES:
        name = [("XINGMING", centre.column(file["holder"]["name"], 60))] if file else []
        return [("ZJHM", shown), *name, ("SJSJ", time), ("JGMC", centre.column(centre.name, 100))]
    name = [("aac003", centre.column(file["holder"]["name"], 60))] if file else []
    personal = [("aac001", file["personalNumber"])] if file else []
    return [("aac002", shown), *name, ("sjsj", time), ("jgmc", centre.column(centre.name, 100)), *personal]


def to_json(pairs):
    plain = lambda value: [dict_of(row) for row in value] if isinstance(value, list) else value
    dict_of = lambda row: {key: plain(value) for key, value in row}
    return json.dumps(dict_of(pairs), ensure_ascii=False, separators=(",", ":"))


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def element(key, value):
    if not isinstance(value, list):
        return f"<{key}>{escape(value)}</{key}>"
    rows = "".join("<row>" + "".join(element(*pair) for pair in row) + "</row>" for row in value)
    return f"<{key}>{rows}</{key}>" if rows else f"<{key}/>"


def to_xml(pairs, centre):
    # Old centres declare GBK although the column is text.
    encoding = "UTF-8" if centre.pads else "GBK"
    return f'<?xml version="1.0" encoding="{encoding}"?><data>' + "".join(element(*pair) for pair in pairs) + "</data>"


def content(kind, number, centre, form, older_release=False):
    file = (x.FUND if kind in x.FUND_TYPES else x.INSURED).get(number)
    pairs = head(kind, number, file, centre)
    if file:
        rows = x.records(kind, file, centre)
        if older_release:
            rows = [with_new_code(without_newer(row)) for row in rows]
        pairs.append(("LB" if kind in x.FUND_TYPES else "lb", rows))
    return to_json(pairs) if form == "json" else to_xml(pairs, centre)


NEWER = {"XHRQ", "DWZH", "DWMC", "DKFFRQ", "YHRQ", "TQRQ", "aab050", "yac304", "yae404", "yaz501", "yae503"}


def without_newer(row):
    return [(key, [without_newer(r) for r in value] if isinstance(value, list) else value)
            for key, value in row if key not in NEWER]


def with_new_code(row):
    """Codes that no table has."""
    new = {"GRZHZT": "77", "yae401": "9"}
    return [(key, new.get(key, value)) for key, value in row]


def missing_newer(kind, rows):
    gone = {"GRZH": {"state": "UNKNOWN", "closedOn": None, "depositingEmployer": None},
            "DYXX": {"kind": "UNKNOWN", "lastPaidIn": None}}[kind]
    return [{**row, **gone} for row in rows]


def expected(kind, number):
    file = (x.FUND if kind in x.FUND_TYPES else x.INSURED).get(number)
    base = {"asOf": x.iso(x.DATA_TIME), "number": number}
    if file is None:
        return {**base, "operation": "D"}
    name = {"name": file["holder"]["name"]}
    if kind == "DKXX":
        return {**base, **name, "rows": x.expected("DKXX", file), "schedule": x.expected("HKJH", file)}
    return {**base, **name, "rows": x.expected(kind, file)}


ROWS = [
    ("accounts-json", "two accounts, one transferred out; markup characters in an employer's name", "GRZH", x.MAN, JIANGXI, "json"),
    ("accounts-lower-x", "a final x in lower case; a name beyond the BMP; an account with nothing paid", "GRZH", x.WOMAN, JIANGXI, "json"),
    ("accounts-padded", "columns padded with blanks, amounts with leading ones; | and backslash in names", "GRZH", x.SHEN, CHANGDE, "json"),
    ("accounts-xml", "the declaration names GBK, the text is what it is; entities", "GRZH", x.MAN, ZIGONG, "xml"),
    ("loans-xml", "an overdue loan with the instalments still due", "DKXX", x.MAN, ZIGONG, "xml"),
    ("loans-json", "a settled loan without instalments and a young one", "DKXX", x.WOMAN, JIANGXI, "json"),
    ("loans-none-xml", "on file, no loan: an empty list; a name of the private use area", "DKXX", x.GUEST, ZIGONG, "xml"),
    ("deposits-json", "bookings of two accounts, those that reduce the balance included", "JCMX", x.MAN, JIANGXI, "json"),
    ("withdrawals-padded-xml", "withdrawals of one account; padded", "TQMX", x.MAN, CHANGDE, "xml"),
    ("unknown-json", "nobody under this number: operation D, no name, no list", "GRZH", x.STRANGER, JIANGXI, "json"),
    ("unknown-xml", "the same in XML", "GRZH", x.STRANGER, ZIGONG, "xml"),
    ("enrollments-padded", "three schemes, one without an employer; padded", "CBXX", x.LIN, GANSU, "json"),
    ("enrollments-xml", "a middle dot and a character of four UTF-8 bytes", "CBXX", x.MAI, QINGHAI, "xml"),
    ("contributions-json", "two schemes, three months", "JFMX", x.LIN, GANSU, "json"),
    ("pension-account-xml", "amounts with two decimals", "YLZH", x.LIN, QINGHAI, "xml"),
    ("benefits-json", "a month that is missing is blank", "DYXX", x.LIU, GANSU, "json"),
    ("card-xml", "a bank whose name has a rare character", "SBKX", x.LIU, QINGHAI, "xml"),
    ("eligibility-never-checked", "never checked: a blank day", "ZGRZ", x.LIU, GANSU, "json"),
    ("eligibility-none-xml", "no benefit asks for the check: an empty list", "ZGRZ", x.LIN, QINGHAI, "xml"),
    ("insured-unknown", "nobody under this number", "CBXX", x.MAN, QINGHAI, "xml"),
]
OLDER = [
    ("accounts-older-release", "a centre of release 1.x: no keys marked 2; a code that no table has", "GRZH", x.MAN, JIANGXI, "json"),
    ("benefits-older-release-xml", "the same in XML", "DYXX", x.LIU, QINGHAI, "xml"),
]


def meta(name, meaning, kind, number, centre, form):
    return {
        "kind": "row", "dialect": "exchange-table", "meaning": meaning,
        "department": "housing-fund" if kind in x.FUND_TYPES else "social-insurance", "jurisdiction": centre.code,
        "options": {"schema": f"qz_{centre.code}", "contentFormat": form, "platformCode": x.PLATFORM},
        "dataTime": x.iso(x.DATA_TIME), "person": number,
        "columns": {
            "sjlx": kind.ljust(8), "zjhm": centre.number(number).ljust(20),
            "czlx": ("U" if number in (x.FUND if kind in x.FUND_TYPES else x.INSURED) else "D").ljust(2),
        },
    }


def main():
    for old in OUT.glob("*"):
        old.unlink()
    for row in ROWS:
        name, _, kind, number, centre, form = row
        text = content(kind, number, centre, form)
        x.write(OUT, f"{name}.row", text.encode("utf-8"),
                {**meta(*row), "twist": "none", "expected": {"result": "taken", **expected(kind, number)}})
    for row in OLDER:
        name, _, kind, number, centre, form = row
        told = expected(kind, number)
        x.write(OUT, f"{name}.row", content(kind, number, centre, form, older_release=True).encode("utf-8"),
                {**meta(*row), "twist": "stale-schema",
                 "expected": {"result": "taken", **told, "rows": missing_newer(kind, told["rows"])}})
    refused()
    requests()


def refused():
    """Rows that a reader must not take; made by hand from good ones."""
    good = content("GRZH", x.MAN, JIANGXI, "json")
    good_xml = content("GRZH", x.MAN, ZIGONG, "xml")
    hurt = good.encode("gb18030").decode("utf-8", "replace")
    for name, meaning, centre, form, text, columns, code in [
        ("refused-cut-json", "half a content", JIANGXI, "json", good[:len(good) // 2], {}, "101"),
        ("refused-cut-xml", "half a content", ZIGONG, "xml", good_xml[:len(good_xml) // 2], {}, "101"),
        ("refused-doctype", "a DOCTYPE with an entity", ZIGONG, "xml",
         '<!DOCTYPE d [<!ENTITY n "云舒">]>' + good_xml[good_xml.index("<data>"):].replace("云舒", "&n;"), {}, "101"),
        ("refused-type", "a type that this department has not", JIANGXI, "json", good, {"sjlx": "CBXX    "}, "102"),
        ("refused-other-person", "the content is about somebody else", JIANGXI, "json", good,
         {"zjhm": x.GUEST.ljust(20)}, "103"),
        ("refused-check-digit", "a number with a wrong check digit, in column and content", JIANGXI, "json",
         good.replace(x.MAN, x.MAN[:-1] + "4"), {"zjhm": (x.MAN[:-1] + "4").ljust(20)}, "104"),
        ("refused-no-balance", "a key that is always there is missing", JIANGXI, "json",
         good.replace('"GRZHYE":"0.00",', ""), {}, "105"),
        ("refused-operation", "an operation that is none of I, U, D", JIANGXI, "json", good, {"czlx": "X "}, "106"),
        ("refused-charset", "text that went through a wrong charset", JIANGXI, "json", hurt, {}, "107"),
        ("refused-future", "a data time of next year", JIANGXI, "json", good.replace("20261122020500", "20271122020500"), {}, "108"),
    ]:
        told = meta(name, meaning, "GRZH", x.MAN, centre, form)
        x.write(OUT, f"{name}.row", text.encode("utf-8"),
                {**told, "columns": {**told["columns"], **columns}, "twist": "by-hand", "now": x.iso(x.NOW),
                 "expected": {"result": "refused", "code": code}})


def requests():
    for name, number, centre, form in [
        ("query-json", x.WOMAN, JIANGXI, "json"), ("query-xml", x.LIN, QINGHAI, "xml"), ("query-unknown", x.STRANGER, ZIGONG, "xml"),
    ]:
        pairs = [("PTBM", x.PLATFORM), ("ZJHM", number)]
        xml = '<?xml version="1.0" encoding="UTF-8"?><data>' + "".join(element(*pair) for pair in pairs) + "</data>"
        x.write(OUT, f"{name}.request", (to_json(pairs) if form == "json" else xml).encode("utf-8"), {
            "kind": "request", "dialect": "exchange-table", "meaning": "asks for everything about one person",
            "department": "social-insurance" if centre is QINGHAI else "housing-fund", "jurisdiction": centre.code,
            "options": {"schema": f"qz_{centre.code}", "contentFormat": form, "platformCode": x.PLATFORM}, "person": number,
            "columns": {"qqlsh": "Q20261122103000000001".ljust(32), "qqlx": "CX".ljust(8), "zjhm": number.ljust(20), "czlx": "I "},
        })


main()
