"""Writes tests/golden/handling/file-drop from docs/dialects/file-drop.md, section 11, alone; Python 3 only.

NAME.request.bin is a batch of applications, NAME.taken.bin the centre's result for it, NAME.answer.bin the batch of answers,
NAME.result.bin what the platform says to that, texts blank; each has its digest file. In the JSON `lines` has, for every line of
the applications, the step asked for, the code of its registration and what the step comes to by it (`submitted`), and by the
answer (`told`, null where none comes); `answers` the code of every line of the answers. `before` names the scenario that came first.
"""
import hashlib

import handling_steps as h

OUT = h.folder("file-drop")
DAY = h.CLOCK[:8]
ROLES = {"APPLICANT": "0", "AGENT": "1", "SPOUSE": "2", "PARENT": "3", "CHILD": "4", "NEWBORN": "5", "EMPLOYER": "9"}
# Department, name, pads, mark, line end, whether the last line ends, small x, digest.
CENTRES = {
    "450900": ("housing-fund", "玉林市住房公积金管理中心(模拟)", True, False, "\r\n", False, True, "MD5"),
    "640000": ("housing-fund", "宁夏回族自治区直单位住房公积金管理中心(模拟)", True, True, "\r\n", False, False, "SM3"),
    "360000": ("housing-fund", "江西省直单位住房公积金管理中心(模拟)", False, False, "\n", True, True, "MD5"),
    "650000": ("social-insurance", "新疆维吾尔自治区社会保险经办机构(模拟)", False, False, "\n", True, False, "SM3"),
    "460000": ("social-insurance", "海南省社会保险经办机构(模拟)", True, True, "\r\n", False, False, "MD5"),
}
TEXTS = {"0000": "已登记", "3102": "证件号码错误", "3104": "业务代码不受理", "3201": "系统繁忙", "3209": "登记异常", "3105": "超过上限"}


def join(cells):
    return "|".join(cell.replace("\\", "\\\\").replace("|", "\\|") for cell in cells)


def cents(text):
    return round(float(text.strip() or "0") * 100)


class Line:
    """One application, and what the centre says of it."""

    def __init__(self, code, asked, state=None, value="", amount="", refusal=("", ""), operation="I", taken="0000", told=None, count=1):
        self.code, self.asked, self.state, self.value, self.amount, self.refusal = code, asked, state, value, amount, refusal
        self.operation, self.taken, self.told, self.count = operation, taken, told, count

    def application(self):
        parties = [[ROLES[p["role"]], "2" if h.is_company(p) else "1", p["number"], p["name"]] for p in self.asked["parties"]]
        form = h.fields(self.asked)
        return join([
            self.asked["businessKey"], self.asked["collaborationNumber"], self.code, self.operation, self.asked["item"],
            self.asked["acceptingDivision"], self.asked["owningDivision"], str(len(parties)), *[cell for p in parties for cell in p],
            str(len(form)), *[cell for pair in form for cell in pair],
        ])

    def answer(self, pad, amount, number):
        who = self.asked["parties"][0]
        return join([
            number(who["number"]), pad(who["name"], 60), self.operation, h.CLOCK, "1", "1", self.asked["businessKey"],
            self.asked["collaborationNumber"], self.code, self.state, "" if self.state == "P" else h.CLOCK,
            h.serial(self.asked["owningDivision"], self.count), self.refusal[0], pad(self.refusal[1], 100), pad(self.value, 40), amount(self.amount),
        ])


