"""Makes tests/golden/handling (办理, four dialects) from docs/dialects alone; python3 and its standard library only.

The other dialects of handling have a folder and a maker each, handling-*.
A second implementation of the interface specifications: it shares nothing with the sandbox and the adapters but the text.
Run it from anywhere: python3 tests/golden/make/handling.py

Every scenario is one call: <name>.request.bin, <name>.answer.bin, and <name>.json, which tells what the bytes mean. `request`
there is the step that is asked for, `expected` what it comes to; `switches` and `before` tell how the system is brought to
answer so. Calls of a bus (`direction` `to-us`) are answers to the application that `before` names, and we acknowledge them.
"""
import base64
import datetime
import hashlib
import hmac
import json
import pathlib

HERE = pathlib.Path(__file__).parent
OUT = HERE.parent / "handling"
BEIJING = datetime.timezone(datetime.timedelta(hours=8))
NOW = datetime.datetime(2026, 11, 22, 2, 30, tzinfo=datetime.timezone.utc)
MILLIS = str(int(NOW.timestamp() * 1000))
CLOCK = NOW.astimezone(BEIJING).strftime("%Y%m%d%H%M%S")
SECRET = "golden-secret-not-for-use"
REMARK = "甲|乙 & \"丙\" <丁> '戊' 𬭩\\"
REASON = "甲|乙 & \"丙\" <丁>,柳𬭩有未结清业务"


def holder(department, number):
    files = json.loads((HERE / f"{department}-files.json").read_text("utf-8"))
    return next(f for f in files if f["holder"]["number"] == number)


MAN, WOMAN = (holder("public-security", n) for n in ("109907196904150013", "10991119881230009X"))
SAVER, INSURED = holder("housing-fund", "109907196904150013"), holder("social-insurance", "109903195506121014")
COMPANY = {"holder": {"number": "91109911MA9002KX7Y", "name": "启航R&D<试验>有限公司"}}
PARENT = {"holder": {"number": "109901199003070011", "name": "A&B·\"丙\""}}
COUNT = [0]


def request(action, jurisdiction, applicant, others=(), form=None):
    """A step, in the words of domain/cases; `others`: (role, file) each."""
    COUNT[0] += 1
    parties = [{"role": role, **file["holder"]} for role, file in [("APPLICANT", applicant), *others]]
    return {
        "businessKey": f"TB20261122{COUNT[0]:06d}S2", "collaborationNumber": f"TB20261122{COUNT[0]:06d}", "action": action,
        "item": "golden-item", "acceptingDivision": "430700", "owningDivision": jurisdiction,
        "parties": [{key: party[key] for key in ("role", "number", "name")} for party in parties],
        "form": {"remark": REMARK, "Zeta": "1200.00", "letterNumber": "430700261122000009"} if form is None else form,
    }


def fields(step):
    return sorted(step["form"].items())


def is_company(party):
    return party["number"].startswith("9")


def serial(jurisdiction):
    """The first of its day."""
    return f"{jurisdiction}{CLOCK[:8]}000001"


