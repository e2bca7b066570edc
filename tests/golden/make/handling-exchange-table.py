"""Writes tests/golden/handling/exchange-table from docs/dialects/exchange-table.md, section 10, alone; Python 3 only.

NAME.request.bin is column qqnr of the request row, NAME.answer.bin column sjnr of the result row, as PostgreSQL gives them in
UTF-8. The JSON has the other columns: `request` the step asked for, `row` the request row as written, `answered` the state that
it has after the run (`clzt`, `sbyy`) and the columns of the result row, `expected` what the step comes to: `submitted` when it
was sent, `seen` when the platform looks at its row after the run, `told` by the result row. `before` names the scenario that the same centre worked on first.
"""
import json

import handling_steps as h

OUT = h.folder("exchange-table")
ROLES = {"APPLICANT": "申请人", "AGENT": "代办人", "NEWBORN": "新生儿", "SPOUSE": "配偶", "PARENT": "父母", "CHILD": "子女", "EMPLOYER": "单位"}
CENTRES = {
    "360000": ("housing-fund", "江西省直单位住房公积金管理中心(模拟)", "json", False, True),
    "430700": ("housing-fund", "常德市住房公积金管理中心(模拟)", "json", True, False),
    "510300": ("housing-fund", "自贡市住房公积金管理中心(模拟)", "xml", False, True),
    "620000": ("social-insurance", "甘肃省社会保险经办机构(模拟)", "json", True, False),
    "630000": ("social-insurance", "青海省社会保险经办机构(模拟)", "xml", False, True),
}


def to_json(pairs):
    plain = lambda value: [dict((k, plain(v)) for k, v in row) for row in value] if isinstance(value, list) else value
    return json.dumps({key: plain(value) for key, value in pairs}, ensure_ascii=False, separators=(",", ":"))


def element(key, value):
    if not isinstance(value, list):
        text = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
        return f"<{key}>{text}</{key}>"
    rows = "".join("<row>" + "".join(element(*pair) for pair in row) + "</row>" for row in value)
    return f"<{key}>{rows}</{key}>" if rows else f"<{key}/>"


def to_xml(pairs, encoding):
    return f'<?xml version="1.0" encoding="{encoding}"?><data>' + "".join(element(*pair) for pair in pairs) + "</data>"


def scenario(name, meaning, code, asked, state=None, outputs=(), refusal=("", ""), operation="I", personal="", failure=None,
             expected=None, seen=None, count=1, **more):
    place = asked["owningDivision"]
    department, centre, form, pads, lower = CENTRES[place]
    pad = lambda text, width: text.ljust(width) if pads else text
    applicant = asked["parties"][0]
    content = [
        ("PTBM", h.PLATFORM), ("YWBH", asked["businessKey"]), ("XTBH", asked["collaborationNumber"]), ("YWDM", code),
        ("SXBM", asked["item"]), ("SLQH", asked["acceptingDivision"]), ("BLQH", place),
        ("DSRLB", [[("JS", ROLES[p["role"]]), ("ZJLX", "XYM" if h.is_company(p) else "SFZ"), ("ZJHM", p["number"]), ("MC", p["name"])]
                   for p in asked["parties"]]),
        ("BDLB", [[("XMC", key), ("XMZ", value)] for key, value in h.fields(asked)]),
    ]
    sent = to_json(content) if form == "json" else to_xml(content, "UTF-8")
    files = {"request": sent.encode("utf-8")}
    number = applicant["number"].lower() if lower and not h.is_company(applicant) else applicant["number"]
    answered = {"clzt": 2, "sbyy": None}
    if failure:
        answered = {"clzt": 9, "sbyy": failure}
    else:
        upper = department == "housing-fund"
        keys = ("ZJHM", "XINGMING", "SJSJ", "JGMC") if upper else ("aac002", "aac003", "sjsj", "jgmc")
        values = [(x, v.rjust(14) if pads and key in ("ZYJE", "GRZHYE", "JJHZE") else pad(v, 40)) for key, v in outputs for x in [key]]
        said = [*zip(keys, (number, pad(applicant["name"], 60), h.CLOCK, pad(centre, 100))), *([] if upper else [("aac001", personal)]),
                ("YWBH", asked["businessKey"]), ("XTBH", asked["collaborationNumber"]), ("YWDM", code), ("CZLX", operation),
                ("CLSH", h.serial(place, count)), ("BLZT", state), ("BLSJ", "" if state == "2" else h.CLOCK), ("JJDM", refusal[0]),
                ("JJYY", pad(refusal[1], 100)), ("JGLB", [[("XMC", k), ("XMZ", v)] for k, v in values])]
        # Old centres declare GBK although the column is text.
        files["answer"] = (to_json(said) if form == "json" else to_xml(said, "UTF-8" if pads else "GBK")).encode("utf-8")
        answered["row"] = {"sjlx": "BLJG".ljust(8), "zjhm": number.ljust(20), "czlx": "I "}
    h.write(OUT, name, files, {
        "meaning": meaning, "dialect": "exchange-table", "department": department, "jurisdiction": place,
        "options": {"schema": f"qz_{place}", "contentFormat": form, "platformCode": h.PLATFORM, "handling": "offered"},
        "switches": [], "before": None, "decision": None, **more, "request": asked,
        "row": {"qqlsh": asked["businessKey"].ljust(32), "qqlx": "BL".ljust(8), "zjhm": applicant["number"].ljust(20), "czlx": operation.ljust(2)},
        "answered": answered, "expected": {"submitted": h.PENDING, "seen": seen or h.PENDING, "told": expected},
    })


