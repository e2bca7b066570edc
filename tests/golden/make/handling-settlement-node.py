"""Writes tests/golden/handling/settlement-node from docs/dialects/settlement-node.md, section 12, alone; needs openssl (SM4).

A .bin is one whole frame. In the JSON `requestText`, `answerText`, `messageText` are the payloads before encryption, `random` the
initialisation vectors by kind, `sequence` the fslsh of the request, `expected` what the step comes to by the answer and `told` by
the message. `after` names the sign-in in tests/golden/settlement-node, `before` the scenario of handling that came between.
"""
import subprocess
import zlib
from xml.sax.saxutils import escape

import handling_steps as h

OUT = h.folder("settlement-node")
NODE, HUB, UNIT, OPERATOR = "004301", "900001", "TB0043", "tongban"
NODE_KEY, SESSION = bytes.fromhex("00112233445566778899AABBCCDDEEFF"), bytes(range(0x40, 0x50))
ROLES = {"APPLICANT": "SQ", "AGENT": "DB", "SPOUSE": "PO", "PARENT": "FM", "CHILD": "ZN", "NEWBORN": "XS", "EMPLOYER": "DW"}
AMOUNTS = ("ZYJE", "GRZHYE")
TEXTS = {"0000": "处理成功", "0001": "已受理,结果另行通知", "5001": "申请人信息不符", "5003": "有未结清贷款", "5004": "无可冲正业务",
         "2008": "业务代码不受理", "9001": "系统繁忙", "9999": "系统异常"}
# Name, cipher mode, unit of amounts, sync limit, pads, small x, sign-in.
CENTRES = {
    "330000": ("浙江省直单位住房公积金管理中心(模拟)", "CBC", "yuan", 20, False, True, "sign-in"),
    "350000": ("福建省直单位住房公积金管理中心(模拟)", "ECB", "fen", 20, True, False, "sign-in-ecb"),
    "420000": ("湖北省直单位住房公积金管理中心(模拟)", "CBC", "yuan", 1, True, True, "sign-in-padded"),
}


def seal(mode, key, iv, text):
    chosen = ["-sm4-ecb"] if mode == "ECB" else ["-sm4-cbc", "-iv", iv.hex()]
    sealed = subprocess.run(["openssl", "enc", "-e", *chosen, "-K", key.hex()], input=text.encode("gb18030"), capture_output=True, check=True)
    payload = (b"" if mode == "ECB" else iv) + sealed.stdout
    return NODE.encode("ascii") + b"0" + bytes(9) + len(payload).to_bytes(4, "big") + payload


def element(name, text):
    return f"<{name}>{escape(text, {chr(34): '&quot;'})}</{name}>"


def elements(pairs):
    return "".join(element(*pair) for pair in pairs)


def message(head_name, head, body):
    inner = f"<body>{body}</body>" if body else "<body/>"
    return f'<?xml version="1.0" encoding="GBK"?><msg><{head_name}>{elements(head)}</{head_name}>{inner}</msg>'


def in_head(sequence, code, person="", sender=NODE, receiver=HUB, unit=UNIT, operator=OPERATOR):
    return [("fsrq", h.CLOCK[:8]), ("fssj", h.CLOCK[8:]), ("fslsh", sequence), ("dwbh", unit), ("jdh", sender), ("jym", code),
            ("jsjdh", receiver), ("khh", person), ("czy", operator)]


def out_head(status, code, sequence):
    return [("zt", status), ("fhm", code), ("fhxx", TEXTS[code]), ("xyrq", h.CLOCK[:8]), ("xysj", h.CLOCK[8:]), ("xylsh", sequence)]


def hub_sequence(count):
    """The simulated hub numbers by time of day in milliseconds and a count since its start."""
    return f"37800000{count:04d}"


def pack(lines):
    text = "".join(f"{line}\n" for line in [f"{len(lines):08d}", *lines])
    deflate = zlib.compressobj(6, zlib.DEFLATED, zlib.MAX_WBITS, 8, zlib.Z_RLE)
    return text, (deflate.compress(text.encode("gb18030")) + deflate.flush()).hex().upper()


