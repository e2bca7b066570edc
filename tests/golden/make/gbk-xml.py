"""Makes tests/golden/gbk-xml from docs/dialects/gbk-xml.md; python3 and its standard library only.

A second implementation of the interface specification: it shares nothing with the sandbox and the adapters but the text.
Run it anywhere: python3 tests/golden/make/gbk-xml.py
"""

import hashlib
import json
import pathlib
from datetime import datetime, timedelta, timezone

HERE = pathlib.Path(__file__).parent
OUT = HERE.parent / "gbk-xml"
FILES = json.loads((HERE / "social-insurance-files.json").read_text("utf-8"))
BEIJING = timezone(timedelta(hours=8))
NOW = datetime(2026, 1, 5, 9, 30, 0, tzinfo=BEIJING)
LOADED = datetime(2026, 1, 5, 2, 0, 0, tzinfo=BEIJING)
OWN_CODES = {character: chr(0xE200 + index) for index, character in enumerate("𬭩𠅤𫖯𬱖𬤊𫍯𬭎𫘧𬍛㛃𠮷𬀩")}

SCHEMES = {
    "110": "EMPLOYEE_PENSION", "120": "CIVIL_SERVICE_PENSION", "170": "RESIDENT_PENSION", "210": "UNEMPLOYMENT",
    "310": "EMPLOYEE_MEDICAL", "390": "RESIDENT_MEDICAL", "410": "WORK_INJURY", "510": "MATERNITY",
}
# Word of the files: (code on the wire, word of the domain).
ENROLLMENT_STATES = {"active": ("1", "ACTIVE"), "suspended": ("2", "SUSPENDED"), "terminated": ("3", "TERMINATED")}
BENEFIT_KINDS = {
    "old-age": ("1", "OLD_AGE_PENSION"), "unemployment": ("2", "UNEMPLOYMENT_BENEFIT"),
    "work-injury": ("3", "WORK_INJURY_BENEFIT"), "survivor": ("4", "SURVIVOR_BENEFIT"),
    "maternity": ("5", "MATERNITY_ALLOWANCE"),
}
BENEFIT_STATES = {"in-payment": ("1", "IN_PAYMENT"), "suspended": ("2", "SUSPENDED"), "ended": ("3", "ENDED")}
CARD_STATES = {
    "active": ("1", "ACTIVE"), "not-activated": ("2", "NOT_ACTIVATED"),
    "reported-lost": ("3", "REPORTED_LOST"), "cancelled": ("4", "CANCELLED"),
}
CHECK_STATES = {"passed": ("1", "PASSED"), "due": ("2", "DUE"), "overdue": ("3", "OVERDUE")}


def is_rare(character):
    """Whether GBK lacks it; Python's gbk codec has no user-defined codes, so those are told by their code points."""
    if 0xE000 <= ord(character) <= 0xF8FF:
        return False
    try:
        character.encode("gbk")
    except UnicodeEncodeError:
        return True
    return False


def as_site_writes(text, options):
    style = options["rareCharacters"]
    if style == "gb18030":
        return text
    own = OWN_CODES if style == "private-use" else {}
    return "".join(own.get(c, "?") if is_rare(c) else c for c in text)


def as_reader_understands(text, options):
    """What a reader can make of it: own codes are known by the table, question marks stay."""
    return "".join("?" if is_rare(c) and options["rareCharacters"] != "gb18030"
                   and not (options["rareCharacters"] == "private-use" and c in OWN_CODES) else c for c in text)


def yuan(fen):
    return f"{int(fen) // 100}.{int(fen) % 100:02d}"


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


