"""Makes tests/golden/collaboration-bus from docs/dialects/collaboration-bus.md; python3 and its standard library only.

A second implementation of the interface specification: it shares nothing with the sandbox and the adapters but the text.
Run it from anywhere: python3 tests/golden/make/collaboration-bus.py

Every scenario is one call: <name>.request.bin/.json and <name>.answer.bin/.json. `direction` tells whose call it is: `to-bus` is
ours and the bus acknowledges it, `to-us` is the bus's and we acknowledge it. The JSON tells what the bytes mean.
"""
import base64
import datetime
import json
import pathlib
import re
import shutil

HERE = pathlib.Path(__file__).parent
OUT = HERE.parent / "collaboration-bus"
FILES = {f["holder"]["number"]: f for f in json.loads((HERE / "public-security-files.json").read_text("utf-8"))}
UTC = datetime.timezone.utc
BEIJING = datetime.timezone(datetime.timedelta(hours=8))
NOW = datetime.datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
DATA_TIME = datetime.datetime(2026, 11, 21, 18, 5, tzinfo=UTC)
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
XML_TYPE = {"content-type": "text/xml;charset=UTF-8"}
TEXT_TYPE = {"content-type": "text/plain;charset=UTF-8"}

MAN, WOMAN, GUEST, STRANGER = "109907196904150013", "10991119881230009X", "109923199606060021", "109933200109090025"
COMPANY, LABORATORY = "91109907MA9001TB1H", "91109911MA9002KX7Y"
STRANGER_NAME = "欧阳𠮷·A&B"

RELATION = ["HEAD", "SPOUSE", "SON", "DAUGHTER", "GRANDCHILD", "PARENT", "GRANDPARENT", "SIBLING", "OTHER", "OTHER"]
GROUND = {
    "job": ("01", "JOB_TRANSFER"), "study": ("02", "STUDENT_ENROLMENT"), "graduation": ("03", "GRADUATION"),
    "spouse": ("04", "SPOUSE_REUNION"), "to-children": ("05", "PARENT_REUNION"), "to-parents": ("06", "CHILD_REUNION"),
    "other": ("99", "OTHER"),
}
BOOKLET = {"family": ("10", "FAMILY"), "collective": ("20", "COLLECTIVE")}
CARD = {"resident": ("1", "RESIDENT_ID_CARD"), "temporary": ("2", "TEMPORARY_ID_CARD")}
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
SUCCESS = {"0101": ("1", "申请已受理"), "0102": ("0", "接收成功"), "0109": ("2", "接收成功")}
PACKAGE_TEXTS = {
    "-1": "注册码无效", "-2": "报文不是良构的", "-3": "数据区处理失败", "-4": "发送单位未登记", "-5": "接收单位未登记",
    "-6": "业务类别错误", "-8": "必填项缺失", "-9": "报文编号重复", "-10": "报文过长", "-20": "系统维护中", "-21": "系统繁忙",
    "-99": "系统内部错误",
}
RECORD_TEXTS = {
    "-8": "必填项缺失", "-11": "数据格式错误", "-12": "人员不一致", "-13": "无权查询", "-14": "档案封存", "-99": "系统内部错误",
}


class Place:
    """What is peculiar to one place; the sandbox must come to the same by its own rules."""

    def __init__(self, code, pad=None, cdata=False, lower_x=False, long_codes=False, head="02", references=False,
                 for_ever="长期", declared="UTF-8"):
        self.code, self.pad, self.cdata, self.lower_x, self.long_codes = code, pad, cdata, lower_x, long_codes
        self.head, self.references, self.for_ever, self.declared = head, references, for_ever, declared
        self.options = {
            "registrationCode": f"golden-code-{code}-not-for-use", "callbackCode": f"golden-callback-{code}-not-for-use",
            "unitCode": "990000000001", "unitName": "通办接入网关", "busUnitCode": f"990{code}000",
            "busUnitName": "示例公安&协同总线", "callbackPath": f"/collaboration-bus/public-security/{code}", "recordLimit": 5,
        }

    def column(self, text, width):
        return text if self.pad is None else text.ljust(width, self.pad)

    def division(self, code):
        return code + "000000" if self.long_codes else code

    def relation(self, code):
        return self.head if code == "02" else code

    def number(self, number):
        return number[:-1] + number[-1].lower() if self.lower_x and not number.startswith("9") else number


