"""What a centre of the dialects exchange-table and file-drop says of one person, from their interface specifications alone.

Used by exchange-table.py and file-drop.py; shares no line with the sandbox or the adapters.
"""
import datetime
import json
import pathlib
from decimal import Decimal

HERE = pathlib.Path(__file__).parent
UTC = datetime.timezone.utc
BEIJING = datetime.timezone(datetime.timedelta(hours=8))
NOW = datetime.datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
DATA_TIME = datetime.datetime(2026, 11, 21, 18, 5, tzinfo=UTC)
PLATFORM = "100000001"


def load(name):
    return {f["holder"]["number"]: f for f in json.loads((HERE / name).read_text("utf-8"))}


FUND, INSURED = load("housing-fund-files.json"), load("social-insurance-files.json")
MAN, WOMAN, GUEST, SHEN = "109907196904150013", "10991119881230009X", "109923199606060021", "10993519920817001X"
STRANGER = "109933200109090025"
LIN, LIU, MAI = "10990119900307002X", "109903195506121014", "109905198809202045"

FUND_TYPES = ["GRZH", "DKXX", "HKJH", "JCMX", "TQMX"]
INSURANCE_TYPES = ["CBXX", "JFMX", "YLZH", "DYXX", "SBKX", "ZGRZ"]

# Word of the files: (code on the wire, word of the domain).
ACCOUNT = {
    "active": ("01", "ACTIVE"), "sealed": ("02", "SEALED"), "merged": ("03", "CLOSED_MERGED"),
    "transferred": ("04", "CLOSED_TRANSFERRED"), "withdrawn": ("05", "CLOSED_WITHDRAWN"), "frozen": ("06", "FROZEN"),
}
LOAN = {"repaying": ("01", "REPAYING"), "overdue": ("02", "OVERDUE"), "settled": ("03", "SETTLED")}
DEPOSIT = {
    "regular": ("01", "REGULAR"), "back-payment": ("02", "BACK_PAYMENT"), "transfer-in": ("08", "TRANSFER_IN"),
    "interest": ("09", "INTEREST"), "other": ("99", "OTHER"),
}
GROUND = {"01": "PURCHASE", "05": "EMIGRATION", "06": "LOAN_REPAYMENT", "07": "RENT"}
SCHEME = {
    "110": "EMPLOYEE_PENSION", "120": "CIVIL_SERVICE_PENSION", "170": "RESIDENT_PENSION", "210": "UNEMPLOYMENT",
    "310": "EMPLOYEE_MEDICAL", "390": "RESIDENT_MEDICAL", "410": "WORK_INJURY", "510": "MATERNITY",
}
ENROLLMENT = {"active": ("1", "ACTIVE"), "suspended": ("2", "SUSPENDED"), "terminated": ("3", "TERMINATED")}
BENEFIT = {
    "old-age": ("1", "OLD_AGE_PENSION"), "unemployment": ("2", "UNEMPLOYMENT_BENEFIT"),
    "work-injury": ("3", "WORK_INJURY_BENEFIT"), "survivor": ("4", "SURVIVOR_BENEFIT"),
    "maternity": ("5", "MATERNITY_ALLOWANCE"),
}
PAYMENT = {"in-payment": ("1", "IN_PAYMENT"), "suspended": ("2", "SUSPENDED"), "ended": ("3", "ENDED")}
CARD = {
    "active": ("1", "ACTIVE"), "not-activated": ("2", "NOT_ACTIVATED"),
    "reported-lost": ("3", "REPORTED_LOST"), "cancelled": ("4", "CANCELLED"),
}
CHECK = {"passed": ("1", "PASSED"), "due": ("2", "DUE"), "overdue": ("3", "OVERDUE")}


class Centre:
    """What is peculiar to one centre; the sandbox must come to the same by its own rules."""

    def __init__(self, code, name, pads=False, lower_x=False):
        self.code, self.name, self.pads, self.lower_x = code, name, pads, lower_x

    def column(self, text, width):
        return text.ljust(width) if self.pads else text

    def amount(self, fen):
        text = yuan(fen)
        return text.rjust(14) if self.pads else text

    def number(self, number):
        return number.lower() if self.lower_x else number


def yuan(fen):
    return f"{Decimal(fen) / 100:.2f}"


def digits(text):
    return "" if text is None else text.replace("-", "")


def beijing(instant):
    return instant.astimezone(BEIJING).strftime("%Y%m%d%H%M%S")