def to_json(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def write(name, meaning, step, sent, answered, expected, **more):
    """`sent`: the headers of the call and its body; `answered`: status, headers and body."""
    headers, body = sent
    status, answer_headers, answer_body = answered
    (OUT / f"{name}.request.bin").write_bytes(body)
    (OUT / f"{name}.answer.bin").write_bytes(answer_body)
    meta = {
        "meaning": meaning, "direction": "to-system", "call": "submit", "nonce": "unused", "switches": [], "before": None,
        "decision": None, **more, "instant": NOW.strftime("%Y-%m-%dT%H:%M:%S.000Z"), "request": step,
        "sent": {"path": more["path"], "headers": headers}, "answer": {"status": status, "headers": answer_headers},
        "expected": expected,
    }
    del meta["path"]
    (OUT / f"{name}.json").write_text(json.dumps(meta, ensure_ascii=False, indent=2) + "\n", "utf-8")


def done(**outputs):
    return {"outcome": "DONE", "outputs": outputs}


PENDING = {"outcome": "PENDING"}


def refused(code, reason=REASON):
    return {"outcome": "REFUSED", "code": code, "reason": reason}


def refuse(action, code):
    return [{"action": action, "kind": "refuse", "code": code, "reason": REASON, "times": None}]


def pend(action):
    return [{"action": action, "kind": "pend", "times": None}]


# pinyin-rest, section 8

FUND_ROLES = {"APPLICANT": "01", "AGENT": "02", "NEWBORN": "03", "SPOUSE": "04", "PARENT": "05", "CHILD": "06", "EMPLOYER": "07"}
FUND_NAMES = {"430700": "常德市住房公积金管理中心(模拟)", "440900": "茂名市住房公积金管理中心(模拟)", "510300": "自贡市住房公积金管理中心(模拟)"}
JSON_TYPE = {"content-type": "application/json; charset=utf-8"}


def fund(name, meaning, code, step, jurisdiction, state, outputs=(), refusal=("", ""), lower_x=False, query=False,
         unheard=False, expected=None, **more):
    path = "/gjj/ywbl/query" if query else "/gjj/ywbl/submit"
    applicant = step["parties"][0]
    body = {"DJLSH": step["businessKey"]} if query else {
        "DJLSH": step["businessKey"], "XTBH": step["collaborationNumber"], "YWDM": code, "SXBM": step["item"],
        "SLXZQH": step["acceptingDivision"], "BLXZQH": step["owningDivision"],
        "DSRLB": [{"JS": FUND_ROLES[p["role"]], "ZJLX": "20" if is_company(p) else "01", "ZJHM": p["number"], "MC": p["name"]}
                  for p in step["parties"]],
        "XMLB": [{"XMC": key, "XMZ": value} for key, value in fields(step)],
    }
    sent = to_json(body).encode("utf-8")
    app = f"golden-{jurisdiction}"
    text = "\n".join(["POST", path, MILLIS, hashlib.sha256(sent).hexdigest()])
    signature = hmac.new(SECRET.encode(), text.encode(), hashlib.sha256).hexdigest()
    content = {"code": "2004", "msg": "对接流水号不存在"} if unheard else {
        "code": "0000", "msg": "交易成功", "JGMC": FUND_NAMES[jurisdiction], "SJSJ": CLOCK, "DJLSH": step["businessKey"],
        "XTBH": step["collaborationNumber"], "YWDM": code,
        "ZJHM": applicant["number"].lower() if lower_x and not is_company(applicant) else applicant["number"],
        "MC": applicant["name"], "YWLSH": serial(jurisdiction), "BLZT": state, "BJSJ": "" if state == "02" else CLOCK,
        "JJDM": refusal[0], "JJYY": refusal[1], "rows": [{"XMC": key, "XMZ": value} for key, value in outputs],
    }
    write(name, meaning, step, ({**JSON_TYPE, "x-app-id": app, "x-timestamp": MILLIS, "x-signature": signature}, sent),
          (404 if unheard else 200, JSON_TYPE, to_json(content).encode("utf-8")), expected, path=path,
          dialect="pinyin-rest", department="housing-fund", jurisdiction=jurisdiction, url="/gjj",
          options={"appId": app, "appSecret": SECRET, "ratioUnit": "percent", "handling": "offered"},
          call="find" if query else "submit", **more)


def make_fund():
    account = next(a for a in SAVER["accounts"] if a["state"] == "active")
    amount = f"{int(account['balanceFen']) // 100}.{int(account['balanceFen']) % 100:02d}"
    reviewed = [("ZYJE", amount), ("GRZH", account["number"])]
    as_done = done(amount=amount, accountNumber=account["number"])
    fund("pinyin-rest-done", "done, with outputs", "7103",
         request("review-transfer-account", "440900", SAVER, [("AGENT", WOMAN), ("EMPLOYER", COMPANY)]), "440900", "01",
         reviewed, expected=as_done)
    fund("pinyin-rest-refused", "refused; x in lower case; no form", "7203", request("hold-withdrawal", "510300", WOMAN, form={}),
         "510300", "03", refusal=("B03", REASON), lower_x=True, expected=refused("B03"), switches=refuse("hold-withdrawal", "B03"))
    step = request("review-transfer-account", "440900", SAVER)
    fund("pinyin-rest-pending", "in work", "7103", step, "440900", "02", expected=PENDING,
         switches=pend("review-transfer-account"))
    fund("pinyin-rest-query-pending", "asked about: still in work", "7103", step, "440900", "02", expected=PENDING, query=True,
         switches=pend("review-transfer-account"), before="pinyin-rest-pending")
    fund("pinyin-rest-query-done", "asked about: done meanwhile", "7103", step, "440900", "01", reviewed, expected=as_done,
         query=True, switches=pend("review-transfer-account"), before="pinyin-rest-pending", decision={"outcome": "done"})
    fund("pinyin-rest-query-unheard", "asked about: never heard of it", "7103", step, "440900", "", expected=None, query=True,
         unheard=True)


# gbk-xml, section 10

INSURANCE_ROLES = {"APPLICANT": "1", "AGENT": "2", "SPOUSE": "3", "PARENT": "4", "CHILD": "5", "NEWBORN": "6", "EMPLOYER": "9"}
OWN_CODES = {character: chr(0xE200 + index) for index, character in enumerate("𬭩𠅤𫖯𬱖𬤊𫍯𬭎𫘧𬍛㛃𠮷𬀩")}
GBK_TYPE = {"content-type": "text/xml; charset=GBK"}


def escape(text, apostrophe=False):
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return text.replace("'", "&apos;") if apostrophe else text


def rare_as(text, style):
    """What a site writes for characters that GBK lacks."""
    def one(character):
        try:
            character.encode("gbk")
            return character
        except UnicodeEncodeError:
            return OWN_CODES.get(character, "?") if style == "private-use" else "?"
    return text if style == "gb18030" else "".join(map(one, text))


def insurance(name, meaning, code, step, state, outputs=(), refusal=("", ""), rare="question", padding="none", digest="MD5",
              query=False, unheard=False, expected=None, **more):
    options = {"agencyCode": "430000123", "user": "tongban_430000", "password": "golden-Pw_0123456789", "digest": digest,
               "rareCharacters": rare, "padding": padding, "emptyDate": "zeros", "handling": "offered"}
    transaction = "SBJY12" if query else "SBJY11"
    nonce = f"43000020261122103000{len(list(OUT.glob('gbk*.json'))):04d}"
    applicant = step["parties"][0]

    def zy(parts, body):
        return hashlib.new(digest.lower(), "".join(parts).encode("ascii") + body).hexdigest().upper()

    def padded(value, length, is_text):
        room = max(0, length - len(value))
        if padding == "space":
            return value + " " * room
        if padding == "fullwidth":
            return value + "\u3000" * room if is_text else f" {value} "
        return value

    heads = [("ywbh", step["businessKey"])]
    if not query:
        heads += [("xtbh", step["collaborationNumber"]), ("bldm", code), ("sxdm", step["item"]),
                  ("slqh", step["acceptingDivision"]), ("blqh", step["owningDivision"])]
    inner = "".join(f"<{key}>{value}</{key}>" for key, value in heads)
    if not query:
        for p in step["parties"]:
            kind = "2" if is_company(p) else "1"
            inner += (f'<dsr js="{INSURANCE_ROLES[p["role"]]}" zl="{kind}" hm="{p["number"]}" '
                      f'mc="{escape(p["name"], True)}"/>')
        inner += "".join(f'<xx xm="{key}" xz="{escape(value, True)}"/>' for key, value in fields(step))
    body = f"<body>{inner}</body>".encode("gb18030")
    pwd = hashlib.md5(options["password"].encode("ascii")).hexdigest().upper()
    head = (f"<jydm>{transaction}</jydm><jgdm>{options['agencyCode']}</jgdm><user>{options['user']}</user><pwd>{pwd}</pwd>"
            f"<sjc>{CLOCK}</sjc><lsh>{nonce}</lsh><zy>{zy([options['user'], options['password'], CLOCK, nonce], body)}</zy>")
    declaration = '<?xml version="1.0" encoding="GBK"?>\n'
    sent = f"{declaration}<request><head>{head}</head>".encode("ascii") + body + b"</request>"

    # Name, length, value, whether it is a text.
    cells = [
        ("aac001", 10, INSURED["personalNumber"], False), ("aac002", 18, applicant["number"], False),
        ("aac003", 50, applicant["name"], True), ("ywlsh", 20, serial("430000"), False),
        ("ywbh", 32, step["businessKey"], False), ("xtbh", 32, step["collaborationNumber"], False), ("bldm", 4, code, False),
        ("blzt", 1, state, False), ("bjsj", 14, "" if state == "2" else CLOCK, False), ("jjdm", 3, refusal[0], False),
        ("jjyy", 100, refusal[1], True),
    ]
    # A rare character takes one column, whatever is written for it.
    row = "<row" + "".join(f' {key}="{escape(padded(value, length, is_text))}"' for key, length, value, is_text in cells)
    row += ">" + "".join(f'<jg xm="{key}" xz="{escape(padded(value, 50, True))}"/>' for key, value in outputs) + "</row>" if outputs else "/>"
    rows = '<rows hs="0" zhs="0"/>' if unheard else f'<rows hs="1" zhs="1">{row}</rows>'
    answer = rare_as(f"<body><sjsj>{CLOCK}</sjsj>{rows}</body>", rare).encode("gb18030")
    head = (f"<jydm>{transaction}</jydm><lsh>{nonce}</lsh><rtncode>0000</rtncode><rtntext>交易成功</rtntext><sjc>{CLOCK}</sjc>"
            f"<zy>{zy([options['password'], '0000', CLOCK, nonce], answer)}</zy>")
    answered = f"{declaration}<response><head>{head}</head>".encode("gb18030") + answer + b"</response>"
    write(name, meaning, step, (GBK_TYPE, sent), (200, GBK_TYPE, answered), expected, path="/sbjk/service", dialect="gbk-xml",
          department="social-insurance", jurisdiction="430000", url="/sbjk", options=options, nonce=nonce,
          call="find" if query else "submit", **more)


def make_insurance():
    card = INSURED["card"]["number"]
    insurance("gbk-xml-done", "done; a rare character as a question mark, columns of a fixed width", "SK01",
              request("issue-social-security-card", "430000", INSURED, [("PARENT", PARENT), ("EMPLOYER", COMPANY)]), "1",
              [("aaz500", card)], padding="space", digest="SHA256", expected=done(cardNumber=card))
    insurance("gbk-xml-refused", "refused; a rare character as the site's own code, full-width blanks; no form", "ZY04",
              request("transfer-pension-fund", "430000", INSURED, form={}), "3", refusal=("J02", REASON), rare="private-use",
              padding="fullwidth", expected=refused("J02"), switches=refuse("transfer-pension-fund", "J02"))
    step = request("freeze-pension-account", "430000", INSURED)
    freeze = pend("freeze-pension-account")
    insurance("gbk-xml-pending", "in work; a rare character in four bytes", "ZY02", step, "2", rare="gb18030", expected=PENDING,
              switches=freeze)
    insurance("gbk-xml-query-done", "asked about: done meanwhile", "ZY02", step, "1", [("yzy102", "03")], rare="gb18030",
              expected=done(accountState="03"), query=True, switches=freeze, before="gbk-xml-pending",
              decision={"outcome": "done"})
    insurance("gbk-xml-query-unheard", "asked about: no entry, never heard of it", "ZY02", step, "", expected=None, query=True,
              unheard=True)


# data-exchange, section 8

DEAL_ROLES = {"APPLICANT": "sqr", "AGENT": "dbr", "NEWBORN": "xse", "SPOUSE": "po", "PARENT": "fm", "CHILD": "zn", "EMPLOYER": "dw"}
DEAL_TYPE = {"content-type": "application/json;charset=UTF-8"}


def deal(name, meaning, service, step, jurisdiction, outputs=None, failure=None, wrapper="plain", lower_x=False, expected=None,
         **more):
    requester = f"golden-{jurisdiction}"
    nonce = hashlib.sha256(name.encode()).hexdigest()[:16]
    mac = hmac.new(SECRET.encode(), (service + requester + MILLIS).encode(), hashlib.sha256).digest()
    applicant = step["parties"][0]

    def who(party, number, text):
        return {"tyshxydm": number, "dwmc": text} if is_company(party) else {"gmsfhm": number, "xm": text}

    body = {
        "ywbh": step["businessKey"], "xtbh": step["collaborationNumber"], "sxbm": step["item"],
        "slqh": step["acceptingDivision"], "blqh": step["owningDivision"],
        "dsr": [{"js": DEAL_ROLES[p["role"]], **who(p, p["number"], p["name"])} for p in step["parties"]],
        "zd": [{"zdm": key, "zdz": value} for key, value in fields(step)],
    }
    if failure is None:
        number = applicant["number"].lower() if lower_x and not is_company(applicant) else applicant["number"]
        rows = [{**who(applicant, number, applicant["name"]), "sjgxsj": CLOCK, "ywbh": step["businessKey"],
                 "xtbh": step["collaborationNumber"], "lsh": serial(jurisdiction), "bjsj": CLOCK,
                 "jg": [{"zdm": key, "zdz": value} for key, value in outputs]}]
    else:
        rows = [{"ywbh": step["businessKey"], "zcdm": failure[0], "zcsm": failure[1]}]
    code, message = ("200", "成功") if failure is None else ("300", "失败")
    answer = {"code": code, "message": message, "data": to_json(rows) if wrapper == "json-string" else rows}
    headers = {**DEAL_TYPE, "x-dx-rid": requester, "x-dx-sid": service, "x-dx-time": MILLIS, "x-dx-nonce": nonce,
               "x-dx-sign": base64.b64encode(mac).decode()}
    write(name, meaning, step, (headers, to_json(body).encode("utf-8")), (200, DEAL_TYPE, to_json(answer).encode("utf-8")),
          expected, path="/exchange/invoke", dialect="data-exchange", department="public-security", jurisdiction=jurisdiction,
          url="/exchange", nonce=nonce,
          options={"requesterId": requester, "secret": SECRET, "signScheme": "hmac-sha256", "wrapper": wrapper, "batchLimit": 50,
                   "handling": "offered", "legacyHandling": True}, **more)


def make_deals():
    booklet = WOMAN["hukou"]["bookletNumber"]
    deal("data-exchange-done", "done, with an output; x in lower case", "deal-703",
         request("register-move-in", "150000", WOMAN, [("SPOUSE", MAN), ("PARENT", PARENT), ("EMPLOYER", COMPANY)]), "150000",
         [("hh", booklet)], lower_x=True, expected=done(householdNumber=booklet))
    deal("data-exchange-company", "done for a company, without outputs", "deal-712", request("amend-household", "440000", COMPANY, form={}),
         "440000", [], wrapper="json-string", expected=done())
    deal("data-exchange-refused", "refused; data as JSON inside JSON", "deal-702", request("move-out", "440000", WOMAN), "440000",
         failure=("12", REASON), wrapper="json-string", expected=refused("12"), switches=refuse("move-out", "12"))
    deal("data-exchange-void", "refused with 50, which is a refusal here: the permit is void", "deal-703",
         request("register-move-in", "440000", MAN), "440000", failure=("50", REASON), expected=refused("50"),
         switches=refuse("register-move-in", "50"))
    deal("data-exchange-not-written", "50 at another service: nothing was written", "deal-731",
         request("issue-hukou-certificate", "440000", MAN), "440000", failure=("50", "流水写入失败"),
         expected={"outcome": "FAILED", "code": "50", "retryAfterSeconds": None},
         switches=[{"action": "issue-hukou-certificate", "kind": "fail", "code": "50", "isDone": False, "times": None}])
    deal("data-exchange-unknown", "it may have been written", "deal-702", request("move-out", "440000", MAN), "440000",
         failure=("32", "数据提交超时"), expected={"outcome": "UNKNOWN", "code": "32"},
         switches=[{"action": "move-out", "kind": "fail", "code": "32", "isDone": True, "times": None}])


# collaboration-bus, section 13

BUS_ROLES = {"APPLICANT": "10", "AGENT": "20", "NEWBORN": "31", "SPOUSE": "41", "PARENT": "42", "CHILD": "43", "EMPLOYER": "90"}
BUS_TYPE = {"content-type": "text/xml;charset=UTF-8", "soapaction": '"urn:xtzx:bus:1#deliver"'}
ACK_TYPE = {"content-type": "text/xml;charset=UTF-8"}
OURS, THEIRS = ("990000000001", "通办接入网关"), ("990{}000", "示例公安&协同总线")


class Bus:
    """What is peculiar to the bus of one place; the sandbox must come to the same by its own rules."""

    def __init__(self, code, cdata=False, references=False, lower_x=False):
        self.code, self.cdata, self.references, self.lower_x = code, cdata, references, lower_x
        self.options = {
            "registrationCode": f"golden-code-{code}-not-for-use", "callbackCode": f"golden-callback-{code}-not-for-use",
            "unitCode": OURS[0], "unitName": OURS[1], "busUnitCode": THEIRS[0].format(code), "busUnitName": THEIRS[1],
            "callbackPath": f"/collaboration-bus/public-security/{code}", "recordLimit": 5, "handling": "offered",
        }


US = Bus("000000")
SHANGHAI, SHAANXI = Bus("310000", cdata=True, references=True), Bus("610000", lower_x=True)


def leaf(writer, name, text):
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if writer.references:
        text = "".join(f"&#{ord(c)};" if ord(c) > 0xFFFF else c for c in text)
    return f"<{name}>{text}</{name}>" if text else f"<{name}/>"


def counted(name, entries):
    return f'<{name} count="{len(entries)}"' + (f">{''.join(entries)}</{name}>" if entries else "/>")


def envelope(writer, bus, ours, kind, document, code=None):
    string = document.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if not ours and bus.cdata:
        string = "<![CDATA[" + document.replace("]]>", "]]]]><![CDATA[>") + "]]>"
    inner = f"<zcm>{code}</zcm><bw>{string}</bw>" if kind == "deliver" else f"<return>{string}</return>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" '
        f'xmlns:xt="urn:xtzx:bus:1"><soapenv:Header/><soapenv:Body><xt:{kind}>{inner}</xt:{kind}></soapenv:Body></soapenv:Envelope>'
    ).encode("utf-8")