OURS = Place("000000")
SHANGHAI = Place("310000", cdata=True, head="01", references=True)
ZHEJIANG = Place("330000", pad=" ", lower_x=True, declared="GBK")
FUJIAN = Place("350000", pad="\u3000", cdata=True, for_ever="99991231")
GUIZHOU = Place("520000", long_codes=True, references=True, declared="GBK")
SHAANXI = Place("610000", lower_x=True, head="01")


def compact(day):
    return day.replace("-", "")


def beijing(instant):
    return instant.astimezone(BEIJING).strftime("%Y%m%d%H%M%S")


def iso(instant):
    return instant.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def element(name, content, writer=OURS):
    """`content` is text, or a list of ready elements."""
    if isinstance(content, list):
        inner = "".join(content)
    else:
        inner = escape(content)
        if writer.references:
            inner = "".join(f"&#{ord(c)};" if ord(c) > 0xFFFF else c for c in inner)
    return f"<{name}>{inner}</{name}>" if inner else f"<{name}/>"


def elements(pairs, writer=OURS):
    return [element(name, content, writer) for name, content in pairs]


# Sections of a register: each gives its entries, as pairs, and what they mean.

def hukou(file, place):
    h = file["hukou"]
    if h is None:
        return [], None
    members = [
        element("CY", elements([("XM", place.column(m["name"], 20)), ("YHZGXDM", place.relation(m["relation"]))], place))
        for m in h["members"]
    ]
    moves = [
        f'<QY xh="{index}">' + "".join(elements([
            ("QCDSSXQDM", place.division(m["origin"])), ("QRDSSXQDM", place.division(m["destination"])),
            ("QYRQ", compact(m["migratedOn"])), ("QYYYDM", GROUND[m["ground"]][0]),
        ], place)) + "</QY>"
        for index, m in enumerate(h["migrations"], 1)
    ]
    entry = [
        ("HH", h["bookletNumber"]), ("HLX", BOOKLET[h["kind"]][0]), ("HZXM", place.column(h["head"], 20)),
        ("YHZGXDM", place.relation(h["relation"])), ("SSXQDM", place.division(h["division"])),
        ("QHNXXDZ", place.column(h["address"], 60)), ("DJRQ", compact(h["registeredOn"])), ("HCY", members),
        ("QYXX", moves[::-1]),
    ]
    meaning = {
        "booklet": {"number": h["bookletNumber"], "kind": BOOKLET[h["kind"]][1]},
        "address": h["address"],
        "division": h["division"],
        "headName": h["head"],
        "relationToHead": RELATION[int(h["relation"][0])],
        "registeredOn": h["registeredOn"],
        "members": [{"name": m["name"], "relationToHead": RELATION[int(m["relation"][0])]} for m in h["members"]],
        "migrationHistory": [
            {"origin": m["origin"], "destination": m["destination"], "migratedOn": m["migratedOn"], "ground": GROUND[m["ground"]][1]}
            for m in h["migrations"]
        ],
    }
    return [entry], meaning


def card(file, place):
    c = file["identityCard"]
    if c is None:
        return [], None
    until = c["validUntil"]
    entry = [
        ("ZJLX", CARD[c["kind"]][0]), ("YXQQSRQ", compact(c["validFrom"])),
        ("YXQJZRQ", place.for_ever if until is None else compact(until)), ("QFJG", place.column(c["issuingOrgan"], 40)),
        ("GSZT", LOSS[c["lossState"]][0]),
    ]
    meaning = {
        "kind": CARD[c["kind"]][1],
        "validFrom": c["validFrom"],
        "validity": {"longTerm": True} if until is None else {"longTerm": False, "validUntil": until},
        "issuingOrgan": c["issuingOrgan"],
        "lossState": LOSS[c["lossState"]][1],
    }
    return [entry], meaning


def permit(file, place):
    p = file["residencePermit"]
    if p is None:
        return [], None
    entry = [
        ("JZZBH", p["number"]), ("JZDZ", place.column(p["address"], 60)), ("QFRQ", compact(p["issuedOn"])),
        ("YXQJZRQ", compact(p["validUntil"])), ("QFJG", place.column(p["issuingOrgan"], 40)), ("JZZZT", PERMIT[p["state"]][0]),
    ]
    meaning = {
        "number": p["number"], "address": p["address"], "issuedOn": p["issuedOn"], "validUntil": p["validUntil"],
        "issuingOrgan": p["issuingOrgan"], "state": PERMIT[p["state"]][1],
    }
    return [entry], meaning


