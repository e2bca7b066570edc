"""Writes the golden bytes of the dialect data-exchange, from docs/dialects/data-exchange.md alone.

A second implementation: it shares no line with the sandbox or the adapters. Run it from anywhere; it needs Python 3 only.
Every scenario gives <name>.request.bin/.json and <name>.answer.bin/.json; the JSON tells what the bytes mean.
"""
import base64
import datetime
import hashlib
import hmac
import json
import pathlib
import urllib.parse

HERE = pathlib.Path(__file__).parent
OUT = HERE.parent / "data-exchange"
FILES = {f["holder"]["number"]: f for f in json.loads((HERE / "public-security-files.json").read_text("utf-8"))}
UTC = datetime.timezone.utc
BEIJING = datetime.timezone(datetime.timedelta(hours=8))
NOW = datetime.datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
DATA_TIME = datetime.datetime(2026, 11, 21, 18, 5, tzinfo=UTC)
SECRET = "golden-secret-not-for-use"

MAN, WOMAN, GUEST, STRANGER = "109907196904150013", "10991119881230009X", "109923199606060021", "109933200109090025"
COMPANY = "91109907MA9001TB1H"

RELATION = ["HEAD", "SPOUSE", "SON", "DAUGHTER", "GRANDCHILD", "PARENT", "GRANDPARENT", "SIBLING", "OTHER", "OTHER"]
GROUND = {
    "job": ("01", "JOB_TRANSFER"), "study": ("02", "STUDENT_ENROLMENT"), "graduation": ("03", "GRADUATION"),
    "spouse": ("04", "SPOUSE_REUNION"), "to-children": ("05", "PARENT_REUNION"), "to-parents": ("06", "CHILD_REUNION"),
    "other": ("99", "OTHER"),
}
BOOKLET = {"family": ("1", "FAMILY"), "collective": ("2", "COLLECTIVE")}
CARD = {"resident": ("111", "RESIDENT_ID_CARD"), "temporary": ("112", "TEMPORARY_ID_CARD")}
LOSS = {"normal": ("0", "NORMAL"), "lost": ("1", "REPORTED_LOST"), "cancelled": ("2", "CANCELLED")}
PERMIT = {"valid": ("1", "VALID"), "expired": ("2", "EXPIRED"), "cancelled": ("3", "CANCELLED")}
PLATE = {
    "large": ("01", "LARGE"), "small": ("02", "SMALL"), "motorcycle": ("07", "MOTORCYCLE"),
    "new-energy": ("52", "SMALL_NEW_ENERGY"),
}
VEHICLE = {
    "normal": ("A", "NORMAL"), "transferred-out": ("B", "TRANSFERRED_OUT"), "deregistered": ("E", "DEREGISTERED"),
    "seized": ("K", "SEIZED"), "inspection-overdue": ("Q", "INSPECTION_OVERDUE"),
}


class Place:
    """What is peculiar to one place; the sandbox must come to the same by its own rules."""

    def __init__(self, code, pads=False, lower_x=False, long_codes=False, head="02"):
        self.code, self.pads, self.lower_x, self.long_codes, self.head = code, pads, lower_x, long_codes, head

    def column(self, text, width):
        return text.ljust(width) if self.pads else text

    def division(self, code):
        return code + "000000" if self.long_codes else code

    def relation(self, code):
        return self.head if code == "02" else code


HUNAN = Place("430000", pads=True)
JIANGSU = Place("320000", pads=True, long_codes=True)
GUANGDONG = Place("440000", head="01")
TIANJIN = Place("120000", pads=True, lower_x=True)


def compact(day):
    return day.replace("-", "")


def beijing(instant):
    return instant.astimezone(BEIJING).strftime("%Y%m%d%H%M%S")


