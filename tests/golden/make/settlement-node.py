"""Writes the golden bytes of the dialect settlement-node, from docs/dialects/settlement-node.md alone.

A second implementation: it shares no line with the sandbox or the adapters. Run it from anywhere; it needs Python 3 and the
openssl command (SM3, SM4). Every scenario gives <name>.request.bin/.json and <name>.answer.bin/.json, a batch that is answered
later <name>.message.bin/.json and <name>.ack.bin/.json besides; a .bin is one whole frame, the JSON tells what it means.
`after` names the requests that the same hub took before, in order.
"""
import datetime
import json
import pathlib
import subprocess
import zlib
from decimal import Decimal
from xml.sax.saxutils import escape

HERE = pathlib.Path(__file__).parent
OUT = HERE.parent / "settlement-node"
FILES = {f["holder"]["number"]: f for f in json.loads((HERE / "housing-fund-files.json").read_text("utf-8"))}
UTC = datetime.timezone.utc
BEIJING = datetime.timezone(datetime.timedelta(hours=8))
NOW = datetime.datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
DATA_TIME = datetime.datetime(2026, 11, 21, 18, 5, tzinfo=UTC)
NODE, HUB, UNIT, OPERATOR = "004301", "900001", "TB0043", "tongban"
PASSWORD = "golden-password-not-for-use"
NODE_KEY = bytes.fromhex("00112233445566778899AABBCCDDEEFF")
SESSION, LATER_SESSION = bytes(range(0x40, 0x50)), bytes(range(0x60, 0x70))

MAN, WOMAN, GUEST, STRANGER = "109907196904150013", "10991119881230009X", "109923199606060021", "109933200109090025"
MISTYPED = "109907196904150014"

STATE = {
    "active": ("01", "ACTIVE"), "sealed": ("02", "SEALED"), "merged": ("03", "CLOSED_MERGED"),
    "transferred": ("04", "CLOSED_TRANSFERRED"), "withdrawn": ("05", "CLOSED_WITHDRAWN"), "frozen": ("06", "FROZEN"),
}
LOAN = {"repaying": ("10", "REPAYING"), "overdue": ("20", "OVERDUE"), "settled": ("30", "SETTLED")}
DEPOSIT = {
    "regular": ("01", "REGULAR"), "back-payment": ("02", "BACK_PAYMENT"), "transfer-in": ("08", "TRANSFER_IN"),
    "interest": ("09", "INTEREST"), "other": ("99", "OTHER"),
}
GROUND = {"01": "PURCHASE", "05": "EMIGRATION", "06": "LOAN_REPAYMENT"}
TEXTS = {
    "0000": "处理成功", "0001": "已受理,结果另行通知", "1001": "会话无效", "1002": "签到失败", "2002": "流水号重复",
    "9001": "系统繁忙", "9002": "系统维护", "3002": "证件号码校验不通过", "3003": "该人正在办理业务,暂不可查",
}
NEWER = {"XHRQ", "DWZH", "DWMC", "DKFFRQ", "YHRQ", "TQRQ"}
CODED = {"GRZHZT", "DKZT"}


class Centre:
    """What is peculiar to one centre; the sandbox must come to the same by its own rules."""

    def __init__(self, code, name, mode, unit, sync_limit, pads, lower_x):
        self.code, self.name, self.mode, self.unit, self.sync_limit = code, name, mode, unit, sync_limit
        self.pads, self.lower_x = pads, lower_x

    @property
    def options(self):
        return {
            "nodeNumber": NODE, "hubNode": HUB, "unit": UNIT, "operator": OPERATOR, "password": PASSWORD,
            "nodeKey": NODE_KEY.hex().upper(), "cipherMode": self.mode, "amountUnit": self.unit, "batchLimit": 500,
            "syncLimit": self.sync_limit,
        }

    def column(self, text, width):
        return text.ljust(width) if self.pads else text

    def amount(self, fen):
        if self.unit == "fen":
            return f"{int(fen):014d}"
        text = f"{Decimal(fen) / 100:.2f}"
        return text.rjust(14) if self.pads else text

    def time(self, text, width):
        if text is not None:
            return text.replace("-", "")
        return "0" * width if self.unit == "fen" else self.column("", width)

    def number(self, number):
        return number.lower() if self.lower_x else number