def vehicles(file, place):
    entries = [
        [
            ("HPHM", v["plateNumber"]), ("HPZL", PLATE[v["plateKind"]][0]), ("CLPPXH", place.column(v["model"], 30)),
            ("CCDJRQ", compact(v["registeredOn"])), ("JYYXQZRQ", compact(v["inspectionValidUntil"])),
            ("JDCZT", VEHICLE[v["state"]][0]),
        ]
        for v in file["vehicles"]
    ]
    meaning = [
        {
            "plateNumber": v["plateNumber"], "plateKind": PLATE[v["plateKind"]][1], "model": v["model"],
            "registeredOn": v["registeredOn"], "inspectionValidUntil": v["inspectionValidUntil"],
            "state": VEHICLE[v["state"]][1],
        }
        for v in file["vehicles"]
    ]
    return entries[::-1], meaning


#: Element, word of the meaning, the maker, the element that release 1.0 lacks, and a code that no table has.
SECTIONS = [
    ("HJXX", "hukou", hukou, "DJRQ", ("HLX", "90")),
    ("SFZXX", "identityCard", card, "GSZT", ("ZJLX", "9")),
    ("JZZXX", "residencePermit", permit, "YXQJZRQ", ("JZZZT", "9")),
    ("JDCXX", "vehicles", vehicles, "JYYXQZRQ", ("HPZL", "99")),
]


def grow_old(meaning):
    """What is left of the meaning in release 1.0."""
    if meaning["hukou"]:
        meaning["hukou"]["registeredOn"], meaning["hukou"]["booklet"]["kind"] = None, "UNKNOWN"
    if meaning["identityCard"]:
        meaning["identityCard"]["lossState"] = meaning["identityCard"]["kind"] = "UNKNOWN"
    if meaning["residencePermit"]:
        meaning["residencePermit"]["validUntil"], meaning["residencePermit"]["state"] = None, "UNKNOWN"
    for vehicle in meaning["vehicles"]:
        vehicle["inspectionValidUntil"], vehicle["plateKind"] = None, "UNKNOWN"


def register(number, place, kind="feedback", no=1, of=None, older=False, name=None, data_time=DATA_TIME):
    """One RECORD of the complete register, and what it means. `of`: whose entries stand in it, when not the person's own."""
    file = FILES.get(number)
    who = ("TYSHXYDM", "DWMC", 60) if number.startswith("9") else ("GMSFHM", "XM", 20)
    shown = {"no": no, "kind": kind, "number": number, "error": None}
    if file is None:
        inner = elements([(who[0], number), (who[1], name), ("SJSJ", beijing(data_time)), ("CXJG", "0")], place)
        return inner, {**shown, "name": name, "asOf": iso(data_time), "onFile": False}
    name = file["holder"]["name"]
    source = FILES[of or number]
    inner = elements([
        (who[0], place.number(number)), (who[1], place.column(name, who[2])), ("SJSJ", beijing(data_time)), ("CXJG", "1"),
    ], place)
    meaning = {}
    for tag, word, make, newer, unknown in SECTIONS:
        entries, meaning[word] = make(source, place)
        items = []
        for entry in entries:
            pairs = [("SSHM", place.number(source["holder"]["number"]))] + entry
            if older:
                pairs = [(n, unknown[1] if n == unknown[0] else v) for n, v in pairs if n != newer]
            items.append(element("ITEM", elements(pairs, place)))
        inner.append(f'<{tag} count="{len(items)}"' + (f'>{"".join(items)}</{tag}>' if items else "/>"))
    if older:
        grow_old(meaning)
    return inner, {**shown, "name": name, "asOf": iso(data_time), "onFile": True, **meaning}


def record(no, kind, inner):
    return f'<RECORD no="{no}" kind="{kind}">{"".join(inner)}</RECORD>'


def refusal(no, code, number=None, writer=OURS):
    who = [] if number is None else [("TYSHXYDM" if number.startswith("9") else "GMSFHM", writer.number(number))]
    return record(no, "refusal", elements(who + [("FHM", code), ("FHXX", RECORD_TEXTS[code])], writer))


