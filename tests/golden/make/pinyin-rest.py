"""Writes the golden bytes of the dialect pinyin-rest, from docs/dialects/pinyin-rest.md alone.

A second implementation: it shares no line with the sandbox or the adapters. Run it from anywhere; it needs Python 3 only.
Every scenario gives <name>.request.bin/.json and <name>.answer.bin/.json; the JSON tells what the bytes mean.
"""
import datetime
import hashlib
import hmac
import json
import pathlib
from decimal import Decimal

HERE = pathlib.Path(__file__).parent
OUT = HERE.parent / "pinyin-rest"
FILES = {f["holder"]["number"]: f for f in json.loads((HERE / "housing-fund-files.json").read_text("utf-8"))}
UTC = datetime.timezone.utc
BEIJING = datetime.timezone(datetime.timedelta(hours=8))
NOW = datetime.datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
DATA_TIME = datetime.datetime(2026, 11, 21, 18, 5, tzinfo=UTC)
SECRET = "golden-secret-not-for-use"

MAN, WOMAN, GUEST, STRANGER = "109907196904150013", "10991119881230009X", "109923199606060021", "109933200109090025"

STATE = {
    "active": ("01", "ACTIVE"), "sealed": ("02", "SEALED"), "merged": ("03", "CLOSED_MERGED"),
    "transferred": ("04", "CLOSED_TRANSFERRED"), "withdrawn": ("05", "CLOSED_WITHDRAWN"), "frozen": ("06", "FROZEN"),
}
LOAN = {"repaying": ("01", "REPAYING"), "overdue": ("02", "OVERDUE"), "settled": ("03", "SETTLED")}
DEPOSIT = {
    "regular": ("01", "REGULAR"), "back-payment": ("02", "BACK_PAYMENT"), "transfer-in": ("08", "TRANSFER_IN"),
    "interest": ("09", "INTEREST"), "other": ("99", "OTHER"),
}
GROUND = {"01": "PURCHASE", "05": "EMIGRATION", "06": "LOAN_REPAYMENT"}
ADDING = ["01", "02", "08", "09", "99"]


class Centre:
    """What is peculiar to one centre; the sandbox must come to the same by its own rules."""

    def __init__(self, code, name, pads=False, lower_x=False, ratio_unit="percent"):
        self.code, self.name, self.pads, self.lower_x, self.ratio_unit = code, name, pads, lower_x, ratio_unit

    def column(self, text, width):
        return text.ljust(width) if self.pads else text

    def amount(self, fen):
        text = f"{Decimal(fen) / 100:.2f}"
        return text.rjust(14) if self.pads else text

    def number(self, number):
        return number.lower() if self.lower_x else number

    def ratio(self, bp):
        return f"{Decimal(bp) / 100:.2f}" if self.ratio_unit == "percent" else f"{Decimal(bp) / 10000:.4f}"


CHANGDE = Centre("430700", "常德市住房公积金管理中心(模拟)", pads=True)
MAOMING = Centre("440900", "茂名市住房公积金管理中心(模拟)", ratio_unit="fraction")
ZIGONG = Centre("510300", "自贡市住房公积金管理中心(模拟)", lower_x=True)


def digits(text):
    return "" if text is None else text.replace("-", "")


def beijing(instant):
    return instant.astimezone(BEIJING).strftime("%Y%m%d%H%M%S")