# A cell: attribute, length, kind (c code, t text, d date), value.
def cells_of(transaction, file, body):
    if transaction == "SBJY01":
        for e in file["enrollments"]:
            employer = e["employer"] or {}
            yield [("aae140", 3, "c", e["scheme"]), ("aac031", 1, "c", ENROLLMENT_STATES[e["state"]][0]),
                   ("aab001", 18, "c", employer.get("number", "")), ("aab004", 50, "t", employer.get("name", "")),
                   ("aab050", 8, "d", e["enrolledOn"]), ("yac201", 4, "c", str(e["contributionMonths"]))]
    if transaction == "SBJY02":
        for c in contributions_of(file, body):
            yield [("aae003", 6, "d", c["month"]), ("aae140", 3, "c", c["scheme"]), ("aae180", 12, "c", yuan(c["baseFen"])),
                   ("yac183", 12, "c", yuan(c["personalFen"])), ("yab183", 12, "c", yuan(c["employerFen"]))]
    if transaction == "SBJY03" and file["pensionAccount"]:
        p = file["pensionAccount"]
        yield [("yac301", 12, "c", yuan(p["balanceFen"])), ("yac302", 12, "c", yuan(p["creditedThisYearFen"])),
               ("yac303", 4, "c", str(p["contributionMonths"])), ("yac304", 6, "d", p["openedIn"])]
    if transaction == "SBJY04":
        for b in file["benefits"]:
            yield [("yae401", 1, "c", BENEFIT_KINDS[b["kind"]][0]), ("yae402", 1, "c", BENEFIT_STATES[b["state"]][0]),
                   ("yae403", 12, "c", yuan(b["monthlyFen"])), ("aae041", 6, "d", b["startedIn"]),
                   ("yae404", 6, "d", b["lastPaidIn"])]
    if transaction == "SBJY05" and file["card"]:
        c = file["card"]
        yield [("aaz500", 9, "c", c["number"]), ("yaz501", 8, "d", c["issuedOn"]), ("yaz502", 50, "t", c["bank"]),
               ("yaz503", 1, "c", CARD_STATES[c["state"]][0])]
    if transaction == "SBJY06" and file["eligibilityCheck"]:
        e = file["eligibilityCheck"]
        yield [("yae501", 1, "c", CHECK_STATES[e["state"]][0]), ("yae502", 8, "d", e["lastCheckedOn"]),
               ("yae503", 8, "d", e["dueOn"])]


def contributions_of(file, body):
    rows = [c for c in file["contributions"]
            if body.get("aae140", "") in ("", c["scheme"])
            and c["month"].replace("-", "") >= body.get("aae041", "000000")
            and c["month"].replace("-", "") <= body.get("aae042", "999999")]
    rows.sort(key=lambda c: c["scheme"])
    rows.sort(key=lambda c: c["month"], reverse=body.get("px") == "1")
    return rows


def write_cell(cell, options):
    name, length, kind, value = cell
    if kind == "d":
        value = (value or "").replace("-", "")
        if value == "" and options["emptyDate"] == "zeros":
            value = "0" * length
    room = max(0, length - len(value))
    if options["padding"] == "space":
        value += " " * room
    if options["padding"] == "fullwidth":
        value = value + "\u3000" * room if kind == "t" else f" {value} "
    return f' {name}="{escape(value)}"'


def digest(options, *parts):
    return hashlib.new(options["digest"].lower(), b"".join(parts)).hexdigest().upper()


def request_bytes(scenario):
    options, body = scenario["options"], scenario["body"]
    order = ["aac002", "aac003", "aae140", "aae041", "aae042", "qsh", "hs", "px"]
    xml = "<body>" + "".join(f"<{k}>{escape(body[k])}</{k}>" for k in order if k in body) + "</body>"
    body_bytes = xml.encode("gb18030")
    sjc = NOW.strftime("%Y%m%d%H%M%S")
    zy = digest(options, f"{options['user']}{options['password']}{sjc}{scenario['lsh']}".encode("ascii"), body_bytes)
    pwd = hashlib.md5(options["password"].encode("ascii")).hexdigest().upper()
    head = (f"<jydm>{scenario['transaction']}</jydm><jgdm>{options['agencyCode']}</jgdm><user>{options['user']}</user>"
            f"<pwd>{pwd}</pwd><sjc>{sjc}</sjc><lsh>{scenario['lsh']}</lsh><zy>{zy}</zy>")
    start = f'<?xml version="1.0" encoding="GBK"?>\n<request><head>{head}</head>'
    return start.encode("ascii") + body_bytes + b"</request>"