def iso(instant):
    return instant.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def to_json(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def hukou(file, place):
    h = file["hukou"]
    if h is None:
        return [], None
    row = {
        "hh": h["bookletNumber"],
        "hlx": BOOKLET[h["kind"]][0],
        "hzxm": place.column(h["head"], 20),
        "yhzgxdm": place.relation(h["relation"]),
        "ssxqdm": place.division(h["division"]),
        "qhnxxdz": place.column(h["address"], 60),
        "djrq": compact(h["registeredOn"]),
        "hcy": [{"xm": place.column(m["name"], 20), "yhzgxdm": place.relation(m["relation"])} for m in h["members"]],
        "qyxx": [
            {
                "qcdssxqdm": place.division(m["origin"]),
                "qrdssxqdm": place.division(m["destination"]),
                "qyrq": compact(m["migratedOn"]),
                "qyyydm": GROUND[m["ground"]][0],
            }
            for m in reversed(h["migrations"])
        ],
    }
    meaning = {
        "booklet": {"number": h["bookletNumber"], "kind": BOOKLET[h["kind"]][1]},
        "address": h["address"],
        "division": h["division"],
        "headName": h["head"],
        "relationToHead": RELATION[int(h["relation"][0])],
        "registeredOn": h["registeredOn"],
        "members": [{"name": m["name"], "relationToHead": RELATION[int(m["relation"][0])]} for m in h["members"]],
        "migrationHistory": [
            {
                "origin": m["origin"],
                "destination": m["destination"],
                "migratedOn": m["migratedOn"],
                "ground": GROUND[m["ground"]][1],
            }
            for m in h["migrations"]
        ],
    }
    return [row], meaning


def card(file, place):
    c = file["identityCard"]
    if c is None:
        return [], None
    until = c["validUntil"]
    row = {
        "zjlxdm": CARD[c["kind"]][0],
        "yxqqsrq": compact(c["validFrom"]),
        "yxqjzrq": "长期" if until is None else compact(until),
        "qfjg": place.column(c["issuingOrgan"], 40),
        "gsztdm": LOSS[c["lossState"]][0],
    }
    meaning = {
        "kind": CARD[c["kind"]][1],
        "validFrom": c["validFrom"],
        "validity": {"longTerm": True} if until is None else {"longTerm": False, "validUntil": until},
        "issuingOrgan": c["issuingOrgan"],
        "lossState": LOSS[c["lossState"]][1],
    }
    return [row], meaning


def permit(file, place):
    p = file["residencePermit"]
    if p is None:
        return [], None
    row = {
        "jzzbh": p["number"],
        "jzdz": place.column(p["address"], 60),
        "qfrq": compact(p["issuedOn"]),
        "yxqjzrq": compact(p["validUntil"]),
        "qfjg": place.column(p["issuingOrgan"], 40),
        "jzzztdm": PERMIT[p["state"]][0],
    }
    meaning = {
        "number": p["number"], "address": p["address"], "issuedOn": p["issuedOn"], "validUntil": p["validUntil"],
        "issuingOrgan": p["issuingOrgan"], "state": PERMIT[p["state"]][1],
    }
    return [row], meaning


def vehicles(file, place):
    rows, meaning = [], []
    for v in file["vehicles"]:
        rows.append({
            "hphm": v["plateNumber"],
            "hpzldm": PLATE[v["plateKind"]][0],
            "clppxh": place.column(v["model"], 30),
            "ccdjrq": compact(v["registeredOn"]),
            "jyyxqzrq": compact(v["inspectionValidUntil"]),
            "jdcztdm": VEHICLE[v["state"]][0],
        })
        meaning.append({
            "plateNumber": v["plateNumber"], "plateKind": PLATE[v["plateKind"]][1], "model": v["model"],
            "registeredOn": v["registeredOn"], "inspectionValidUntil": v["inspectionValidUntil"],
            "state": VEHICLE[v["state"]][1],
        })
    return rows, meaning


SERVICES = {
    "catalog-611": lambda file, place: ([{}], {}),
    "catalog-612": hukou,
    "catalog-613": card,
    "catalog-614": permit,
    "catalog-615": vehicles,
}
#: Fields that release 2.0 does not have, what their absence means, and the code that no table has.
OLDER = {
    "catalog-612": ("djrq", {"registeredOn": None}, "hlx", "9"),
    "catalog-613": ("gsztdm", {"lossState": "UNKNOWN"}, "zjlxdm", "199"),
}


def build_rows(service, place, numbers):
    rows, persons = [], []
    for number in numbers:
        file = FILES.get(number)
        if file is None:
            persons.append({"number": number, "value": [] if service == "catalog-615" else None})
            continue
        name = file["holder"]["name"]
        if file["holder"]["kind"] == "company":
            owner = {"tyshxydm": number, "dwmc": place.column(name, 60)}
        else:
            owner = {"gmsfhm": number.lower() if place.lower_x else number, "xm": place.column(name, 20)}
        found, meaning = SERVICES[service](file, place)
        rows += [{**owner, "sjgxsj": beijing(DATA_TIME), **row} for row in found]
        if isinstance(meaning, list):
            value = [{"asOf": iso(DATA_TIME), **one} for one in meaning]
        else:
            value = None if meaning is None else {"asOf": iso(DATA_TIME), **meaning}
        persons.append({"number": number, "name": name, "value": value})
    # The place stores rows by the reversed plate, or the reversed number.
    rows.sort(key=lambda r: (r.get("hphm") or next(iter(r.values())))[::-1])
    return rows, persons


def sign(scheme, requester, service, nonce):
    millis = str(int(NOW.timestamp() * 1000))
    seconds = str(int(NOW.timestamp()))
    if scheme == "hmac-sha256":
        text = service + requester + millis
        mac = base64.b64encode(hmac.new(SECRET.encode(), text.encode(), hashlib.sha256).digest()).decode()
        return "", {"x-dx-rid": requester, "x-dx-sid": service, "x-dx-time": millis, "x-dx-nonce": nonce, "x-dx-sign": mac}
    if scheme == "sha256-sandwich":
        digest = hashlib.sha256((seconds + SECRET + nonce + seconds).encode()).hexdigest().upper()
        return "", {
            "x-dx-rid": requester, "x-dx-sid": service, "x-dx-timestamp": seconds, "x-dx-nonce": nonce, "x-dx-sign": digest,
        }
    digest = hashlib.md5((requester + SECRET + beijing(NOW)).encode()).hexdigest()
    query = {"appkey": requester, "sid": service, "time": beijing(NOW), "nonce": nonce, "sign": digest}
    return "?" + urllib.parse.urlencode(query), {}


def write(name, meta, body):
    (OUT / f"{name}.bin").write_bytes(body)
    (OUT / f"{name}.json").write_text(json.dumps({**meta, "bytes": f"{name}.bin"}, ensure_ascii=False, indent=2) + "\n", "utf-8")


def scenario(name, meaning, place, service, numbers, scheme="hmac-sha256", wrapper="plain", twist=None):
    requester = f"golden-{place.code}"
    nonce = hashlib.sha256(name.encode()).hexdigest()[:16]
    options = {"requesterId": requester, "secret": SECRET, "signScheme": scheme, "wrapper": wrapper, "batchLimit": 50}
    query, headers = sign(scheme, requester, service, nonce)
    items = [{"tyshxydm": n} if n.startswith("9") else {"gmsfhm": n} for n in numbers]
    shared = {
        "dialect": "data-exchange", "meaning": meaning, "department": "public-security", "jurisdiction": place.code,
        "options": options, "instant": iso(NOW), "nonce": nonce, "service": service, "persons": numbers,
    }
    write(f"{name}.request", {
        "kind": "request", **shared,
        "request": {
            "method": "POST", "path": f"/exchange/invoke{query}",
            "headers": {"content-type": "application/json;charset=UTF-8", **headers},
        },
    }, to_json({"items": items}).encode("utf-8"))

    rows, persons = build_rows(service, place, numbers)
    code, message, extra, expected = "200", "成功", {}, {"code": "200", "persons": persons}
    if twist is not None and twist["kind"] == "maintenance":
        until = datetime.datetime.fromtimestamp(twist["until"] / 1000, UTC)
        code, message, extra, rows = "308", "系统维护中", {"hfsj": beijing(until)}, None
        expected = {"code": "308", "until": iso(until)}
    if twist is not None and twist["kind"] == "stale-schema":
        absent, nulls, coded, unknown = OLDER[service]
        for row in rows:
            del row[absent]
            row[coded] = unknown
        for person in persons:
            if person["value"] is not None:
                person["value"].update(nulls)
                if service == "catalog-613":
                    person["value"]["kind"] = "UNKNOWN"
                else:
                    person["value"]["booklet"]["kind"] = "UNKNOWN"
    data = to_json(rows) if wrapper == "json-string" and rows is not None else rows
    write(f"{name}.answer", {
        "kind": "answer", **shared, "dataTime": iso(DATA_TIME), "twist": twist or {"kind": "none"},
        "answer": {"status": 200, "headers": {"content-type": "application/json;charset=UTF-8"}},
        "expected": expected,
    }, to_json({"code": code, "message": message, **extra, "data": data}).encode("utf-8"))


OUT.mkdir(exist_ok=True)
scenario("611-hmac", "who is registered: a person, a company, and one nobody knows; padded columns", HUNAN, "catalog-611",
         [WOMAN, STRANGER, COMPANY])
scenario("612-md5", "household registration, data as JSON inside JSON, codes of 12 digits, newest move first; one has none here",
         JIANGSU, "catalog-612", [WOMAN, GUEST, MAN], scheme="md5-concat", wrapper="json-string")
scenario("612-head-code", "household registration where the head's code is 01", GUANGDONG, "catalog-612", [MAN])
scenario("613-sandwich", "identity cards: for ever, temporary, cancelled; a name in the private use area", GUANGDONG,
         "catalog-613", [MAN, WOMAN, GUEST], scheme="sha256-sandwich")
scenario("614-lower-x", "residence permits at a place that writes x in lower case", TIANJIN, "catalog-614", [GUEST, WOMAN, MAN])
scenario("615-mixed", "vehicles of persons and a company, several per owner, not grouped", HUNAN, "catalog-615",
         [WOMAN, COMPANY, MAN, GUEST], scheme="md5-concat")
scenario("613-older-release", "identity cards of release 2.0: no loss state, and a kind that no table has", HUNAN, "catalog-613",
         [WOMAN], wrapper="json-string", twist={"kind": "stale-schema"})
scenario("611-maintenance", "maintenance until a known instant", GUANGDONG, "catalog-611", [MAN], wrapper="json-string",
         twist={"kind": "maintenance", "until": 1795320000000})
