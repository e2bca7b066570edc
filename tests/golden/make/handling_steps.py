"""Steps of cases (办理) in the words of domain/cases, for the makers of golden bytes of single dialects.

Used by handling-exchange-table.py, handling-file-drop.py and handling-settlement-node.py; shares no line with the sandbox or
the adapters.
"""
import datetime
import json
import pathlib

HERE = pathlib.Path(__file__).parent
BEIJING = datetime.timezone(datetime.timedelta(hours=8))
NOW = datetime.datetime(2026, 11, 22, 2, 30, tzinfo=datetime.timezone.utc)
CLOCK = NOW.astimezone(BEIJING).strftime("%Y%m%d%H%M%S")
PLATFORM = "100000001"
REMARK = "甲|乙 & \"丙\" <丁> '戊' 𬭩\\"
REASON = "甲|乙 & \"丙\" <丁>,柳𬭩有未结清业务"


def holder(department, number):
    files = json.loads((HERE / f"{department}-files.json").read_text("utf-8"))
    return next(f for f in files if f["holder"]["number"] == number)


SAVER, CLOSED, SHEN = (holder("housing-fund", n) for n in ("109907196904150013", "10991119881230009X", "10993519920817001X"))
INSURED, RETIRED = (holder("social-insurance", n) for n in ("10990119900307002X", "109903195506121014"))
COMPANY = {"holder": {"number": "91109911MA9002KX7Y", "name": "启航R&D<试验>有限公司"}}
PARENT = {"holder": {"number": "109901199003070011", "name": "A&B·\"丙\""}}
STRANGER = {"holder": {"number": "109933200109090025", "name": "某玕"}}
COUNT = [0]


def step(action, jurisdiction, applicant, others=(), form=None):
    """`others`: (role, file) each."""
    COUNT[0] += 1
    parties = [{"role": role, **file["holder"]} for role, file in [("APPLICANT", applicant), *others]]
    return {
        "businessKey": f"TB20261122{COUNT[0]:06d}S2", "collaborationNumber": f"TB20261122{COUNT[0]:06d}", "action": action,
        "item": "golden-item", "acceptingDivision": "430700", "owningDivision": jurisdiction,
        "parties": [{key: party[key] for key in ("role", "number", "name")} for party in parties],
        "form": {"remark": REMARK, "Zeta": "1200.00", "letterNumber": "430700261122000009"} if form is None else form,
    }


def fields(asked):
    return sorted(asked["form"].items())


def is_company(party):
    return party["number"].startswith("9")


def yuan(fen):
    return f"{int(fen) // 100}.{int(fen) % 100:02d}"


def serial(jurisdiction, count=1):
    return f"{jurisdiction}{CLOCK[:8]}{count:06d}"


def done(**outputs):
    return {"outcome": "DONE", "outputs": outputs}


PENDING = {"outcome": "PENDING"}


def refused(code, reason=REASON):
    return {"outcome": "REFUSED", "code": code, "reason": reason}


def failed(code, lasting=False):
    return {"outcome": "FAILED", "code": code, **({"isLasting": True} if lasting else {})}


def unknown(code):
    return {"outcome": "UNKNOWN", "code": code}


def refuse(action, code):
    return [{"action": action, "kind": "refuse", "code": code, "reason": REASON, "times": None}]


def pend(action):
    return [{"action": action, "kind": "pend", "times": None}]


def busy(action):
    return [{"action": action, "kind": "busy", "times": None}]


def fail(action, code, is_done):
    return [{"action": action, "kind": "fail", "code": code, "isDone": is_done, "times": None}]


def folder(name):
    """The emptied folder of one dialect."""
    out = HERE.parent / "handling" / name
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("*"):
        old.unlink()
    return out


def write(out, name, files, meta):
    """`files`: ending to bytes."""
    for ending, content in files.items():
        (out / f"{name}.{ending}.bin").write_bytes(content)
    text = json.dumps({**meta, "instant": "2026-11-22T02:30:00.000Z", "files": sorted(files)}, ensure_ascii=False, indent=2)
    (out / f"{name}.json").write_text(text + "\n", "utf-8")