ZHEJIANG = Centre("330000", "浙江省直单位住房公积金管理中心(模拟)", "CBC", "yuan", 20, pads=False, lower_x=True)
FUJIAN = Centre("350000", "福建省直单位住房公积金管理中心(模拟)", "ECB", "fen", 20, pads=True, lower_x=False)
HUBEI = Centre("420000", "湖北省直单位住房公积金管理中心(模拟)", "CBC", "yuan", 1, pads=True, lower_x=True)


def openssl(*arguments, data):
    return subprocess.run(["openssl", *arguments], input=data, capture_output=True, check=True).stdout


def sm3(data):
    return openssl("dgst", "-sm3", "-binary", data=data)


def sm4_block(key, block):
    return openssl("enc", "-e", "-sm4-ecb", "-nopad", "-K", key.hex(), data=block)


def seal(mode, key, iv, data):
    if mode == "ECB":
        return openssl("enc", "-e", "-sm4-ecb", "-K", key.hex(), data=data)
    return iv + openssl("enc", "-e", "-sm4-cbc", "-K", key.hex(), "-iv", iv.hex(), data=data)


def frame(flag, payload):
    return NODE.encode("ascii") + flag.encode("ascii") + bytes(9) + len(payload).to_bytes(4, "big") + payload


def beijing(instant):
    return instant.astimezone(BEIJING).strftime("%Y%m%d%H%M%S")


def iso(instant):
    return instant.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def hub_sequence(count):
    """The simulated hub numbers by time of day in milliseconds and a count since its start."""
    local = NOW.astimezone(BEIJING)
    millis = (local.hour * 3600 + local.minute * 60 + local.second) * 1000
    return f"{millis:08d}{count:04d}"


def element(name, text):
    return f"<{name}>{escape(text, {chr(34): '&quot;'})}</{name}>"


def elements(pairs):
    return "".join(element(name, text) for name, text in pairs)


def message(head_name, head, body):
    inner = f"<body>{body}</body>" if body else "<body/>"
    return f'<?xml version="1.0" encoding="GBK"?><msg><{head_name}>{elements(head)}</{head_name}>{inner}</msg>'


def in_head(sequence, code, person="", sender=NODE, receiver=HUB, unit=UNIT, operator=OPERATOR):
    date = beijing(NOW)
    return [
        ("fsrq", date[:8]), ("fssj", date[8:]), ("fslsh", sequence), ("dwbh", unit), ("jdh", sender), ("jym", code),
        ("jsjdh", receiver), ("khh", person), ("czy", operator),
    ]


def out_head(status, code, sequence):
    date = beijing(NOW)
    return [
        ("zt", status), ("fhm", code), ("fhxx", TEXTS[code]), ("xyrq", date[:8]), ("xysj", date[8:]), ("xylsh", sequence),
    ]


def pack(lines):
    text = "".join(f"{line}\n" for line in [f"{len(lines):08d}", *lines])
    # Implementations of zlib differ in the matches they find; with run lengths only there is nothing to choose.
    deflate = zlib.compressobj(6, zlib.DEFLATED, zlib.MAX_WBITS, 8, zlib.Z_RLE)
    return text, (deflate.compress(text.encode("gb18030")) + deflate.flush()).hex().upper()


def account_row(centre, a):
    employer = int(a["monthlyFen"]) * a["employerRatioBp"] // (a["employerRatioBp"] + a["personalRatioBp"])
    ratio = lambda bp: f"{Decimal(bp) / 100:.2f}"
    return [
        ("GRZH", centre.column(a["number"], 20)), ("GRZHZT", STATE[a["state"]][0]), ("GRZHYE", centre.amount(a["balanceFen"])),
        ("GRJCJS", centre.amount(a["baseFen"])), ("GRJCBL", ratio(a["personalRatioBp"])), ("DWJCBL", ratio(a["employerRatioBp"])),
        ("GRYJCE", centre.amount(int(a["monthlyFen"]) - employer)), ("DWYJCE", centre.amount(employer)),
        ("YJCE", centre.amount(a["monthlyFen"])), ("GRJZNY", centre.time(a["paidThrough"], 6)),
        ("KHRQ", centre.time(a["openedOn"], 8)), ("XHRQ", centre.time(a["closedOn"], 8)),
        ("DWZH", centre.column(a["employer"]["number"], 12)), ("DWMC", centre.column(a["employer"]["name"], 120)),
    ]