def iso(instant):
    return instant.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def bookings(account):
    """(kind, month, fen, day, ground) with a serial, the newest first."""
    lines = []
    if account["closedOn"] and account["transferredOutFen"] != "0":
        kind = "06" if account["state"] == "merged" else "07"
        lines.append((kind, None, -int(account["transferredOutFen"]), account["closedOn"], None))
    for index, w in enumerate(account["withdrawals"]):
        kind = "12" if account["state"] == "withdrawn" and index == 0 else "11"
        lines.append((kind, None, -int(w["amountFen"]), w["withdrawnOn"], w["ground"]))
    for d in account["deposits"]:
        lines.append((DEPOSIT[d["kind"]][0], d["month"], int(d["amountFen"]), d["recordedOn"], None))
    lines.sort(key=lambda line: line[3], reverse=True)
    count = len(lines)
    return [(f"{account['number']}{line[0]}{count - i:06d}", account["number"], *line) for i, line in enumerate(lines)]


def all_bookings(file):
    return sorted((b for a in file["accounts"] for b in bookings(a)), key=lambda b: b[5], reverse=True)


def records(kind, file, centre):
    """The records of one type as lists of (key, text), in the order of the table dialect's specification."""
    amount, column = centre.amount, centre.column
    if kind == "GRZH":
        return [[("GRZH", column(a["number"], 20)), ("GRZHZT", ACCOUNT[a["state"]][0]), ("GRZHYE", amount(a["balanceFen"])),
                 ("GRJCJS", amount(a["baseFen"])), ("GRJCBL", yuan(a["personalRatioBp"])),
                 ("DWJCBL", yuan(a["employerRatioBp"])), ("YJCE", amount(a["monthlyFen"])),
                 ("GRJZNY", digits(a["paidThrough"])), ("KHRQ", digits(a["openedOn"])), ("XHRQ", digits(a["closedOn"])),
                 ("DWZH", a["employer"]["number"]), ("DWMC", column(a["employer"]["name"], 120))] for a in file["accounts"]]
    if kind in ("DKXX", "HKJH"):
        loans, plan = [], []
        for l in file["loans"]:
            rows = [[("QC", str(i["number"])), ("YHRQ", digits(i["dueOn"])), ("YHBJ", amount(i["principalFen"])),
                     ("YHLX", amount(i["interestFen"]))] for i in l["schedule"]]
            contract = column(l["contractNumber"], 20)
            plan += [[("JKHTBH", contract), *row] for row in rows]
            loans.append([("JKHTBH", contract), ("DKZT", LOAN[l["state"]][0]), ("DKFFE", amount(l["principalFen"])),
                          ("DKYE", amount(l["outstandingFen"])), ("DKLL", f"{Decimal(l['annualRateBp']) / 100:.4f}"),
                          ("DKFFRQ", digits(l["startedOn"])), ("DKQS", str(l["termMonths"])), ("YQJE", amount(l["overdueFen"])),
                          ("YQQS", str(l["overdueInstallments"])), ("HKJH", rows)])
        return loans if kind == "DKXX" else plan
    if kind == "JCMX":
        return [[("YWLSH", serial), ("GRZH", column(account, 20)), ("YWLX", k), ("HJYF", digits(month)), ("FSE", amount(fen)),
                 ("JZRQ", digits(day))] for serial, account, k, month, fen, day, _ in all_bookings(file)]
    if kind == "TQMX":
        return [[("YWLSH", serial), ("GRZH", column(account, 20)), ("TQYY", ground), ("TQE", amount(-fen)),
                 ("TQRQ", digits(day))] for serial, account, _, _, fen, day, ground in all_bookings(file) if ground]
    if kind == "CBXX":
        return [[("aae140", e["scheme"]), ("aac031", ENROLLMENT[e["state"]][0]),
                 ("aab001", e["employer"]["number"] if e["employer"] else ""),
                 ("aab004", column(e["employer"]["name"] if e["employer"] else "", 50)), ("aab050", digits(e["enrolledOn"])),
                 ("yac201", str(e["contributionMonths"]))] for e in file["enrollments"]]
    if kind == "JFMX":
        return [[("aae003", digits(c["month"])), ("aae140", c["scheme"]), ("aae180", amount(c["baseFen"])),
                 ("yac183", amount(c["personalFen"])), ("yab183", amount(c["employerFen"]))] for c in file["contributions"]]
    if kind == "YLZH":
        p = file["pensionAccount"]
        return [[("yac301", amount(p["balanceFen"])), ("yac302", amount(p["creditedThisYearFen"])),
                 ("yac303", str(p["contributionMonths"])), ("yac304", digits(p["openedIn"]))]] if p else []
    if kind == "DYXX":
        return [[("yae401", BENEFIT[b["kind"]][0]), ("yae402", PAYMENT[b["state"]][0]), ("yae403", amount(b["monthlyFen"])),
                 ("aae041", digits(b["startedIn"])), ("yae404", digits(b["lastPaidIn"]))] for b in file["benefits"]]
    if kind == "SBKX":
        c = file["card"]
        return [[("aaz500", c["number"]), ("yaz501", digits(c["issuedOn"])), ("yaz502", column(c["bank"], 50)),
                 ("yaz503", CARD[c["state"]][0])]] if c else []
    e = file["eligibilityCheck"]
    return [[("yae501", CHECK[e["state"]][0]), ("yae502", digits(e["lastCheckedOn"])), ("yae503", digits(e["dueOn"]))]] if e else []