def document(place, ours, business, collaboration, message, records, result=None, until=None, release="1.1"):
    o = place.options
    writer = OURS if ours else place
    us, bus = [o["unitCode"], o["unitName"]], [o["busUnitCode"], o["busUnitName"]]
    sender, receiver = (us, bus) if ours else (bus, us)
    head = [
        ("BBH", release), ("FSDWDM", sender[0]), ("FSDWMC", sender[1]), ("JSDWDM", receiver[0]), ("JSDWMC", receiver[1]),
        ("YWLB", business), ("YWXTBH", collaboration), ("BWBH", message), ("FSSJ", beijing(NOW)),
    ]
    if result is not None:
        head += [("FHM", result[0]), ("FHXX", result[1])]
    if until is not None:
        head += [("HFSJ", beijing(until))]
    declaration = f'<?xml version="1.0" encoding="{writer.declared}"?>'
    return declaration + element("package", [element("head", elements(head, writer)), element("data", records)])


def envelope(place, ours, inner):
    return (
        f'{DECLARATION}\n<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" '
        f'xmlns:xt="urn:xtzx:bus:1"><soapenv:Header/><soapenv:Body>{inner}</soapenv:Body></soapenv:Envelope>'
    ).encode("utf-8")


def string(place, ours, text):
    if ours or not place.cdata:
        return escape(text)
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"


def call(place, ours, code, text):
    return envelope(place, ours, f"<xt:deliver><zcm>{code}</zcm><bw>{string(place, ours, text)}</bw></xt:deliver>")


def answer(place, ours, text):
    return envelope(place, ours, f"<xt:deliverResponse><return>{string(place, ours, text)}</return></xt:deliverResponse>")


def write(name, meta, body):
    (OUT / f"{name}.bin").write_bytes(body)
    (OUT / f"{name}.json").write_text(json.dumps({**meta, "bytes": f"{name}.bin"}, ensure_ascii=False, indent=2) + "\n", "utf-8")


def write_answer(name, shared, place, ours, code, refusals=(), until=None, text_only=False):
    """`refusals`: (no, code) of the RECORDs that were not taken."""
    business = shared["operation"]
    if text_only:
        body, headers = f"{code}|{PACKAGE_TEXTS[code]}".encode("utf-8"), TEXT_TYPE
    else:
        words = {"-7": {"0101": "超过记录数上限", "0102": "无对应申请"}.get(business), **PACKAGE_TEXTS}
        result = SUCCESS[business] if code == SUCCESS[business][0] else (code, words[code])
        records = [refusal(no, why, writer=OURS if ours else place) for no, why in refusals]
        body = answer(place, ours, document(
            place, ours, business, shared["collaborationNumber"], shared["messageNumber"], records, result, until))
        headers = XML_TYPE
    write(f"{name}.answer", {
        "kind": "answer", **shared, "answer": {"status": 200, "headers": headers},
        "expected": {
            "form": "text" if text_only else "document", "code": code, "success": code == SUCCESS[business][0],
            "until": None if until is None else iso(until),
            "refusals": [{"no": no, "code": why} for no, why in refusals],
        },
    }, body)


SOAP_ACTION = '"urn:xtzx:bus:1#deliver"'
COUNT = [0]


def numbers(place, ours):
    COUNT[0] += 1
    unit = place.options["unitCode" if ours else "busUnitCode"]
    return f"{unit}20261122{COUNT[0]:08d}", f"TB20261122{COUNT[0]:06d}" if ours else f"{COUNT[0]:032X}"


def application(name, meaning, place, persons, code="1", refusals=(), until=None, twist=None, registration=None):
    """`persons`: (number, name) in order."""
    collaboration, message = numbers(place, True)
    shared = {
        "dialect": "collaboration-bus", "meaning": meaning, "direction": "to-bus", "operation": "0101",
        "department": "public-security", "jurisdiction": place.code, "options": place.options, "instant": iso(NOW),
        "collaborationNumber": collaboration, "messageNumber": message, "twist": twist or {"kind": "none"},
    }
    records = [
        record(no, "application", elements(
            [("TYSHXYDM", number), ("DWMC", who)] if number.startswith("9") else [("GMSFHM", number), ("XM", who)]))
        for no, (number, who) in enumerate(persons, 1)
    ]
    text = document(place, True, "0101", collaboration, message, records)
    sent = registration or place.options["registrationCode"]
    write(f"{name}.request", {
        "kind": "request", **shared, "registrationCode": sent,
        "persons": [{"no": no, "number": number, "name": who} for no, (number, who) in enumerate(persons, 1)],
        "request": {"method": "POST", "path": "/xtzx/service", "headers": {**XML_TYPE, "soapaction": SOAP_ACTION}},
    }, call(place, True, sent, text))
    write_answer(name, shared, place, False, code, refusals, until, text_only=code in ("-1", "-2", "-10", "-21"))