def account_meaning(a, stale=False):
    return {
        "accountNumber": a["number"], "state": "UNKNOWN" if stale else STATE[a["state"]][1], "balanceFen": a["balanceFen"],
        "depositBaseFen": a["baseFen"], "personalRatioBp": a["personalRatioBp"], "employerRatioBp": a["employerRatioBp"],
        "monthlyDepositFen": a["monthlyFen"], "paidThrough": a["paidThrough"], "openedOn": a["openedOn"],
        "closedOn": None if stale else a["closedOn"], "depositingEmployer": None if stale else a["employer"], "asOf": iso(DATA_TIME),
    }


def loan_row(centre, l):
    return [
        ("JKHTBH", centre.column(l["contractNumber"], 20)), ("DKZT", LOAN[l["state"]][0]), ("DKFFE", centre.amount(l["principalFen"])),
        ("DKYE", centre.amount(l["outstandingFen"])), ("DKLL", f"{Decimal(l['annualRateBp']) / 100:.4f}"), ("DKQS", f"{l['termMonths']:03d}"),
        ("YQJE", centre.amount(l["overdueFen"])), ("YQQS", f"{l['overdueInstallments']:03d}"), ("DKFFRQ", centre.time(l["startedOn"], 8)),
    ]


def loan_meaning(l):
    return {
        "asOf": iso(DATA_TIME), "contractNumber": l["contractNumber"], "state": LOAN[l["state"]][1], "principalFen": l["principalFen"],
        "outstandingFen": l["outstandingFen"], "annualRateBp": l["annualRateBp"], "startedOn": l["startedOn"],
        "termMonths": l["termMonths"], "overdueFen": l["overdueFen"], "overdueInstallments": l["overdueInstallments"],
    }


def stored(text):
    """Rows lie by the tail of their number."""
    return text.strip()[::-1]


def bookings(account):
    """All bookings of an account, the newest first: serial, day, kind, direction, month, fen, what it means."""
    moved = []
    if int(account["transferredOutFen"]) > 0:
        kind = "06" if account["state"] == "merged" else "07"
        moved = [(account["closedOn"], kind, "2", None, account["transferredOutFen"], None)]
    closes = account["state"] == "withdrawn"
    out = [
        (w["withdrawnOn"], "12" if closes and i == 0 else "11", "2", None, w["amountFen"], w)
        for i, w in enumerate(account["withdrawals"])
    ]
    into = [(d["recordedOn"], DEPOSIT[d["kind"]][0], "1", d["month"], d["amountFen"], d) for d in account["deposits"]]
    ordered = sorted(moved + out + into, key=lambda line: line[0], reverse=True)
    return [
        (f"{account['number']:0>12}{line[1]}{len(ordered) - place:06d}", *line) for place, line in enumerate(ordered)
    ]


def reading(centre, number, beside, rows, stale=False):
    """The body of an answer about one person."""
    file = FILES.get(number)
    who = [("ZJHM", ""), ("XINGMING", "")]
    if file is not None:
        who = [("ZJHM", centre.number(number)), ("XINGMING", centre.column(file["holder"]["name"], 60))]
    if stale:
        rows = [[(n, "77" if n in CODED else t) for n, t in row if n not in NEWER] for row in rows]
    written = "".join(f"<row>{elements(row)}</row>" for row in rows)
    return elements([*source(centre), *who, *beside]) + f'<rows hs="{len(rows)}">{written}</rows>'


def source(centre):
    return [("JGMC", centre.column(centre.name, 60)), ("SJSJ", beijing(DATA_TIME))]