def package(bus, ours, business, step, message, record, result=None):
    writer = US if ours else bus
    o = bus.options
    us, them = (o["unitCode"], o["unitName"]), (o["busUnitCode"], o["busUnitName"])
    sender, receiver = (us, them) if ours else (them, us)
    head = [("BBH", "1.1"), ("FSDWDM", sender[0]), ("FSDWMC", sender[1]), ("JSDWDM", receiver[0]), ("JSDWMC", receiver[1]),
            ("YWLB", business), ("YWXTBH", step["collaborationNumber"]), ("BWBH", message), ("FSSJ", CLOCK)]
    if result is not None:
        head += [("FHM", result[0]), ("FHXX", result[1])]
    heads = "".join(leaf(writer, key, value) for key, value in head)
    data = f"<data>{record}</data>" if record else "<data/>"
    return f'<?xml version="1.0" encoding="UTF-8"?><package><head>{heads}</head>{data}</package>'


def apply(name, meaning, bus, business, code, step, ack, expected, **more):
    def party(p):
        number, text = ("TYSHXYDM", "DWMC") if is_company(p) else ("GMSFHM", "XM")
        return "<DSR>" + leaf(US, "JS", BUS_ROLES[p["role"]]) + leaf(US, number, p["number"]) + leaf(US, text, p["name"]) + "</DSR>"

    plain = [("YWBLH", step["businessKey"]), ("YWDM", code), ("SXBM", step["item"]), ("SLQH", step["acceptingDivision"]),
             ("BLQH", step["owningDivision"])]
    form = [f"<BD>{leaf(US, 'XMC', key)}{leaf(US, 'XMZ', value)}</BD>" for key, value in fields(step)]
    record = ('<RECORD no="1" kind="application">' + "".join(leaf(US, key, value) for key, value in plain)
              + counted("DSRXX", [party(p) for p in step["parties"]]) + counted("BDXX", form) + "</RECORD>")
    key = step["businessKey"]
    sent = envelope(US, bus, True, "deliver", package(bus, True, business, step, key, record), bus.options["registrationCode"])
    answered = envelope(bus, bus, False, "deliverResponse", package(bus, False, business, step, key, "", ack))
    write(name, meaning, step, (BUS_TYPE, sent), (200, ACK_TYPE, answered), expected, path="/xtzx/service",
          dialect="collaboration-bus", department="public-security", jurisdiction=bus.code, url="/xtzx", options=bus.options, **more)