def push(name, meaning, place, business, records, asked=None, code=None, failure=None, release="1.1", twist=None,
         callback_code=None, text=None):
    """`records`: (RECORD, meaning) each. `asked`: (number, name) of the application, in order of `no`; none for notices."""
    collaboration, message = numbers(place, business == "0102" and asked is not None)
    if business == "0102":
        message = f"{COUNT[0]:032X}"
    code = code or SUCCESS[business][0]
    shared = {
        "dialect": "collaboration-bus", "meaning": meaning, "direction": "to-us", "operation": business,
        "department": "public-security", "jurisdiction": place.code, "options": place.options, "instant": iso(NOW),
        "dataTime": iso(DATA_TIME), "collaborationNumber": collaboration, "messageNumber": message,
        "twist": twist or {"kind": "none"},
        "asked": None if asked is None else [
            {"no": no, "number": number, "name": who} for no, (number, who) in enumerate(asked, 1)
        ],
    }
    content = document(place, False, business, collaboration, message, [r for r, _ in records],
                       None if failure is None else (failure, PACKAGE_TEXTS[failure]), release=release)
    sent = callback_code or place.options["callbackCode"]
    write(f"{name}.request", {
        "kind": "request", **shared, "callbackCode": sent,
        "request": {
            "method": "POST", "path": place.options["callbackPath"],
            "headers": {**XML_TYPE, "soapaction": SOAP_ACTION},
        },
        "expected": {"sentAt": iso(NOW), "failure": failure, "records": [m for _, m in records if m is not None]},
    }, call(place, False, sent, content))
    refusals = [(m["no"], m["error"]) for _, m in records if m is not None and m["error"] is not None and m["kind"] != "refusal"]
    write_answer(name, shared, place, True, code, refusals if code in ("0", "2") else (), text_only=code == "-1")


def good(number, place, kind="feedback", no=1, **more):
    inner, meaning = register(number, place, kind, no, **more)
    return record(no, kind, inner), meaning


def bad(number, place, error, spoil, kind="feedback", no=1, **more):
    """A RECORD that must not count; `spoil` is what was done to its text."""
    inner, meaning = register(number, place, kind, no, **more)
    text = record(no, kind, inner)
    spoiled = spoil(text)
    if spoil is not same and text == spoiled:
        raise SystemExit("nothing was spoiled")
    return spoiled, {"no": no, "kind": kind, "number": number, "error": error}


def same(text):
    return text


def refused(no, code, number, place):
    return refusal(no, code, number, place), {"no": no, "kind": "refusal", "number": number, "error": code}


def without_data_time(text):
    return text.replace(f"<SJSJ>{beijing(DATA_TIME)}</SJSJ>", "")


def with_bad_day(text):
    """The first day of a register becomes one that no calendar has."""
    return re.sub(r"<(\w+RQ)>\d{8}<", r"<\1>20261331<", text, count=1)


def name_of(number):
    return FILES[number]["holder"]["name"] if number in FILES else STRANGER_NAME


def those(*asked):
    return [(number, name_of(number)) for number in asked]


PHOTO = base64.b64encode(bytes(range(48))).decode()


def material(no, of):
    return record(no, "material", elements([("SSNO", str(of)), ("CLMC", "照片"), ("CLLX", "image/jpeg"), ("CLNR", PHOTO)])), None


if OUT.exists():
    shutil.rmtree(OUT)
OUT.mkdir()

application("apply", "three persons and two companies; the place answers in CDATA", SHANGHAI,
            those(MAN, WOMAN, STRANGER, COMPANY, LABORATORY))
application("apply-escaped-ack", "one person with a name of the private use area; the place answers escaped, and names GBK inside",
            ZHEJIANG, those(GUEST))