def answer_file(centre, persons, items, row_of, width, failing):
    lines = []
    for place, number in enumerate(persons):
        order, code = f"{place + 1:08d}", failing.get(place + 1, "0000")
        file = FILES.get(number)
        head = [order, code, TEXTS[code]]
        who = ["", ""] if file is None or code != "0000" else [centre.number(number), centre.column(file["holder"]["name"], 60)]
        rows = [] if file is None or code != "0000" else [[text for _, text in row_of(centre, item)] for item in file[items]]
        for row in rows or [[""] * (width - 5)]:
            lines.append([*head, *who, *[text.replace("|", "｜") for text in row]])
    lines.sort(key=lambda line: (stored(line[5] or line[0]), line[0]))
    return pack(["|".join(line) for line in lines])


def write(name, frame_bytes, meta):
    (OUT / f"{name}.bin").write_bytes(frame_bytes)
    text = json.dumps({**meta, "bytes": f"{name}.bin"}, ensure_ascii=False, indent=2)
    (OUT / f"{name}.json").write_text(text + "\n", "utf-8")


def scenario(name, meaning, centre, code, after, body="", person="", persons=None, sequence=None, file=None, session=SESSION,
             answer=("0", "0000", ""), answer_file_text=None, plain_answer=False, answered_under=None, twist=None, expected=None):
    """One exchange. `answer` is status, code and body; `session` the key of the request, also a key that the hub just made."""
    number = len(list(OUT.glob("*.request.bin"))) + 1
    sequence = sequence or f"{number:012d}"
    signing_in = code == "JSQD01"
    shared = {
        "dialect": "settlement-node", "meaning": meaning, "department": "housing-fund", "jurisdiction": centre.code,
        "options": centre.options, "instant": iso(NOW), "after": after, "transaction": code, "sequence": sequence,
        "persons": persons or ([person] if person else []), "session": None if signing_in else session.hex(),
    }
    iv = bytes([number]) * 16
    plain = message("inhead", in_head(sequence, code, person), body)
    data = plain.encode("gb18030")
    sent = frame("1", data) if signing_in else frame("0", seal(centre.mode, session, iv, data))
    drawn = [] if signing_in or centre.mode == "ECB" else [iv.hex()]
    write(f"{name}.request", sent, {"kind": "request", **shared, "random": drawn, "plain": plain, "file": file})

    status, result, said = answer
    iv = bytes([0x80 + number]) * 16
    plain = message("outhead", out_head(status, result, hub_sequence(len(after) + 1)), said)
    data = plain.encode("gb18030")
    is_plain = signing_in or plain_answer
    got = frame("1", data) if is_plain else frame("0", seal(centre.mode, session, iv, data))
    drawn = [] if is_plain or centre.mode == "ECB" else [iv.hex()]
    if signing_in and result == "0000":
        drawn = [session.hex()]
    write(f"{name}.answer", got, {
        "kind": "answer", **shared, "request": f"{name}.request", "random": drawn, "dataTime": iso(DATA_TIME),
        "twist": twist or {"kind": "none"}, "plain": plain, "file": answer_file_text,
        "expected": {"status": status, "code": result, **(expected or {})},
    })


def sign_in(name, meaning, centre, after=(), session=SESSION, wrong=False):
    number = len(list(OUT.glob("*.request.bin"))) + 1
    sequence = f"{number:012d}"
    digest = sm3(f"{NODE}{beijing(NOW)}{sequence}{'guessed-password' if wrong else PASSWORD}".encode("ascii")).hex().upper()
    said, expected = "", {}
    if not wrong:
        said = elements([
            ("HHMY", sm4_block(NODE_KEY, session).hex().upper()), ("JYZ", sm4_block(session, bytes(16)).hex().upper()[:8]), ("YXMS", "1800"),
        ])
        expected = {"sessionKey": session.hex(), "validSeconds": 1800}
    scenario(name, meaning, centre, "JSQD01", list(after), body=element("MM", digest), session=session,
             answer=("1", "1002", "") if wrong else ("0", "0000", said), expected=expected)


def owner(number):
    return {"person": {"number": number, "name": FILES[number]["holder"]["name"]}}