def answer_bytes(scenario):
    options, body = scenario["options"], scenario["body"]
    code, text = scenario.get("result", ("0000", "交易成功"))
    if code == "0000":
        file = file_of(body)
        rows = [cells for cells in cells_of(scenario["transaction"], file, body)] if file else []
        total, first = len(rows), int(body.get("qsh", "1")) - 1
        rows = rows[first:first + int(body.get("hs", "200"))]
        owner = [] if file is None else [("aac001", 10, "c", file["personalNumber"]),
                                         ("aac002", 18, "c", file["holder"]["number"]),
                                         ("aac003", 50, "t", file["holder"]["name"])]
        lines = "".join("<row" + "".join(write_cell(c, options) for c in owner + cells) + "/>" for cells in rows)
        listed = f'<rows hs="{len(rows)}" zhs="{total}"' + (f">{lines}</rows>" if rows else "/>")
        xml = f"<body><sjsj>{LOADED.strftime('%Y%m%d%H%M%S')}</sjsj>{listed}</body>"
    else:
        xml = "<body/>"
    body_bytes = as_site_writes(xml, options).encode("gb18030")
    sjc = NOW.strftime("%Y%m%d%H%M%S")
    zy = digest(options, f"{options['password']}{code}{sjc}{scenario['lsh']}".encode("ascii"), body_bytes)
    head = (f"<jydm>{scenario['transaction']}</jydm><lsh>{scenario['lsh']}</lsh><rtncode>{code}</rtncode>"
            f"<rtntext>{text}</rtntext><sjc>{sjc}</sjc><zy>{zy}</zy>")
    start = f'<?xml version="1.0" encoding="GBK"?>\n<response><head>{head}</head>'
    return start.encode("gb18030") + body_bytes + b"</response>"


def file_of(body):
    found = [f for f in FILES if f["holder"]["number"] == body["aac002"]]
    return found[0] if found else None


def expected_of(scenario):
    """The answer in words of the domain: fen as text, days and months with hyphens, None for what is missing."""
    body, options, transaction = scenario["body"], scenario["options"], scenario["transaction"]
    if "result" in scenario:
        return {"refusal": scenario["result"][0]}
    file = file_of(body)
    base = {"asOf": int(LOADED.timestamp() * 1000)}
    if file is None:
        return {**base, "rows": [], "total": 0}
    read = lambda text: as_reader_understands(text, options)
    if transaction == "SBJY01":
        rows = [{"scheme": SCHEMES[e["scheme"]], "state": ENROLLMENT_STATES[e["state"]][1],
                 "employerName": read(e["employer"]["name"]) if e["employer"] else None,
                 "enrolledOn": e["enrolledOn"], "contributionMonths": e["contributionMonths"]} for e in file["enrollments"]]
    elif transaction == "SBJY02":
        rows = [{"month": c["month"], "scheme": SCHEMES[c["scheme"]], "contributionBaseFen": c["baseFen"],
                 "personalFen": c["personalFen"], "employerFen": c["employerFen"]} for c in contributions_of(file, body)]
    elif transaction == "SBJY03":
        rows = [dict(file["pensionAccount"])] if file["pensionAccount"] else []
    elif transaction == "SBJY04":
        rows = [{"kind": BENEFIT_KINDS[b["kind"]][1], "state": BENEFIT_STATES[b["state"]][1],
                 "monthlyFen": b["monthlyFen"], "startedIn": b["startedIn"], "lastPaidIn": b["lastPaidIn"]}
                for b in file["benefits"]]
    elif transaction == "SBJY05":
        c = file["card"]
        rows = [{"number": c["number"], "issuedOn": c["issuedOn"], "bank": read(c["bank"]),
                 "state": CARD_STATES[c["state"]][1]}] if c else []
    else:
        e = file["eligibilityCheck"]
        rows = [{"state": CHECK_STATES[e["state"]][1], "lastCheckedOn": e["lastCheckedOn"], "dueOn": e["dueOn"]}] if e else []
    total, first = len(rows), int(body.get("qsh", "1")) - 1
    person = {"number": file["holder"]["number"], "name": read(file["holder"]["name"])}
    return {**base, "person": person, "rows": rows[first:first + int(body.get("hs", "200"))], "total": total}