def scenario(name, meaning, place, lines, batch="0000", extra=(), codes=None, attempt="k0z8", number="0001", **more):
    """`extra`: further lines of answers; `codes`: the platform's code of each line of answers, by default all good."""
    department, centre, pads, mark, end, last_end, lower, digest = CENTRES[place]
    pad = lambda text, width: text.ljust(width) if pads else text
    small = lambda text: text if text.startswith("9") or not lower else text.lower()
    files = {}

    def put(kind, file, content):
        files[kind] = content
        files[f"{kind}-digest"] = f"{hashlib.new(digest.lower(), content).hexdigest()}  {file}.txt\n".encode("ascii")

    def theirs(rows):
        return (b"\x84\x31\x95\x33" if mark else b"") + (end.join(rows) + (end if last_end else "")).encode("gb18030")

    asked = f"blsq_{place}_{DAY}_{lines[0].asked['businessKey'].lower()}{attempt}"
    put("request", asked, "".join(f"{row}\n" for row in [
        f"{len(lines)}|0.00|BLSQ|{place}|{h.CLOCK}|2|{h.PLATFORM}|汉字", *[line.application() for line in lines]]).encode("gb18030"))
    told = [f"{i + 2}|{line.taken}|{TEXTS[line.taken]}|{line.asked['businessKey']}" for i, line in enumerate(lines)] if batch == "0000" else []
    good = sum(line.taken == "0000" for line in lines) if batch == "0000" else 0
    sender = join([pad(centre, 100)])
    put("taken", f"{asked}_res", theirs([f"{len(told)}|{good}.00|JGWJ|{place}|{h.CLOCK}|2|{sender}|汉字|{asked}|{batch}", *told]))
    answers = [*(line for line in lines if line.state), *extra]
    answered = f"bljg_{place}_{DAY}_{number}"
    if answers:
        total = sum(cents(line.amount) for line in answers)
        put("answer", answered, theirs([f"{len(answers)}|{h.yuan(total)}|BLJG|{place}|{h.CLOCK}|2|{sender}|汉字", *[
            line.answer(pad, lambda t: t.rjust(14) if pads else t, small) for line in answers]]))
        codes = codes or ["0000"] * len(answers)
        fine = sum(code == "0000" for code in codes)
        put("result", f"{answered}_res", "".join(f"{row}\n" for row in [
            f"{len(codes)}|{fine}.00|JGWJ|{place}|{h.CLOCK}|2|{h.PLATFORM}|汉字|{answered}|0000",
            *[f"{i + 2}|{code}|" for i, code in enumerate(codes)]]).encode("gb18030"))
    submitted = {"0000": h.PENDING, "3209": h.unknown("3209"), "3201": h.failed("3201")}
    whole = {"9001": h.failed("9001"), "9999": h.unknown("9999")}
    h.write(OUT, name, files, {
        "meaning": meaning, "dialect": "file-drop", "department": department, "jurisdiction": place,
        "options": {"digest": digest, "platformCode": h.PLATFORM, "settleSeconds": 1, "takenMinutes": 10, "pollSeconds": 1, "handling": "offered"},
        "switches": [], "before": None, "decision": None, **more, "requestFile": f"{asked}.txt",
        "takenFile": f"{asked}_res.txt", "answerFile": f"{answered}.txt" if answers else None,
        "resultFile": f"{answered}_res.txt" if answers else None, "batch": batch,
        "lines": [{"request": line.asked, "code": line.taken if batch == "0000" else None,
                   "submitted": whole.get(batch) or submitted.get(line.taken) or h.failed(line.taken, True), "told": line.told} for line in lines],
        "answers": [{"businessKey": line.asked["businessKey"], "code": code, "told": line.told} for line, code in zip(answers, codes or [])],
    })


account = next(a for a in h.SAVER["accounts"] if a["state"] == "active")
amount = h.yuan(account["balanceFen"])
reviewed = h.done(amount=amount, accountNumber=account["number"])
mistyped = {"holder": {"number": "109907196904150014", "name": "买买提·云舒"}}
scenario("several-lines", "four applications: one done, one with a wrong check digit, one of an unknown business, one refused", "450900", [
    Line("303", h.step("review-transfer-account", "450900", h.SAVER, [("AGENT", h.CLOSED), ("EMPLOYER", h.COMPANY)]), "Y", account["number"], amount, told=reviewed),
    Line("313", h.step("hold-withdrawal", "450900", mistyped, form={}), taken="3102"),
    Line("399", h.step("repay-loan-early", "450900", h.SAVER, form={}), taken="3104"),
    Line("313", h.step("hold-withdrawal", "450900", h.CLOSED, form={}), "N", refusal=("R3", h.REASON), told=h.refused("R3"), count=2),
], switches=h.refuse("hold-withdrawal", "R3"))
scenario("account-mark", "begins with the GB18030 mark; SM3; a name whose second byte is that of the separator", "640000", [
    Line("311", h.step("confirm-account", "640000", h.SHEN, form={}), "Y", "02", "80.00", told=h.done(accountState="02", balance="80.00"))])