class Entry:
    def __init__(self, code, asked, state, outputs=(), refusal=("", ""), way="1", count=1):
        self.code, self.asked, self.state, self.outputs, self.refusal, self.way, self.count = code, asked, state, outputs, refusal, way, count

    def cells(self, place):
        _, _, unit, _, pads, lower, _ = CENTRES[place]
        pad = lambda text, width: text.ljust(width) if pads else text
        who = self.asked["parties"][0]
        none = "0" * 14 if unit == "fen" else pad("", 14)

        def value(name, text):
            if name not in AMOUNTS:
                return pad(text, 40)
            fen = int(text.replace(".", ""))
            return f"{fen:014d}" if unit == "fen" else text.rjust(14) if pads else text

        plain = [
            ("ZJHM", who["number"].lower() if lower and not h.is_company(who) else who["number"]), ("XINGMING", pad(who["name"], 60)),
            ("YWBH", self.asked["businessKey"]), ("XTBH", self.asked["collaborationNumber"]), ("YWDM", self.code), ("BLFX", self.way),
            ("ZXLSH", h.serial(place, self.count)), ("BLZT", self.state), ("BJSJ", none if self.state == "20" else h.CLOCK),
            ("JJDM", self.refusal[0]), ("JJYY", pad(self.refusal[1], 100)), ("JGS", str(len(self.outputs))),
        ]
        return plain, [[("XMC", name), ("XMZ", value(name, text))] for name, text in self.outputs]

    def row(self, place):
        plain, outputs = self.cells(place)
        return f"<row>{elements(plain)}{''.join(f'<JG>{elements(pair)}</JG>' for pair in outputs)}</row>"

    def line(self, place, order):
        plain, outputs = self.cells(place)
        texts = [text for _, text in plain] + [text for pair in outputs for _, text in pair]
        return "|".join([f"{order:08d}", *[text.replace("|", "｜") for text in texts]])


def scenario(name, meaning, asked, code, answer, entries=(), way="1", call="submit", expected=None, told=None, lines=(), exchanges=1, **more):
    """`answer`: status and code; `entries`: rows of the answer, None for an empty body; `lines`: entries of the message."""
    place = asked["owningDivision"]
    centre, mode, unit, sync_limit, pads, _, signed = CENTRES[place]
    number = len(list(OUT.glob("*.json"))) + 1
    sequence = f"{100 + number:012d}"
    source = elements([("JGMC", centre.ljust(60) if pads else centre), ("SJSJ", h.CLOCK)])
    if call == "find":
        request = message("inhead", in_head(sequence, "GJJB02"), element("YWBH", asked["businessKey"]))
    else:
        form = h.fields(asked)
        body = elements([("YWBH", asked["businessKey"]), ("XTBH", asked["collaborationNumber"]), ("YWDM", code), ("SXBM", asked["item"]),
                         ("SLQH", asked["acceptingDivision"]), ("BLQH", place), ("DSRS", str(len(asked["parties"])))])
        for p in asked["parties"]:
            kind = "02" if h.is_company(p) else "01"
            body += f"<DSR>{elements([('JS', ROLES[p['role']]), ('ZJLX', kind), ('ZJHM', p['number']), ('MC', p['name'])])}</DSR>"
        body += element("BDS", str(len(form))) + "".join(f"<BD>{elements([('XMC', k), ('XMZ', v)])}</BD>" for k, v in form)
        request = message("inhead", in_head(sequence, "GJJB01" if way == "1" else "GJJB03", asked["parties"][0]["number"]), body)
    said = "" if entries is None else f'{source}<rows hs="{len(entries)}">{"".join(e.row(place) for e in entries)}</rows>'
    answered = message("outhead", out_head(*answer, hub_sequence(exchanges + 1)), said)
    random = {"request": bytes([number]) * 16, "answer": bytes([0x80 + number]) * 16, "message": bytes([0xC0 + number]) * 16, "ack": bytes([0xE0 + number]) * 16}
    files = {"request": seal(mode, SESSION, random["request"], request), "answer": seal(mode, SESSION, random["answer"], answered)}
    meta = {"requestText": request, "answerText": answered}
    if lines:
        text, packed = pack([entry.line(place, i + 1) for i, entry in enumerate(lines)])
        sent = message("inhead", in_head(hub_sequence(exchanges + 2), "GJJT02", sender=HUB, receiver=NODE, unit="", operator="SYSTEM"),
                       source + elements([("PCBS", str(len(lines))), ("PCWJ", packed)]))
        ack = message("outhead", out_head("0", "0000", "000000009001"), "")
        files |= {"message": seal(mode, NODE_KEY, random["message"], sent), "ack": seal(mode, NODE_KEY, random["ack"], ack)}
        meta |= {"messageText": sent, "file": text, "packed": packed, "ackText": ack}
    h.write(OUT, name, files, {
        "meaning": meaning, "dialect": "settlement-node", "department": "housing-fund", "jurisdiction": place,
        "options": {"nodeNumber": NODE, "hubNode": HUB, "unit": UNIT, "operator": OPERATOR, "password": "golden-password-not-for-use",
                    "nodeKey": NODE_KEY.hex().upper(), "cipherMode": mode, "amountUnit": unit, "batchLimit": 500, "syncLimit": sync_limit,
                    "handling": "offered"},
        "call": call, "after": [signed], "session": SESSION.hex(), "sequence": sequence, "switches": [], "before": None, "decision": None,
        **more, "random": {key: value.hex() for key, value in random.items() if mode == "CBC" and key in files},
        "request": asked, **meta, "expected": expected, "told": told,
    })


account = next(a for a in h.SAVER["accounts"] if a["state"] == "active")
amount = h.yuan(account["balanceFen"])
outputs = [("ZYJE", amount), ("GRZH", account["number"])]
as_done = h.done(amount=amount, accountNumber=account["number"])
REVIEW = "review-transfer-account"