def person_read(name, meaning, centre, signed, code, number, body, beside, rows, value, twist=None, stale=False, total=None):
    expected = {"asOf": iso(DATA_TIME), "centerName": centre.name, **(owner(number) if number in FILES else {"person": None}), "rows": value}
    if total is not None:
        expected["total"] = total
    scenario(name, meaning, centre, code, [signed], body=elements(body), person=number, twist=twist,
             answer=("0", "0000", reading(centre, number, beside, rows, stale)), expected=expected)


def accounts(name, meaning, centre, signed, number, twist=None, stale=False):
    found = FILES[number]["accounts"] if number in FILES else []
    rows = sorted((account_row(centre, a) for a in found), key=lambda row: stored(row[0][1]))
    ordered = sorted(found, key=lambda a: stored(a["number"]))
    person_read(name, meaning, centre, signed, "GJJC01", number, [], [], rows, [account_meaning(a, stale) for a in ordered], twist, stale)


def loans(name, meaning, centre, signed, number):
    ordered = sorted(FILES[number]["loans"], key=lambda l: stored(l["contractNumber"]))
    person_read(name, meaning, centre, signed, "GJJC02", number, [], [], [loan_row(centre, l) for l in ordered],
                [loan_meaning(l) for l in ordered])


def schedule(name, meaning, centre, signed, number, contract, first, count):
    loan = next(l for l in FILES[number]["loans"] if l["contractNumber"] == contract)
    picked = [i for i in loan["schedule"] if i["number"] >= int(first or 0)][:count]
    rows = [[
        ("QC", f"{i['number']:03d}"), ("YHBJ", centre.amount(i["principalFen"])), ("YHLX", centre.amount(i["interestFen"])),
        ("YHRQ", centre.time(i["dueOn"], 8)),
    ] for i in picked]
    person_read(name, meaning, centre, signed, "GJJC03", number, [("JKHTBH", contract), ("KSQC", first), ("QS", str(count))],
                [("JKHTBH", centre.column(contract, 20))], rows, picked)


def deposits(name, meaning, centre, signed, number, account_number, direction, page, size):
    account = next(a for a in FILES[number]["accounts"] if a["number"] == account_number)
    wanted = [line for line in bookings(account) if direction in ("", line[3])]
    picked = wanted[(page - 1) * size:page * size]
    rows = [[
        ("YWLSH", serial), ("YWLX", kind), ("FSFX", way), ("HJYF", centre.time(month, 6)), ("FSE", centre.amount(fen)),
        ("JZRQ", centre.time(day, 8)),
    ] for serial, day, kind, way, month, fen, _ in picked]
    value = [
        {"month": d["month"], "kind": DEPOSIT[d["kind"]][1], "amountFen": d["amountFen"], "recordedOn": d["recordedOn"]}
        for _, _, _, way, _, _, d in picked if way == "1"
    ]
    body = [("GRZH", account_number), ("FSFX", direction), ("YM", str(page)), ("MYTS", str(size))]
    person_read(name, meaning, centre, signed, "GJJC04", number, body,
                [("GRZH", centre.column(account_number, 20)), ("ZTS", f"{len(wanted):06d}")], rows, value, total=len(wanted))


def withdrawals(name, meaning, centre, signed, number):
    found = [
        (day, serial, a["number"], w)
        for a in FILES[number]["accounts"] for serial, day, kind, _, _, _, w in bookings(a) if kind in ("11", "12")
    ]
    found.sort(key=lambda one: one[0] + one[1], reverse=True)
    rows = [[
        ("YWLSH", serial), ("GRZH", centre.column(account, 20)), ("TQYY", w["ground"]), ("TQE", centre.amount(w["amountFen"])),
        ("TQRQ", centre.time(day, 8)),
    ] for day, serial, account, w in found]
    value = [
        {"ground": GROUND[w["ground"]], "amountFen": w["amountFen"], "withdrawnOn": day, "accountNumber": account}
        for day, _, account, w in found
    ]
    person_read(name, meaning, centre, signed, "GJJC05", number, [("YM", "1"), ("MYTS", "100")], [("ZTS", f"{len(found):06d}")],
                rows, value, total=len(found))