account = next(a for a in h.SAVER["accounts"] if a["state"] == "active")
amount = h.yuan(account["balanceFen"])
reviewed = [("ZYJE", amount), ("GRZH", account["number"])]
scenario("review-padded", "done with two outputs; a centre that pads, the amount with blanks in front", "GJ03",
         h.step("review-transfer-account", "430700", h.SAVER, [("AGENT", h.CLOSED), ("EMPLOYER", h.COMPANY)]), "1", reviewed,
         expected=h.done(amount=amount, accountNumber=account["number"]))
scenario("confirm-lower-x", "done; x in lower case, no form, an account that is closed", "GJ11",
         h.step("confirm-account", "360000", h.CLOSED, form={}), "1", [("GRZHZT", "05"), ("GRZHYE", "0.00")],
         expected=h.done(accountState="05", balance="0.00"))
scenario("pay-refused-xml", "refused; XML that names GBK; | & \" < > and a character beyond the BMP in the reason", "GJ14",
         h.step("pay-withdrawal", "510300", h.SAVER, form={}), "3", refusal=("E3", h.REASON), expected=h.refused("E3"),
         switches=h.refuse("pay-withdrawal", "E3"))
scenario("book-xml", "done for somebody who is on file nowhere: a flag in words", "GJ05", h.step("book-transfer", "510300", h.STRANGER), "1",
         [("DZJG", "是")], expected=h.done(matches="true"))
held = h.step("review-transfer-account", "360000", h.SAVER)
scenario("review-in-work", "in work: the request is in 2, and nothing is final", "GJ03", held, "2", expected=h.PENDING,
         switches=h.pend("review-transfer-account"))
scenario("review-decided", "decided after that: the final row comes by itself on the next run", "GJ03", held, "1", reviewed, switches=h.pend("review-transfer-account"),
         before="review-in-work", decision={"outcome": "done"}, expected=h.done(amount=amount, accountNumber=account["number"]))
undo = {**h.step("undo-review-transfer-account", "360000", h.SAVER, form={}), "collaborationNumber": held["collaborationNumber"]}
scenario("review-taken-back", "a cancellation, operation D: done", "GJ03", undo, "1", operation="D", count=2, before="review-in-work",
         switches=h.pend("review-transfer-account"), expected=h.done())
scenario("review-undone", "what the application that was taken back is told, in the same run as the cancellation's own row", "GJ03", held, "4",
         before="review-taken-back", switches=h.pend("review-transfer-account"), expected=h.refused("4", "已撤销"))
scenario("nothing-to-undo", "a cancellation of nothing: refused", "GJ13", h.step("undo-hold-withdrawal", "360000", h.SAVER, form={}), "3",
         operation="D", refusal=("E4", "无可撤销业务"), expected=h.refused("E4", "无可撤销业务"))
scenario("company-done", "a company: credit code in column and content; no outputs", "GJ32",
         h.step("change-employer-details", "360000", h.COMPANY, form={}), "1", expected=h.done())
scenario("unknown-person", "nobody of that number here: refused, with number and name as asked", "GJ13",
         h.step("hold-withdrawal", "360000", h.STRANGER, form={}), "3", refusal=("E1", "人员信息不符"), expected=h.refused("E1", "人员信息不符"))
scenario("freeze-padded", "social insurance; padded", "SB02", h.step("freeze-pension-account", "620000", h.RETIRED, [("PARENT", h.PARENT)]),
         "1", [("ZHZT", "03")], personal=h.RETIRED["personalNumber"], expected=h.done(accountState="03"))
scenario("card-xml", "social insurance in XML; small x in number and column", "SB21",
         h.step("issue-social-security-card", "630000", h.INSURED), "1", [("aaz500", h.INSURED["card"]["number"])],
         personal=h.INSURED["personalNumber"], expected=h.done(cardNumber=h.INSURED["card"]["number"]))
scenario("eligibility", "a day", "SB12", h.step("confirm-benefit-eligibility", "620000", h.RETIRED, form={}), "1", [("RZYXQ", "20271122")],
         personal=h.RETIRED["personalNumber"], expected=h.done(validThrough="20271122"))
scenario("busy", "nothing was done, state 9 with 902; to be put again", "GJ14", h.step("pay-withdrawal", "360000", h.SAVER, form={}),
         failure="902 系统繁忙", seen=h.failed("902"), switches=h.busy("pay-withdrawal"))
scenario("maybe-done", "state 9 with 909: it may have been done; looking puts it again", "GJ14",
         h.step("pay-withdrawal", "360000", h.SAVER, form={}), failure="909 系统内部错误", seen=h.PENDING,
         switches=h.fail("pay-withdrawal", "909", True))
scenario("not-taken", "a code that the centre does not take", "GJ41", h.step("repay-loan-early", "360000", h.SAVER, form={}),
         failure="205 业务代码不受理", seen=h.failed("205", True), switches=h.fail("repay-loan-early", "205", False))