def iso(instant):
    return instant.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def to_json(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def batch_body(numbers):
    return {"RYLB": [{"ZJLX": "01", "ZJHM": n} for n in numbers]}


def accounts(centre, numbers):
    rows, persons = [], []
    for number in numbers:
        file = FILES.get(number)
        if file is None:
            persons.append({"number": number, "value": None})
            continue
        name, meaning = file["holder"]["name"], []
        for a in file["accounts"]:
            # The employer's part is rounded down to the fen, the person pays the rest.
            employer = int(a["monthlyFen"]) * a["employerRatioBp"] // (a["employerRatioBp"] + a["personalRatioBp"])
            closed = digits(a["closedOn"]) or centre.column("", 8)
            rows.append({
                "GRZH": centre.column(a["number"], 20),
                "XINGMING": centre.column(name, 60),
                "ZJLX": "01",
                "ZJHM": centre.number(number),
                "GRZHZT": STATE[a["state"]][0],
                "GRZHYE": centre.amount(a["balanceFen"]),
                "GRJCJS": centre.amount(a["baseFen"]),
                "GRJCBL": centre.ratio(a["personalRatioBp"]),
                "DWJCBL": centre.ratio(a["employerRatioBp"]),
                "GRYJCE": centre.amount(int(a["monthlyFen"]) - employer),
                "DWYJCE": centre.amount(employer),
                "YJCE": centre.amount(a["monthlyFen"]),
                "GRJZNY": digits(a["paidThrough"]),
                "KHRQ": digits(a["openedOn"]),
                "XHRQ": closed,
                "DWZH": a["employer"]["number"],
                "DWMC": centre.column(a["employer"]["name"], 120),
            })
            meaning.append({
                "accountNumber": a["number"], "state": STATE[a["state"]][1], "balanceFen": a["balanceFen"],
                "depositBaseFen": a["baseFen"], "personalRatioBp": a["personalRatioBp"],
                "employerRatioBp": a["employerRatioBp"], "monthlyDepositFen": a["monthlyFen"],
                "paidThrough": a["paidThrough"], "openedOn": a["openedOn"], "closedOn": a["closedOn"],
                "depositingEmployer": a["employer"], "asOf": iso(DATA_TIME),
            })
        value = {"asOf": iso(DATA_TIME), "centerName": centre.name, "accounts": meaning}
        persons.append({"number": number, "name": name, "value": value})
    rows.sort(key=lambda row: row["GRZH"].strip()[::-1])
    return {}, rows, persons


def loans(centre, numbers):
    rows, persons = [], []
    for number in numbers:
        file = FILES.get(number)
        name, meaning = file["holder"]["name"], []
        for l in file["loans"]:
            rows.append({
                "JKHTBH": centre.column(l["contractNumber"], 20),
                "XINGMING": centre.column(name, 60),
                "ZJHM": centre.number(number),
                "DKZT": LOAN[l["state"]][0],
                "DKFFE": centre.amount(l["principalFen"]),
                "DKYE": centre.amount(l["outstandingFen"]),
                "DKLL": f"{Decimal(l['annualRateBp']) / 100:.4f}",
                "DKFFRQ": digits(l["startedOn"]),
                "DKQS": str(l["termMonths"]),
                "YQJE": centre.amount(l["overdueFen"]),
                "YQQS": str(l["overdueInstallments"]),
            })
            meaning.append({
                "asOf": iso(DATA_TIME), "contractNumber": l["contractNumber"], "state": LOAN[l["state"]][1],
                "principalFen": l["principalFen"], "outstandingFen": l["outstandingFen"], "annualRateBp": l["annualRateBp"],
                "startedOn": l["startedOn"], "termMonths": l["termMonths"], "overdueFen": l["overdueFen"],
                "overdueInstallments": l["overdueInstallments"],
            })
        persons.append({"number": number, "name": name, "value": meaning})
    rows.sort(key=lambda row: row["JKHTBH"].strip()[::-1])
    return {}, rows, persons


def owner(centre, number):
    return {"ZJHM": centre.number(number), "XINGMING": centre.column(FILES[number]["holder"]["name"], 60)}


def schedule(centre, number, contract, first, count):
    loan = next(l for l in FILES[number]["loans"] if l["contractNumber"] == contract)
    picked = [i for i in loan["schedule"] if i["number"] >= (first or 0)][:count]
    rows = [{
        "QC": str(i["number"]), "YHRQ": digits(i["dueOn"]), "YHBJ": centre.amount(i["principalFen"]),
        "YHLX": centre.amount(i["interestFen"]),
    } for i in picked]
    return {**owner(centre, number), "JKHTBH": centre.column(contract, 20)}, rows, picked


def lines(account):
    """All bookings of an account, the newest first."""
    moved = []
    if int(account["transferredOutFen"]) > 0:
        kind = "06" if account["state"] == "merged" else "07"
        moved = [(account["closedOn"], kind, None, -int(account["transferredOutFen"]), None, None)]
    closes = account["state"] == "withdrawn"
    out = [
        (w["withdrawnOn"], "12" if closes and i == 0 else "11", None, -int(w["amountFen"]), None, w)
        for i, w in enumerate(account["withdrawals"])
    ]
    into = [(d["recordedOn"], DEPOSIT[d["kind"]][0], d["month"], int(d["amountFen"]), d, None) for d in account["deposits"]]
    ordered = sorted(moved + out + into, key=lambda line: line[0], reverse=True)
    serial = lambda place, kind: f"{account['number']:0>12}{kind}{len(ordered) - place:06d}"
    return [(serial(place, line[1]), *line) for place, line in enumerate(ordered)]


def deposits(centre, number, account_number, kinds, page, size):
    account = next(a for a in FILES[number]["accounts"] if a["number"] == account_number)
    wanted = [line for line in lines(account) if kinds is None or line[2] in kinds]
    picked = wanted[(page - 1) * size:page * size]
    rows = [{
        "YWLSH": serial, "YWLX": kind, "HJYF": digits(month) or centre.column("", 6), "FSE": centre.amount(fen),
        "JZRQ": digits(day),
    } for serial, day, kind, month, fen, _, _ in picked]
    meaning = [
        {"month": d["month"], "kind": DEPOSIT[d["kind"]][1], "amountFen": d["amountFen"], "recordedOn": d["recordedOn"]}
        for _, _, _, _, _, d, _ in picked if d is not None
    ]
    return {**owner(centre, number), "GRZH": centre.column(account_number, 20), "ZTS": str(len(wanted))}, rows, meaning


def withdrawals(centre, number, page, size):
    found = [(day, serial, a["number"], w) for a in FILES[number]["accounts"] for serial, day, _, _, _, _, w in lines(a) if w]
    found.sort(key=lambda one: one[0] + one[1], reverse=True)
    picked = found[(page - 1) * size:page * size]
    rows = [{
        "YWLSH": serial, "GRZH": centre.column(account, 20), "TQYY": w["ground"], "TQE": centre.amount(w["amountFen"]),
        "TQRQ": digits(day),
    } for day, serial, account, w in picked]
    meaning = [
        {"ground": GROUND[w["ground"]], "amountFen": w["amountFen"], "withdrawnOn": day, "accountNumber": account}
        for day, _, account, w in picked
    ]
    return {**owner(centre, number), "ZTS": str(len(found))}, rows, meaning


def write(name, meta, body):
    (OUT / f"{name}.bin").write_bytes(body)
    (OUT / f"{name}.json").write_text(json.dumps({**meta, "bytes": f"{name}.bin"}, ensure_ascii=False, indent=2) + "\n", "utf-8")


def scenario(name, meaning, centre, path, body, numbers, answered, twist=None):
    app = f"golden-{centre.code}"
    sent = to_json(body).encode("utf-8")
    millis = str(int(NOW.timestamp() * 1000))
    text = "\n".join(["POST", f"/gjj{path}", millis, hashlib.sha256(sent).hexdigest()])
    shared = {
        "dialect": "pinyin-rest", "meaning": meaning, "department": "housing-fund", "jurisdiction": centre.code,
        "options": {"appId": app, "appSecret": SECRET, "ratioUnit": centre.ratio_unit}, "instant": iso(NOW), "nonce": None,
        "service": path, "persons": numbers,
    }
    write(f"{name}.request", {
        "kind": "request", **shared,
        "request": {
            "method": "POST", "path": f"/gjj{path}",
            "headers": {
                "content-type": "application/json; charset=utf-8", "x-app-id": app, "x-timestamp": millis,
                "x-signature": hmac.new(SECRET.encode(), text.encode(), hashlib.sha256).hexdigest(),
            },
        },
    }, sent)

    status, content, expected = 200, None, None
    if twist is not None and twist["kind"] == "error":
        status, content, expected = 503, {"code": twist["code"], "msg": "系统繁忙"}, {"code": twist["code"]}
    elif twist is not None and twist["kind"] == "maintenance":
        until = datetime.datetime.fromtimestamp(twist["until"] / 1000, UTC)
        status = 503
        content = {"code": "3002", "msg": "系统维护", "HFSJ": beijing(until)}
        expected = {"code": "3002", "until": iso(until)}
    else:
        beside, rows, value = answered
        content = {
            "code": "0000", "msg": "交易成功", "JGMC": centre.column(centre.name, 60), "SJSJ": beijing(DATA_TIME), **beside,
            "rows": rows,
        }
        expected = {"code": "0000", "asOf": iso(DATA_TIME), "persons" if path in ("/grzh/query", "/dkxx/query") else "rows": value}
        if "ZTS" in beside:
            expected["total"] = int(beside["ZTS"])
    write(f"{name}.answer", {
        "kind": "answer", **shared, "dataTime": iso(DATA_TIME), "twist": twist or {"kind": "none"},
        "answer": {"status": status, "headers": {"content-type": "application/json; charset=utf-8"}},
        "expected": expected,
    }, to_json(content).encode("utf-8"))


OUT.mkdir(exist_ok=True)
scenario("accounts-padded", "accounts of three persons, one unknown; padded columns, ratios in per cent", CHANGDE, "/grzh/query",
         batch_body([MAN, STRANGER, GUEST]), [MAN, STRANGER, GUEST], accounts(CHANGDE, [MAN, STRANGER, GUEST]))
scenario("accounts-fraction", "accounts with ratios as fractions, uneven halves, never paid in", MAOMING, "/grzh/query",
         batch_body([WOMAN, MAN]), [WOMAN, MAN], accounts(MAOMING, [WOMAN, MAN]))
scenario("loans-lower-x", "loans: settled, running, overdue, none; x in lower case", ZIGONG, "/dkxx/query",
         batch_body([WOMAN, GUEST, MAN]), [WOMAN, GUEST, MAN], loans(ZIGONG, [WOMAN, GUEST, MAN]))
scenario("schedule", "the next three instalments of a loan, two of them overdue", CHANGDE, "/hkjh/query",
         {"ZJHM": MAN, "JKHTBH": "4307JK2000000071", "KSQC": "", "QS": "3"}, [MAN],
         schedule(CHANGDE, MAN, "4307JK2000000071", None, 3))
scenario("schedule-from", "instalments from number 80 on", ZIGONG, "/hkjh/query",
         {"ZJHM": MAN, "JKHTBH": "4307JK2000000071", "KSQC": "80", "QS": "120"}, [MAN],
         schedule(ZIGONG, MAN, "4307JK2000000071", 80, 120))
scenario("deposits-page", "second page of three of what adds to the balance", CHANGDE, "/jcmx/query",
         {"ZJHM": MAN, "GRZH": "430700000702", "YWLX": ADDING, "YM": "2", "MYTS": "2"}, [MAN],
         deposits(CHANGDE, MAN, "430700000702", ADDING, 2, 2))
scenario("deposits-all-kinds", "all bookings of a closed account: outflows are negative", MAOMING, "/jcmx/query",
         {"ZJHM": MAN, "GRZH": "430700000701", "YM": "1", "MYTS": "50"}, [MAN],
         deposits(MAOMING, MAN, "430700000701", None, 1, 50))
scenario("withdrawals", "withdrawals, the newest first", CHANGDE, "/tqmx/query",
         {"ZJHM": MAN, "YM": "1", "MYTS": "50"}, [MAN], withdrawals(CHANGDE, MAN, 1, 50))
scenario("withdrawals-unknown", "an unknown person: no name, no rows", CHANGDE, "/tqmx/query",
         {"ZJHM": STRANGER, "YM": "1", "MYTS": "20"}, [STRANGER], ({"ZTS": "0"}, [], []))
scenario("busy", "the centre is busy", MAOMING, "/grzh/query", batch_body([MAN]), [MAN], None,
         twist={"kind": "error", "code": "3001"})
scenario("maintenance", "maintenance until a known instant", MAOMING, "/grzh/query", batch_body([MAN]), [MAN], None,
         twist={"kind": "maintenance", "until": 1795320000000})