scenario("book-stranger", "done for somebody who is on file nowhere: a flag", "360000", [
    Line("305", h.step("book-transfer", "360000", h.STRANGER), "Y", "Y", told=h.done(matches="true"))])
held = h.step("review-transfer-account", "360000", h.SAVER)
scenario("review-in-work", "registered, and in work after the run", "360000", [Line("303", held, "P", told=h.PENDING)],
         switches=h.pend("review-transfer-account"))
undo = {**h.step("undo-review-transfer-account", "360000", h.SAVER, form={}), "collaborationNumber": held["collaborationNumber"]}
scenario("review-taken-back", "a cancellation, operation D: done; the application is answered with C", "360000",
         [Line("303", undo, "Y", operation="D", told=h.done(), count=2)],
         extra=[Line("303", held, "C", told=h.refused("C", "已撤销"))], number="0002", before="review-in-work", switches=h.pend("review-transfer-account"))
scenario("nothing-to-undo", "a cancellation of nothing: refused", "360000", [
    Line("313", h.step("undo-hold-withdrawal", "360000", h.SAVER, form={}), "N", operation="D", refusal=("R4", "无可撤销业务"), told=h.refused("R4", "无可撤销业务"))])
scenario("company-done", "a company; no outputs", "360000", [
    Line("332", h.step("change-employer-details", "360000", h.COMPANY, form={}), "Y", told=h.done())])
scenario("unknown-person", "nobody of that number here: refused, with number and name as asked", "360000", [
    Line("313", h.step("hold-withdrawal", "360000", h.STRANGER, form={}), "N", refusal=("R1", "人员信息不符"), told=h.refused("R1", "人员信息不符"))])
scenario("freeze-padded", "social insurance; padded, mark, CR LF; | in the name of a party", "460000", [
    Line("502", h.step("freeze-pension-account", "460000", h.RETIRED, [("PARENT", {"holder": {**h.PARENT["holder"], "name": "甲|乙\\丙"}})]), "Y", "03",
         told=h.done(accountState="03"))])
scenario("card", "social insurance; SM3", "650000", [
    Line("521", h.step("issue-social-security-card", "650000", h.INSURED), "Y", h.INSURED["card"]["number"], told=h.done(cardNumber=h.INSURED["card"]["number"])),
    Line("512", h.step("confirm-benefit-eligibility", "650000", h.RETIRED, form={}), "Y", "20271122", told=h.done(validThrough="20271122"), count=2)])
scenario("busy", "nothing was registered", "360000", [Line("314", h.step("pay-withdrawal", "360000", h.SAVER, form={}), taken="3201")], switches=h.busy("pay-withdrawal"))
scenario("maybe-registered", "3209: it may have been registered; the answer comes by itself later", "360000", [
    Line("302", h.step("confirm-transfer-letter", "360000", h.SAVER, form={}), "Y", taken="3209", told=h.done())], switches=h.fail("confirm-transfer-letter", "3209", True))
scenario("maintenance", "the batch is refused whole", "360000", [Line("314", h.step("pay-withdrawal", "360000", h.SAVER, form={}))], batch="9001",
         twist="maintenance")
unheard = h.step("pay-withdrawal", "360000", h.SAVER)
other = Line("302", {**h.step("confirm-transfer-letter", "360000", h.SAVER, form={}), "parties": [{"role": "APPLICANT", **h.CLOSED["holder"]}]}, "Y", count=2)
asked = {**other.asked, "parties": [{"role": "APPLICANT", **{k: h.SAVER["holder"][k] for k in ("number", "name")}}]}
scenario("failing-answers", "made by hand: an answer about another person (2007), one to an unknown key (2008), a good one", "360000",
         [Line("302", asked), Line("332", h.step("change-employer-details", "360000", h.COMPANY, form={}), "Y", told=h.done())],
         extra=[other, Line("314", unheard, "Y", "36000020261122000009", count=3)], codes=["0000", "2007", "2008"], twist="by-hand")