def feed_back(name, meaning, bus, business, code, step, said, success, expected, **more):
    applicant, number_of = step["parties"][0], lambda n: n[:-1] + n[-1].lower() if bus.lower_x else n
    number, text = ("TYSHXYDM", "DWMC") if is_company(applicant) else ("GMSFHM", "XM")
    plain = [("YWBLH", step["businessKey"]), ("YWDM", code),
             (number, applicant["number"] if is_company(applicant) else number_of(applicant["number"])), (text, applicant["name"]),
             ("BLJG", said["state"]), ("XTLSH", serial(bus.code)), ("BJSJ", CLOCK), *said.get("refusal", [])]
    outputs = [f"<JG>{leaf(bus, 'XMC', key)}{leaf(bus, 'XMZ', value)}</JG>" for key, value in said.get("outputs", [])]
    record = ('<RECORD no="1" kind="feedback">' + "".join(leaf(bus, key, value) for key, value in plain)
              + (counted("JGXX", outputs) if "outputs" in said else "") + "</RECORD>")
    message = "0" * 32
    sent = envelope(bus, bus, False, "deliver", package(bus, False, business, step, message, record), bus.options["callbackCode"])
    answered = envelope(US, bus, True, "deliverResponse", package(bus, True, business, step, message, "", success))
    write(name, meaning, step, (BUS_TYPE, sent), (200, ACK_TYPE, answered), expected, path=bus.options["callbackPath"],
          dialect="collaboration-bus", department="public-security", jurisdiction=bus.code, url="/xtzx", options=bus.options,
          direction="to-us", messageId=f"{message} 1", **more)