application("apply-refusal-in-ack", "the number of the second has a wrong check character; the rest is taken all the same", FUJIAN,
            [*those(MAN), ("109907196904150012", "某人"), *those(GUEST)], refusals=[(2, "-11")])
application("apply-wrong-code", "a registration code that the bus does not know: bare text, no envelope", SHANGHAI, those(MAN), code="-1",
            registration="some-other-code-not-for-use")
application("apply-too-many", "six RECORDs where five are allowed: -7 in its meaning for applications", GUIZHOU,
            those(MAN, WOMAN, GUEST, STRANGER, COMPANY, LABORATORY), code="-7")
application("apply-maintenance", "maintenance until a known instant", SHAANXI, those(MAN), code="-20",
            until=datetime.datetime(2026, 11, 22, 4, 0, tzinfo=UTC), twist={"kind": "maintenance", "until": 1795320000000})
application("apply-busy", "too many calls: bare text", ZHEJIANG, those(WOMAN), code="-21", twist={"kind": "error", "code": "-21"})

push("feedback", "several persons and companies, in CDATA: markup in names, numeric references, 01 for the head, nobody here", SHANGHAI, "0102",
     [good(MAN, SHANGHAI, no=1), good(WOMAN, SHANGHAI, no=2), good(STRANGER, SHANGHAI, no=3, name=STRANGER_NAME),
      good(COMPANY, SHANGHAI, no=4), good(LABORATORY, SHANGHAI, no=5)],
     asked=those(MAN, WOMAN, STRANGER, COMPANY, LABORATORY))
push("feedback-bad-day", "padded columns, lower-case x, GBK named inside; the second RECORD has a day that no calendar has, the others count",
     ZHEJIANG, "0102",
     [good(WOMAN, ZHEJIANG, no=1), bad(GUEST, ZHEJIANG, "-11", with_bad_day, no=2), good(MAN, ZHEJIANG, no=3)],
     asked=those(WOMAN, GUEST, MAN))
push("feedback-no-data-time", "wide padding, 99991231 for ever; the first RECORD lacks its data time, the second counts", FUJIAN, "0102",
     [bad(WOMAN, FUJIAN, "-8", without_data_time, no=1), good(MAN, FUJIAN, no=2)], asked=those(WOMAN, MAN))
push("feedback-other-person", "the entries of the first RECORD are somebody else's; the second counts", SHAANXI, "0102",
     [bad(WOMAN, SHAANXI, "-12", same, no=1, of=MAN), good(GUEST, SHAANXI, no=2)], asked=those(WOMAN, GUEST))
push("feedback-nobody", "nobody here, and nothing else", GUIZHOU, "0102", [good(STRANGER, GUIZHOU, name=STRANGER_NAME)], asked=those(STRANGER))
push("feedback-refusal", "one person's record is sealed, for a company we are not entitled", SHAANXI, "0102",
     [refused(1, "-14", WOMAN, SHAANXI), refused(2, "-13", COMPANY, SHAANXI)], asked=those(WOMAN, COMPANY))
push("feedback-failed", "the whole application failed after it was taken", GUIZHOU, "0102", [], asked=those(MAN, GUEST), failure="-99")
push("feedback-material", "a photo in the same package, which reads ignore", GUIZHOU, "0102", [good(MAN, GUIZHOU), material(2, 1)], asked=those(MAN))
push("feedback-unknown-number", "nobody applied under this collaboration number: -7 in its meaning for feedback", ZHEJIANG, "0102",
     [good(MAN, ZHEJIANG)], code="-7")
push("notice", "codes of 12 digits, numeric references, GBK named inside; the bus writes of its own accord", GUIZHOU, "0109",
     [good(MAN, GUIZHOU, "notice", 1), good(WOMAN, GUIZHOU, "notice", 2), good(LABORATORY, GUIZHOU, "notice", 3)])
push("notice-older-release", "release 1.0: newer elements absent, codes that no table has", FUJIAN, "0109",
     [good(MAN, FUJIAN, "notice", 1, older=True), good(WOMAN, FUJIAN, "notice", 2, older=True)], release="1.0", twist={"kind": "stale-schema"})
push("notice-wrong-code", "the caller does not know our callback code: bare text", SHANGHAI, "0109", [good(MAN, SHANGHAI, "notice")],
     callback_code="some-other-code-not-for-use", code="-1")
