"""Writes the golden bytes of the national record index, from docs/dialects/record-index.md and data-exchange.md alone.

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
OUT = HERE.parent / "record-index"
PEOPLE = {p["number"]: p for p in json.loads((HERE / "record-index-people.json").read_text("utf-8"))}
UTC = datetime.timezone.utc
BEIJING = datetime.timezone(datetime.timedelta(hours=8))
NOW = datetime.datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
SECRET = "golden-secret-not-for-use"
INDEX, SERVICE = "110000", "catalog-701"

MAN, WOMAN, GUEST, STRANGER = "109907196904150013", "10991119881230009X", "109923199606060021", "109933200109090025"
COMPANY = "91109907MA9001TB1H"

#: Department code, and the department as the adapter's port names it.
DEPARTMENT = {
    "public-security": ("GA", "publicSecurity"), "social-insurance": ("RS", "socialInsurance"),
    "housing-fund": ("GJJ", "housingFund"),
}
#: What is peculiar to the places that report: the index keeps what they wrote.
PADS, LOWER_X, LONG_CODES = {"430000", "320000", "120000", "440900"}, {"120000"}, {"320000"}
#: Places that report medical insurance beside social insurance, under a code that the specification does not have.
REPORTS_YB = {"120000"}


def beijing(instant):
    return instant.astimezone(BEIJING).strftime("%Y%m%d%H%M%S")


def iso(instant):
    return instant.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def to_json(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def rows_of(person, place):
    department, code = place["department"], place["jurisdiction"]
    pad = (lambda text, width: text.ljust(width)) if code in PADS else (lambda text, width: text)
    number = person["number"]
    if person["kind"] == "company":
        owner = {"tyshxydm": number, "dwmc": pad(person["name"], 60)}
    else:
        owner = {"gmsfhm": number.lower() if code in LOWER_X else number, "xm": pad(person["name"], 20)}
    reported = datetime.datetime.fromisoformat(place["reportedAt"].replace("Z", "+00:00"))
    is_long = department == "housing-fund" or code in LONG_CODES
    names = [DEPARTMENT[department][0]]
    if department == "social-insurance" and code in REPORTS_YB:
        names.append("YB")
    return [
        {
            **owner, "sjgxsj": beijing(reported), "bmdm": name,
            "szdqhdm": code + "000000" if is_long else code,
            "scdjrq": (place["firstOn"] or "").replace("-", ""),
        }
        for name in names
    ]


def storage_key(row):
    number = row.get("gmsfhm") or row["tyshxydm"]
    return f"{row['szdqhdm'][:6][::-1]} {row['bmdm']} {number[::-1]}"


def value_of(person):
    """In order of department as the schema names them, then of division code."""
    order = list(DEPARTMENT)
    places = sorted(person["places"], key=lambda p: (order.index(p["department"]), p["jurisdiction"]))
    return [
        {
            "department": DEPARTMENT[p["department"]][1], "jurisdiction": p["jurisdiction"],
            "asOf": p["reportedAt"],
        }
        for p in places
    ]


def sign(scheme, requester, nonce):
    millis = str(int(NOW.timestamp() * 1000))
    seconds = str(int(NOW.timestamp()))
    if scheme == "hmac-sha256":
        text = SERVICE + requester + millis
        mac = base64.b64encode(hmac.new(SECRET.encode(), text.encode(), hashlib.sha256).digest()).decode()
        return "", {
            "x-dx-rid": requester, "x-dx-sid": SERVICE, "x-dx-time": millis, "x-dx-nonce": nonce, "x-dx-sign": mac,
        }
    if scheme == "sha256-sandwich":
        digest = hashlib.sha256((seconds + SECRET + nonce + seconds).encode()).hexdigest().upper()
        return "", {
            "x-dx-rid": requester, "x-dx-sid": SERVICE, "x-dx-timestamp": seconds, "x-dx-nonce": nonce,
            "x-dx-sign": digest,
        }
    digest = hashlib.md5((requester + SECRET + beijing(NOW)).encode()).hexdigest()
    query = {"appkey": requester, "sid": SERVICE, "time": beijing(NOW), "nonce": nonce, "sign": digest}
    return "?" + urllib.parse.urlencode(query), {}


def write(name, meta, body):
    (OUT / f"{name}.bin").write_bytes(body)
    text = json.dumps({**meta, "bytes": f"{name}.bin"}, ensure_ascii=False, indent=2) + "\n"
    (OUT / f"{name}.json").write_text(text, "utf-8")


def scenario(name, meaning, numbers, scheme="hmac-sha256", wrapper="plain", twist=None):
    requester = "golden-index"
    nonce = hashlib.sha256(("index " + name).encode()).hexdigest()[:16]
    options = {"requesterId": requester, "secret": SECRET, "signScheme": scheme, "wrapper": wrapper, "batchLimit": 50}
    query, headers = sign(scheme, requester, nonce)
    items = [{"tyshxydm": n} if n.startswith("9") else {"gmsfhm": n} for n in numbers]
    shared = {
        "dialect": "data-exchange", "meaning": meaning, "department": "record-index", "jurisdiction": INDEX,
        "options": options, "instant": iso(NOW), "nonce": nonce, "service": SERVICE, "persons": numbers,
    }
    write(f"{name}.request", {
        "kind": "request", **shared,
        "request": {
            "method": "POST", "path": f"/exchange/invoke{query}",
            "headers": {"content-type": "application/json;charset=UTF-8", **headers},
        },
    }, to_json({"items": items}).encode("utf-8"))

    known = [PEOPLE[n] for n in numbers if n in PEOPLE]
    rows = sorted((r for p in known for place in p["places"] for r in rows_of(p, place)), key=storage_key)
    code, message, extra = "200", "成功", {}
    expected = {"code": "200", "persons": [
        {"number": n, **({"name": PEOPLE[n]["name"], "value": value_of(PEOPLE[n])} if n in PEOPLE else {"value": []})}
        for n in numbers
    ]}
    kind = (twist or {}).get("kind")
    if kind == "maintenance":
        until = datetime.datetime.fromtimestamp(twist["until"] / 1000, UTC)
        code, message, extra, rows = "308", "系统维护中", {"hfsj": beijing(until)}, None
        expected = {"code": "308", "until": iso(until)}
    if kind == "error":
        code, message, rows, expected = twist["code"], "请求方未登记", None, {"code": twist["code"]}
    if kind == "stale-schema":
        rows = [{**row, "bmdm": "QT"} for row in rows]
        for person in expected["persons"]:
            person["value"] = []
    data = to_json(rows) if wrapper == "json-string" and rows is not None else rows
    write(f"{name}.answer", {
        "kind": "answer", **shared, "twist": twist or {"kind": "none"},
        "answer": {"status": 200, "headers": {"content-type": "application/json;charset=UTF-8"}},
        "expected": expected,
    }, to_json({"code": code, "message": message, **extra, "data": data}).encode("utf-8"))


OUT.mkdir(exist_ok=True)
scenario("701-several-places", "a person with records in three departments of three places; one place reports a department"
         " that no table has, one does not say since when", [MAN])
scenario("701-company", "a company that two places know, one of them in twelve digits, data as JSON inside JSON", [COMPANY],
         wrapper="json-string")
scenario("701-nobody", "nobody whom any place knows: no row, and no error", [STRANGER], scheme="md5-concat")
scenario("701-lower-x", "one person in the spelling of several places: padded or not, x and X, 6 and 12 digits", [WOMAN],
         scheme="sha256-sandwich", wrapper="json-string")
scenario("701-mixed", "persons, a company and one nobody knows in one question; rows by place, not by person",
         [GUEST, WOMAN, STRANGER, COMPANY, MAN], scheme="md5-concat")
scenario("701-unknown-departments", "rows of departments that nobody here knows, and no other", [GUEST, COMPANY],
         twist={"kind": "stale-schema"})
scenario("701-maintenance", "maintenance until a known instant", [MAN], wrapper="json-string",
         twist={"kind": "maintenance", "until": 1795320000000})
scenario("701-refused", "a requester who is not registered", [MAN], twist={"kind": "error", "code": "304"})