def make_bus():
    booklet = WOMAN["hukou"]["bookletNumber"]
    taken = "申请已受理"
    born = request("register-newborn", "610000", WOMAN, [("SPOUSE", MAN), ("PARENT", PARENT), ("EMPLOYER", COMPANY)])
    apply("collaboration-bus-pending", "taken, to be answered later", SHAANXI, "0301", "CS", born, ("1", taken), PENDING,
          switches=pend("register-newborn"))
    feed_back("collaboration-bus-done", "done, with an output; x in lower case", SHAANXI, "0302", "CS", born,
              {"state": "1", "outputs": [("HH", booklet)]}, ("0", "接收成功"), done(householdNumber=booklet),
              switches=pend("register-newborn"), before="collaboration-bus-pending", decision={"outcome": "done"})
    proof = request("issue-no-criminal-record-certificate", "310000", COMPANY, [("AGENT", WOMAN)], form={})
    apply("collaboration-bus-pending-cdata", "taken; success is 0 here; a company, no form; CDATA", SHANGHAI, "0501", "WF", proof,
          ("0", taken), PENDING, switches=pend("issue-no-criminal-record-certificate"))
    feed_back("collaboration-bus-refused", "refused; CDATA, rare characters as references; success is 1 here", SHANGHAI, "0502",
              "WF", proof, {"state": "2", "refusal": [("JJDM", "22"), ("JJYY", REASON)]}, ("1", "接收成功"), refused("22"),
              switches=pend("issue-no-criminal-record-certificate"), before="collaboration-bus-pending-cdata",
              decision={"outcome": "refused", "code": "22", "reason": REASON})
    apply("collaboration-bus-nothing-to-undo", "a cancellation of nothing: -7 is a refusal here", SHAANXI, "0303", "CS",
          request("undo-register-newborn", "610000", WOMAN, form={}), ("-7", "无可撤销业务"), refused("-7", "无可撤销业务"))


OUT.mkdir(exist_ok=True)
# Folders are of other makers.
for old in OUT.glob("*.*"):
    old.unlink()
make_fund()
make_insurance()
make_deals()
make_bus()