def options(digest_name, rare, padding, empty_date):
    return {"agencyCode": "430000123", "user": "tongban_430000", "password": "golden-Pw_0123456789", "digest": digest_name,
            "rareCharacters": rare, "padding": padding, "emptyDate": empty_date}


def person(index, **more):
    holder = FILES[index]["holder"]
    return {"aac002": holder["number"], "aac003": holder["name"], **more}


SCENARIOS = [
    ("enrollments", "three schemes, one without employer, a name with markup characters, no padding",
     dict(transaction="SBJY01", body=person(0), options=options("MD5", "question", "none", "blank"))),
    ("enrollments-question-mark", "a rare character arrives as a question mark; fixed width with blanks",
     dict(transaction="SBJY01", body=person(1), options=options("SHA256", "question", "space", "blank"))),
    ("enrollments-own-code", "a rare character arrives as the site's own code; full-width blanks",
     dict(transaction="SBJY01", body=person(1), options=options("MD5", "private-use", "fullwidth", "zeros"))),
    ("enrollments-not-in-table", "a middle dot, and a rare character that the site's table lacks",
     dict(transaction="SBJY01", body=person(2), options=options("SHA256", "private-use", "space", "zeros"))),
    ("enrollments-four-bytes", "a middle dot, and a rare character in four bytes although the declaration says GBK",
     dict(transaction="SBJY01", body=person(2), options=options("MD5", "gb18030", "none", "blank"))),
    ("contributions-page", "rows 2 to 4, the newest month first, schemes ascending within a month",
     dict(transaction="SBJY02", body=person(0, qsh="2", hs="3", px="1"),
          options=options("SHA256", "gb18030", "fullwidth", "blank"))),
    ("contributions-filter", "one scheme, two months, in the default order: the oldest first",
     dict(transaction="SBJY02", body=person(0, aae140="110", aae041="202510", aae042="202511"),
          options=options("MD5", "question", "space", "zeros"))),
    ("pension-account", "money with two decimals",
     dict(transaction="SBJY03", body=person(0), options=options("MD5", "gb18030", "space", "blank"))),
    ("benefits-missing-month", "a month that is missing is written as zeros",
     dict(transaction="SBJY04", body=person(1), options=options("SHA256", "private-use", "none", "zeros"))),
    ("card", "a bank whose name has a rare character, as the site's own code",
     dict(transaction="SBJY05", body=person(1), options=options("MD5", "private-use", "space", "blank"))),
    ("eligibility-never-checked", "a day that is missing is empty",
     dict(transaction="SBJY06", body=person(1), options=options("MD5", "question", "fullwidth", "blank"))),
    ("unknown-person", "nobody under this number: empty rows and 0000",
     dict(transaction="SBJY01", body={"aac002": "109901199003070038", "aac003": "林小满"},
          options=options("MD5", "question", "none", "blank"))),
    ("rows-above-limit", "201 rows asked for: refused with 2002",
     dict(transaction="SBJY02", body=person(0, hs="201"), result=("2002", "行数超出上限"),
          options=options("SHA256", "question", "none", "blank"))),
]


def main():
    for old in OUT.glob("*"):
        old.unlink()
    for index, (name, meaning, scenario) in enumerate(SCENARIOS):
        scenario["lsh"] = f"4300002026010509300000{index:02d}"
        common = {
            "meaning": meaning, "jurisdiction": "430000", "options": scenario["options"],
            "now": int(NOW.timestamp() * 1000), "dataTime": int(LOADED.timestamp() * 1000),
            "transaction": scenario["transaction"], "lsh": scenario["lsh"], "body": scenario["body"],
        }
        write(f"{name}.request", request_bytes(scenario), {"kind": "request", **common})
        write(f"{name}.answer", answer_bytes(scenario),
              {"kind": "answer", "request": f"{name}.request", **common, "expected": expected_of(scenario)})


def write(name, content, meta):
    (OUT / f"{name}.bin").write_bytes(content)
    (OUT / f"{name}.json").write_text(json.dumps(meta, ensure_ascii=False, indent=2) + "\n", "utf-8")


main()