def batch_meaning(persons, items, meaning_of, failing):
    told = []
    for place, number in enumerate(persons):
        code, file = failing.get(place + 1, "0000"), FILES.get(number)
        entry = {"line": place + 1, "code": code, "number": number}
        if code == "0000":
            rows = [] if file is None else sorted(file[items], key=lambda i: stored(i.get("number") or i["contractNumber"]))
            entry |= {"name": None if file is None else file["holder"]["name"], "rows": [meaning_of(item) for item in rows]}
        told.append(entry)
    return told


def batch(name, meaning, centre, signed, code, persons, failing=None, twist=None, is_later=False):
    """A file of persons; `failing` maps line numbers to codes."""
    failing = failing or {}
    items, row_of, width, meaning_of = {
        "GJJP01": ("accounts", account_row, 19, account_meaning), "GJJP02": ("loans", loan_row, 14, loan_meaning),
    }[code]
    text, packed = pack([f"{place + 1:08d}|01|{number}" for place, number in enumerate(persons)])
    body = elements([("PCBS", str(len(persons))), ("PCWJ", packed)])
    result, result_packed = answer_file(centre, persons, items, row_of, width, failing)
    count = str(int(result[:8]))
    delivered = elements([*source(centre), ("PCBS", count), ("PCWJ", result_packed)])
    told = {"asOf": iso(DATA_TIME), "centerName": centre.name, "lines": batch_meaning(persons, items, meaning_of, failing)}
    if not is_later:
        scenario(name, meaning, centre, code, [signed], body=body, persons=persons, file=text, twist=twist,
                 answer=("0", "0000", delivered), answer_file_text=result, expected=told)
        return
    batch_number = beijing(NOW)[4:8] + hub_sequence(2)
    sequence = f"{len(list(OUT.glob('*.request.bin'))) + 1:012d}"
    scenario(name, meaning, centre, code, [signed], body=body, persons=persons, file=text, twist=twist,
             answer=("2", "0001", element("PCH", batch_number)), expected={"batch": batch_number})
    date = beijing(NOW)[:8]
    plain = message(
        "inhead", in_head(hub_sequence(3), "GJJT01", sender=HUB, receiver=NODE, unit="", operator="SYSTEM"),
        elements([("PCH", batch_number), ("YFSRQ", date), ("YFSLSH", sequence), ("YJYM", code), ("FHM", "0000"), ("FHXX", TEXTS["0000"])])
        + delivered)
    shared = {
        "dialect": "settlement-node", "meaning": meaning, "department": "housing-fund", "jurisdiction": centre.code,
        "options": centre.options, "instant": iso(NOW), "request": f"{name}.request", "transaction": "GJJT01", "persons": persons,
    }
    iv, ack_iv = bytes([0xE0]) * 16, bytes([0xE1]) * 16
    write(f"{name}.message", frame("0", seal(centre.mode, NODE_KEY, iv, plain.encode("gb18030"))), {
        "kind": "message", **shared, "sequence": hub_sequence(3), "random": [iv.hex()] if centre.mode == "CBC" else [],
        "dataTime": iso(DATA_TIME), "plain": plain, "file": result,
        "expected": {"batch": batch_number, "requestDate": date, "requestSequence": sequence, "code": "0000", **told},
    })
    plain = message("outhead", out_head("0", "0000", "000000009001"), "")
    write(f"{name}.ack", frame("0", seal(centre.mode, NODE_KEY, ack_iv, plain.encode("gb18030"))), {
        "kind": "ack", **shared, "message": f"{name}.message", "sequence": "000000009001",
        "random": [ack_iv.hex()] if centre.mode == "CBC" else [], "plain": plain,
    })


def failed(name, meaning, centre, after, code, twist=None, said="", expected=None, **more):
    scenario(name, meaning, centre, "GJJC01", after, person=MAN, answer=("1", code, said), twist=twist, expected=expected, **more)


OUT.mkdir(exist_ok=True)
for old in OUT.iterdir():
    old.unlink()