asked = h.step(REVIEW, "330000", h.SAVER, [("AGENT", h.CLOSED), ("EMPLOYER", h.COMPANY)])
scenario("review-done", "done, with two outputs; yuan, CBC", asked, "ZHF", ("0", "0000"), [Entry("ZHF", asked, "10", outputs)], expected=as_done)
asked = h.step("hold-withdrawal", "330000", h.CLOSED, form={})
scenario("hold-refused", "refused: zt 1 with the row; x in lower case, no form", asked, "TQD", ("1", "5003"),
         [Entry("TQD", asked, "30", refusal=("5003", h.REASON))], expected=h.refused("5003"), switches=h.refuse("hold-withdrawal", "5003"))
asked = h.step("confirm-account", "350000", h.SHEN)
scenario("account-fen", "an amount in fen, filled with zeros; ECB, padded", asked, "ZHX", ("0", "0000"),
         [Entry("ZHX", asked, "10", [("GRZHZT", "02"), ("GRZHYE", "80.00")])], expected=h.done(accountState="02", balance="80.00"))
asked = h.step("book-transfer", "420000", h.STRANGER, form={})
scenario("book-stranger", "done for somebody who is on file nowhere: 0 means true", asked, "RZH", ("0", "0000"), [Entry("RZH", asked, "10", [("XFBZ", "0")])],
         expected=h.done(matches="true"))
asked = h.step("change-employer-details", "330000", h.COMPANY, form={})
scenario("company-done", "a company: its credit code as khh; no outputs", asked, "DWB", ("0", "0000"), [Entry("DWB", asked, "10")], expected=h.done())
asked = h.step(REVIEW, "350000", h.SAVER)
late = dict(switches=h.pend(REVIEW), decision={"outcome": "done"})
scenario("review-later", "zt 2: done later, told in a file; fen, ECB, padded", asked, "ZHF", ("2", "0001"), [Entry("ZHF", asked, "20")], expected=h.PENDING,
         lines=[Entry("ZHF", asked, "10", outputs)], told=as_done, **late)
asked = h.step(REVIEW, "420000", {"holder": h.SAVER["holder"]})
scenario("review-later-refused", "zt 2, refused later; | in a reason; CBC, amounts that are none", asked, "ZHF", ("2", "0001"), [Entry("ZHF", asked, "20")],
         expected=h.PENDING, lines=[Entry("ZHF", asked, "30", refusal=("5002", h.REASON))],
         told={**h.refused("5002"), "reason": h.REASON.replace("|", "｜")}, switches=h.pend(REVIEW),
         decision={"outcome": "refused", "code": "5002", "reason": h.REASON})
held = h.step(REVIEW, "330000", h.SAVER)
scenario("review-in-work", "zt 2, and nothing more", held, "ZHF", ("2", "0001"), [Entry("ZHF", held, "20")], expected=h.PENDING, switches=h.pend(REVIEW))
scenario("query-in-work", "asked about: in work", held, "ZHF", ("0", "0000"), [Entry("ZHF", held, "20")], call="find", expected=h.PENDING, exchanges=2,
         before="review-in-work", switches=h.pend(REVIEW))
scenario("query-done", "asked about after it was decided (a message was numbered meanwhile): done", held, "ZHF", ("0", "0000"),
         [Entry("ZHF", held, "10", outputs)], call="find", expected=as_done, exchanges=3, before="review-in-work", **late)
undo = {**h.step(f"undo-{REVIEW}", "330000", h.SAVER, form={}), "collaborationNumber": held["collaborationNumber"]}
scenario("review-taken-back", "GJJB03: done; the application, in work until now, is told as 40", undo, "ZHF", ("0", "0000"),
         [Entry("ZHF", undo, "10", way="2", count=2)], way="2", expected=h.done(), exchanges=2, lines=[Entry("ZHF", held, "40")],
         told=h.refused("40", "已冲正"), before="review-in-work", switches=h.pend(REVIEW))
asked = h.step("undo-hold-withdrawal", "330000", h.SAVER, form={})
scenario("nothing-to-undo", "GJJB03 of nothing: refused", asked, "TQD", ("1", "5004"),
         [Entry("TQD", asked, "30", refusal=("5004", "无可冲正业务"), way="2")], way="2", expected=h.refused("5004", "无可冲正业务"))
asked = h.step("pay-withdrawal", "330000", h.SAVER, form={})
scenario("query-unheard", "asked about: no entry, never heard of it", asked, "TQZ", ("0", "0000"), [], call="find", expected=None)
scenario("busy", "nothing was done", asked, "TQZ", ("1", "9001"), None, expected=h.failed("9001"), switches=h.busy("pay-withdrawal"))
scenario("maybe-done", "it may have been done", asked, "TQZ", ("1", "9999"), None, expected=h.unknown("9999"),
         switches=h.fail("pay-withdrawal", "9999", True))
scenario("not-taken", "a business that this centre does not take", asked, "TQZ", ("1", "2008"), None, expected=h.failed("2008", True),
         switches=h.fail("pay-withdrawal", "2008", False))