def expected(kind, file):
    """The same in words of the domain: fen as text, days and months with hyphens, None for what is missing."""
    if kind == "GRZH":
        return [{"accountNumber": a["number"], "state": ACCOUNT[a["state"]][1], "balanceFen": a["balanceFen"],
                 "depositBaseFen": a["baseFen"], "personalRatioBp": a["personalRatioBp"],
                 "employerRatioBp": a["employerRatioBp"], "monthlyDepositFen": a["monthlyFen"],
                 "paidThrough": a["paidThrough"], "openedOn": a["openedOn"], "closedOn": a["closedOn"],
                 "depositingEmployer": a["employer"]} for a in file["accounts"]]
    if kind == "DKXX":
        return [{"contractNumber": l["contractNumber"], "state": LOAN[l["state"]][1], "principalFen": l["principalFen"],
                 "outstandingFen": l["outstandingFen"], "annualRateBp": l["annualRateBp"], "startedOn": l["startedOn"],
                 "termMonths": l["termMonths"], "overdueFen": l["overdueFen"],
                 "overdueInstallments": l["overdueInstallments"]} for l in file["loans"]]
    if kind == "HKJH":
        return [{"contractNumber": l["contractNumber"], **i} for l in file["loans"] for i in l["schedule"]]
    if kind == "JCMX":
        words = dict(DEPOSIT.values())
        return [{"accountNumber": account, "month": month, "kind": words[k], "amountFen": str(fen), "recordedOn": day}
                for _, account, k, month, fen, day, _ in all_bookings(file) if fen > 0]
    if kind == "TQMX":
        return [{"ground": GROUND[ground], "amountFen": str(-fen), "withdrawnOn": day, "accountNumber": account}
                for _, account, _, _, fen, day, ground in all_bookings(file) if ground]
    if kind == "CBXX":
        return [{"scheme": SCHEME[e["scheme"]], "state": ENROLLMENT[e["state"]][1],
                 "employerName": e["employer"]["name"] if e["employer"] else None, "enrolledOn": e["enrolledOn"],
                 "contributionMonths": e["contributionMonths"]} for e in file["enrollments"]]
    if kind == "JFMX":
        return [{"month": c["month"], "scheme": SCHEME[c["scheme"]], "contributionBaseFen": c["baseFen"],
                 "personalFen": c["personalFen"], "employerFen": c["employerFen"]} for c in file["contributions"]]
    if kind == "YLZH":
        return [file["pensionAccount"]] if file["pensionAccount"] else []
    if kind == "DYXX":
        return [{"kind": BENEFIT[b["kind"]][1], "state": PAYMENT[b["state"]][1], "monthlyFen": b["monthlyFen"],
                 "startedIn": b["startedIn"], "lastPaidIn": b["lastPaidIn"]} for b in file["benefits"]]
    if kind == "SBKX":
        c = file["card"]
        return [{"number": c["number"], "issuedOn": c["issuedOn"], "bank": c["bank"], "state": CARD[c["state"]][1]}] if c else []
    e = file["eligibilityCheck"]
    return [{"state": CHECK[e["state"]][1], "lastCheckedOn": e["lastCheckedOn"], "dueOn": e["dueOn"]}] if e else []


def write(folder, name, content, meta):
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.bin").write_bytes(content)
    (folder / f"{name}.json").write_text(json.dumps({**meta, "bytes": f"{name}.bin"}, ensure_ascii=False, indent=2) + "\n", "utf-8")