sign_in("sign-in", "a sign-in that gives a session key", ZHEJIANG)
sign_in("sign-in-again", "a second sign-in of the same node: the first key is worth nothing from now on", ZHEJIANG, ["sign-in"], LATER_SESSION)
sign_in("sign-in-wrong", "a sign-in with a wrong password digest", ZHEJIANG, wrong=True)
sign_in("sign-in-ecb", "a sign-in at a hub with ECB", FUJIAN)
sign_in("sign-in-padded", "a sign-in at a hub that pads", HUBEI)
accounts("accounts", "two accounts of one person, the older one closed; yuan, CBC", ZHEJIANG, "sign-in", MAN)
accounts("accounts-four-bytes", "a name of four bytes, padded columns, amounts in fen, a month that is none; ECB", FUJIAN, "sign-in-ecb", WOMAN)
accounts("accounts-private-use", "a name with a private use character, amounts padded on the left", HUBEI, "sign-in-padded", GUEST)
accounts("accounts-unknown", "an unknown person: empty, no error", ZHEJIANG, "sign-in", STRANGER)
accounts("accounts-release-1", "a hub that still runs release 1, and a state that no table has", ZHEJIANG, "sign-in", MAN,
         twist={"kind": "stale-schema"}, stale=True)
loans("loans", "a settled and a running loan; x in lower case", ZHEJIANG, "sign-in", WOMAN)
loans("loans-overdue", "an overdue loan, amounts in fen; ECB", FUJIAN, "sign-in-ecb", MAN)
loans("loans-none", "a known person without a loan", HUBEI, "sign-in-padded", GUEST)
schedule("schedule", "the next three instalments of a loan, two of them overdue", ZHEJIANG, "sign-in", MAN, "4307JK2000000071", "", 3)
schedule("schedule-from", "instalments from number 80 on, in fen", FUJIAN, "sign-in-ecb", MAN, "4307JK2000000071", "80", 360)
deposits("deposits-page", "second page of three of what adds to the balance", HUBEI, "sign-in-padded", MAN, "430700000702", "1", 2, 2)
deposits("deposits-both-ways", "all bookings of a closed account; the amounts have no sign", ZHEJIANG, "sign-in", MAN, "430700000701", "", 1, 100)
withdrawals("withdrawals", "withdrawals, the newest first", ZHEJIANG, "sign-in", MAN)
batch("batch", "a file of three, answered at once: four lines, one of them about an unknown person", ZHEJIANG, "sign-in", "GJJP01",
      [MAN, STRANGER, GUEST])
batch("batch-failing-lines", "a file in which a mistyped number and every second line fail", ZHEJIANG, "sign-in", "GJJP01",
      [MAN, GUEST, MISTYPED, WOMAN], failing={2: "3003", 3: "3002", 4: "3003"}, twist={"kind": "error", "code": "3003"})
batch("batch-loans", "loans of three, one without any, one unknown; in fen, ECB", FUJIAN, "sign-in-ecb", "GJJP02", [WOMAN, GUEST, STRANGER])
batch("batch-later", "a file that is answered by a message of the hub", HUBEI, "sign-in-padded", "GJJP01", [MAN, WOMAN], is_later=True)
failed("session-invalid", "a request under a key that a later sign-in has replaced: plain, sign in again", ZHEJIANG,
       ["sign-in", "sign-in-again"], "1001", plain_answer=True)
failed("sequence-repeated", "a sequence that was used before", ZHEJIANG, ["sign-in", "accounts"], "2002",
       sequence=json.loads((OUT / "accounts.request.json").read_text("utf-8"))["sequence"])
failed("busy", "the hub is busy", FUJIAN, ["sign-in-ecb"], "9001", twist={"kind": "error", "code": "9001"})
UNTIL = datetime.datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
failed("maintenance", "maintenance until a known instant", ZHEJIANG, ["sign-in"], "9002", said=element("HFSJ", beijing(UNTIL)),
       twist={"kind": "maintenance", "until": int(UNTIL.timestamp() * 1000)}, expected={"until": iso(UNTIL)})
