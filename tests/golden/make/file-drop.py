"""Writes the golden bytes of the dialect file-drop, from docs/dialects/file-drop.md alone.

A second implementation: it shares no line with the sandbox or the adapters. Run it from anywhere; it needs Python 3 only.
NAME.data.bin is a data file of the centre, NAME.digest.bin its digest file, NAME.result.bin the result file that the platform
writes for it in the reference form (texts blank) and NAME.result-digest.bin that one's digest file. NAME.request.bin is a request file of
the platform, NAME.answer.bin the centre's result file for it. The JSON beside NAME.data or NAME.request tells what they mean.
"""
import hashlib
import json

import exchange_records as x

OUT = x.HERE.parent / "file-drop"
TODAY = "20261122"
RESULT_TIME = "20261122104000"

COLUMNS = {
    "GRZH": ["GRZH", "GRZHZT", "GRZHYE", "GRJCJS", "GRJCBL", "DWJCBL", "YJCE", "GRJZNY", "KHRQ", "XHRQ", "DWZH", "DWMC"],
    "DKXX": ["JKHTBH", "DKZT", "DKFFE", "DKYE", "DKLL", "DKQS", "YQJE", "YQQS", "DKFFRQ"],
    "HKJH": ["JKHTBH", "QC", "YHBJ", "YHLX", "YHRQ"],
    "JCMX": ["YWLSH", "GRZH", "YWLX", "HJYF", "FSE", "JZRQ"],
    "TQMX": ["YWLSH", "GRZH", "TQYY", "TQE", "TQRQ"],
    "CBXX": ["aae140", "aac031", "aab001", "aab004", "yac201", "aab050"],
    "JFMX": ["aae003", "aae140", "aae180", "yac183", "yab183"],
    "YLZH": ["yac301", "yac302", "yac303", "yac304"],
    "DYXX": ["yae401", "yae402", "yae403", "aae041", "yae404"],
    "SBKX": ["aaz500", "yaz503", "yaz502", "yaz501"],
    "ZGRZ": ["yae501", "yae502", "yae503"],
}
NEWER = {"XHRQ", "DWZH", "DWMC", "DKFFRQ", "YHRQ", "TQRQ", "aab050", "yac304", "yae404", "yaz501", "yae503"}
SUM = {"GRZH": "GRZHYE", "DKXX": "DKYE", "HKJH": "YHBJ", "JCMX": "FSE", "TQMX": "TQE", "JFMX": "yac183", "YLZH": "yac301",
       "DYXX": "yae403"}
UNKNOWN = {"GRZH": ("GRZHZT", "77")}


class Centre(x.Centre):
    """How the editor and the transfer program of one centre leave files; the sandbox must come to the same by its own rules."""

    def __init__(self, code, name, mark=False, crlf=False, backwards=False, last_end=True, **more):
        super().__init__(code, name, **more)
        self.mark, self.end, self.backwards, self.last_end = mark, "\r\n" if crlf else "\n", backwards, last_end


YULIN = Centre("450900", "玉林市住房公积金管理中心(模拟)", pads=True, lower_x=True, crlf=True, last_end=False)
NINGXIA = Centre("640000", "宁夏回族自治区直单位住房公积金管理中心(模拟)", pads=True, mark=True, crlf=True, last_end=False)
JIANGXI = Centre("360000", "江西省直单位住房公积金管理中心(模拟)", lower_x=True, backwards=True)
XINJIANG = Centre("650000", "新疆维吾尔自治区社会保险经办机构(模拟)", backwards=True)
HAINAN = Centre("460000", "海南省社会保险经办机构(模拟)", pads=True, mark=True, crlf=True, last_end=False)


def escape(text):
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n").replace("\r", "\\r")


def files_of(kind):
    return x.FUND if kind in x.FUND_TYPES else x.INSURED


def lines_of(kind, number, centre, older=False):
    file = files_of(kind).get(number)
    columns = [c for c in COLUMNS[kind] if not (older and c in NEWER)]
    shown, time = centre.number(number), x.beijing(x.DATA_TIME)
    name = centre.column(file["holder"]["name"] if file else "", 60)
    rows = x.records(kind, file, centre) if file else []
    start = [shown, name, "U" if file else "D", time]
    if not rows:
        return ["|".join(escape(c) for c in start + ["0", "0"] + [""] * len(columns))]
    lines = []
    for index, row in enumerate(rows):
        values = dict(row)
        if older and kind in UNKNOWN:
            values[UNKNOWN[kind][0]] = UNKNOWN[kind][1]
        lines.append("|".join(escape(c) for c in start + [str(len(rows)), str(index + 1)] + [values[c] for c in columns]))
    return lines[::-1] if centre.backwards else lines


def cents(text):
    text = text.strip()
    whole, dot, rest = text.lstrip("-").partition(".")
    if not (dot and whole.isdigit() and rest.isdigit() and len(rest) == 2):
        return 0
    return (-1 if text.startswith("-") else 1) * int(whole + rest)


def split(line):
    """Columns of a line, unescaped."""
    cells, cell, chars = [], "", iter(line)
    for c in chars:
        if c == "|":
            cells.append(cell)
            cell = ""
        elif c == "\\":
            follows = next(chars, "")
            cell += {"\\": "\\", "|": "|", "n": "\n", "r": "\r"}.get(follows, "?")
        else:
            cell += c
    return cells + [cell]


def sum_of(kind, lines):
    if kind not in SUM:
        return 0
    index = 6 + COLUMNS[kind].index(SUM[kind])
    return sum(cents(cells[index]) for cells in map(split, lines) if len(cells) > index)


def file_bytes(kind, lines, centre, older=False, count=None, total=None, charset="gb18030"):
    told = len(lines) if count is None else count
    amount = sum_of(kind, lines) if total is None else total
    head = [str(told), x.yuan(amount), kind, centre.code, x.beijing(x.NOW), "1" if older else "2",
            escape(centre.column(centre.name, 100)), "汉字"]
    text = centre.end.join(["|".join(head), *lines]) + (centre.end if centre.last_end else "")
    return (b"\x84\x31\x95\x33" if centre.mark else b"") + text.encode(charset)


def digest_bytes(content, name, algorithm):
    return f"{hashlib.new(algorithm.lower(), content).hexdigest()}  {name}.txt\n".encode("ascii")


def result_bytes(name, place, sender, batch, codes, texts=None, time=RESULT_TIME):
    good = sum(code == "0000" for _, code in codes)
    lines = [f"{len(codes)}|{good}.00|JGWJ|{place}|{time}|2|{sender}|汉字|{name}|{batch}"]
    lines += [f"{line}|{code}|{(texts or {}).get(code, '')}" for line, code in codes]
    return "".join(line + "\n" for line in lines).encode("gb18030")


def told(kind, number):
    file = files_of(kind).get(number)
    if file is None:
        return {"number": number, "operation": "D"}
    return {"number": number, "name": file["holder"]["name"], "rows": x.expected(kind, file)}


def missing_newer(person):
    return {**person, "rows": [{**row, "state": "UNKNOWN", "closedOn": None, "depositingEmployer": None}
                               for row in person["rows"]]}


def put(name, meaning, kind, centre, algorithm, content, batch, codes, persons, twist, asked, digest=None, number="0001"):
    file = f"{kind.lower()}_{centre.code}_{TODAY}_{number}"
    result = result_bytes(file, centre.code, x.PLATFORM, batch, codes)
    (OUT / f"{name}.digest.bin").write_bytes(digest or digest_bytes(content, file, algorithm))
    (OUT / f"{name}.result.bin").write_bytes(result)
    (OUT / f"{name}.result-digest.bin").write_bytes(digest_bytes(result, f"{file}_res", algorithm))
    x.write(OUT, f"{name}.data", content, {
        "kind": "data", "dialect": "file-drop", "meaning": meaning,
        "department": "housing-fund" if kind in x.FUND_TYPES else "social-insurance", "jurisdiction": centre.code,
        "options": options(algorithm), "instant": x.iso(x.NOW), "dataTime": x.iso(x.DATA_TIME), "type": kind, "persons": asked,
        "twist": twist, "file": f"{file}.txt", "digestFile": f"{file}.{algorithm.lower()}", "markerFile": f"{file}.ok",
        "result": {"file": f"{file}_res.txt", "digestFile": f"{file}_res.{algorithm.lower()}", "instant": "2026-11-22T02:40:00.000Z"},
        "expected": {"batch": batch, "lines": [{"line": line, "code": code} for line, code in codes],
                     "asOf": x.iso(x.DATA_TIME), "persons": persons},
    })


def options(algorithm):
    return {"digest": algorithm, "platformCode": x.PLATFORM, "settleSeconds": 1, "takenMinutes": 10, "pollSeconds": 1}


GOOD = [
    ("accounts", "several accounts a person, one person unknown; padded, CR LF, nothing after the last line, | and backslash in names",
     "GRZH", [x.MAN, x.WOMAN, x.SHEN, x.STRANGER], YULIN, "MD5"),
    ("accounts-mark", "begins with the GB18030 mark; SM3; a name of the private use area", "GRZH", [x.GUEST, x.SHEN], NINGXIA, "SM3"),
    ("accounts-backwards", "LF, running numbers backwards", "GRZH", [x.SHEN, x.MAN], JIANGXI, "MD5"),
    ("loans", "an overdue loan, a settled one, a young one; somebody without any", "DKXX", [x.MAN, x.WOMAN, x.GUEST], YULIN, "SM3"),
    ("schedule", "instalments still due, of two persons", "HKJH", [x.MAN, x.WOMAN], JIANGXI, "MD5"),
    ("deposits", "bookings that add and that reduce: the sum has both", "JCMX", [x.MAN, x.WOMAN, x.GUEST, x.SHEN], JIANGXI, "SM3"),
    ("withdrawals", "withdrawals of three persons, one of them without any", "TQMX", [x.MAN, x.GUEST, x.SHEN], YULIN, "MD5"),
    ("enrollments", "no sum column; four-byte characters; the mark", "CBXX", [x.LIN, x.LIU, x.MAI, x.STRANGER], HAINAN, "MD5"),
    ("contributions", "months of one person backwards, another one without any", "JFMX", [x.LIN, x.MAI], XINJIANG, "SM3"),
    ("pension-accounts", "one person has none", "YLZH", [x.LIN, x.LIU, x.MAI], XINJIANG, "MD5"),
    ("benefits", "a month that is missing", "DYXX", [x.LIU, x.LIN], HAINAN, "SM3"),
    ("cards", "a bank with a four-byte character", "SBKX", [x.LIN, x.LIU], XINJIANG, "MD5"),
    ("eligibility-checks", "never checked; and nobody asks for the check", "ZGRZ", [x.LIU, x.LIN], HAINAN, "MD5"),
]


def main():
    OUT.mkdir(exist_ok=True)
    for old in OUT.glob("*"):
        old.unlink()
    for name, meaning, kind, numbers, centre, algorithm in GOOD:
        lines = [line for number in numbers for line in lines_of(kind, number, centre)]
        put(name, meaning, kind, centre, algorithm, file_bytes(kind, lines, centre), "0000", all_good(lines),
            [told(kind, number) for number in numbers], "none", numbers)
    lines = [line for number in (x.MAN, x.GUEST) for line in lines_of("GRZH", number, YULIN, older=True)]
    put("accounts-older-release", "a centre of release 1: columns 16 to 18 are missing; a state that no table has", "GRZH", YULIN,
        "MD5", file_bytes("GRZH", lines, YULIN, older=True), "0000", all_good(lines),
        [missing_newer(told("GRZH", number)) for number in (x.MAN, x.GUEST)], "stale-schema", [x.MAN, x.GUEST])
    failing_lines()
    refused_whole()
    requests()


def all_good(lines):
    return [(index + 2, "0000") for index in range(len(lines))]


def failing_lines():
    man, shen = lines_of("GRZH", x.MAN, JIANGXI), lines_of("GRZH", x.SHEN, JIANGXI)
    woman, guest = lines_of("GRZH", x.WOMAN, JIANGXI), lines_of("GRZH", x.GUEST, JIANGXI)
    nobody = lines_of("GRZH", x.STRANGER, JIANGXI)
    lines = [
        *woman,                                                    # 2 good
        man[0].replace("8030.25", "8030,25"),                      # 3 an amount with a comma
        man[1],                                                    # 4 the same person's other line
        nobody[0].replace(x.STRANGER, x.STRANGER[:-1] + "6"),      # 5 wrong check digit
        "|".join(guest[0].split("|")[:9]),                         # 6 columns missing
        shen[0].replace("|U|", "|X|"),                             # 7 operation unknown
        shen[1],                                                   # 8 the same person's other line
        lines_of("GRZH", x.STRANGER, JIANGXI)[0],                  # 9 good
        guest[0].replace("九曲", "九\\曲"),                          # 10 an escape that is none
    ]
    codes = ["0000", "2003", "2006", "2002", "2001", "2004", "2006", "0000", "2001"]
    put("failing-lines", "lines of all kinds that fail, others count", "GRZH", JIANGXI, "MD5", file_bytes("GRZH", lines, JIANGXI),
        "0000", list(zip(range(2, 11), codes)), [told("GRZH", x.WOMAN), told("GRZH", x.STRANGER)], "by-hand",
        [x.WOMAN, x.MAN, x.STRANGER, x.GUEST, x.SHEN])
    lines = [
        guest[0].replace("20261122020500", "20271122020500"),      # 2 a data time of next year
        woman[0].replace("|1|1|", "|2|1|"),                        # 3 its second line is missing
        man[0].replace("|2|2|", "|2|1|"), man[1],                  # 4, 5 the same running number twice
        shen[0], shen[1].replace("林珅玕", "林珅"),                  # 6, 7 two names
        nobody[0].replace("|0|0|", "|1|1|"),                       # 8 D with a line
    ]
    codes = ["2005", "2006", "2006", "2006", "2006", "2006", "2006"]
    put("failing-groups", "persons whose lines do not belong together", "GRZH", JIANGXI, "SM3", file_bytes("GRZH", lines, JIANGXI),
        "0000", list(zip(range(2, 9), codes)), [], "by-hand", [x.GUEST, x.WOMAN, x.MAN, x.SHEN, x.STRANGER])


def refused_whole():
    lines = [line for number in (x.MAN, x.GUEST) for line in lines_of("GRZH", number, JIANGXI)]
    good, file = file_bytes("GRZH", lines, JIANGXI), f"grzh_360000_{TODAY}_0001"
    for name, meaning, content, digest, batch in [
        ("refused-half", "half the file under the digest of the whole", good[:len(good) // 2], digest_bytes(good, file, "MD5"), "1004"),
        ("refused-count", "the first line counts one more", file_bytes("GRZH", lines, JIANGXI, count=len(lines) + 1), None, "1002"),
        ("refused-sum", "the first line's sum is one fen short", file_bytes("GRZH", lines, JIANGXI, total=926480), None, "1003"),
        ("refused-utf8", "UTF-8", file_bytes("GRZH", lines, JIANGXI, charset="utf-8"), None, "1006"),
        ("refused-bytes", "bytes that are no text", b"\xff\x80" * 64, None, "1006"),
        ("refused-head", "a first line of three columns", "1|0.00|GRZH\n".encode() + lines[0].encode("gb18030"), None, "1006"),
        ("refused-release", "a release that nobody knows", good.replace(b"|2|\xbd\xad", b"|9|\xbd\xad", 1), None, "1005"),
        ("refused-type", "a type of the other department", good.replace(b"|GRZH|", b"|CBXX|", 1), None, "1007"),
        ("refused-place", "another place in the first line", good.replace(b"|360000|", b"|370000|", 1), None, "1001"),
    ]:
        assert name == "refused-half" or content != good, name
        put(name, meaning, "GRZH", JIANGXI, "MD5", content, batch, [], [], "by-hand", [x.MAN, x.GUEST], digest)


def requests():
    for name, centre, algorithm, cells, batch, codes in [
        ("query", YULIN, "MD5", [(x.WOMAN, "Q20261122103000000001"), (x.STRANGER, "Q20261122103000000002")], "0000", ["0000", "0000"]),
        ("query-failing", XINJIANG, "SM3", [(x.LIN, "Q20261122103000000003"), (x.LIU[:-1] + "5", "Q20261122103000000004"),
                                            (x.MAI, "short")], "0000", ["0000", "3001", "3002"]),
    ]:
        file = f"cxqq_{centre.code}_{TODAY}_4k0z81m2q7ab"
        head = f"{len(cells)}|0.00|CXQQ|{centre.code}|{x.beijing(x.NOW)}|2|{x.PLATFORM}|汉字\n"
        content = (head + "".join("|".join(cell) + "\n" for cell in cells)).encode("gb18030")
        lines = list(zip(range(2, 9), codes))
        answer = result_bytes(file, centre.code, centre.column(centre.name, 100), batch, lines,
                              {"0000": "成功", "3001": "证件号码错误", "3002": "行格式错误"})
        answer = answer.decode("gb18030").replace("\n", centre.end)
        answer = answer if centre.last_end else answer[:-len(centre.end)]
        answer = (b"\x84\x31\x95\x33" if centre.mark else b"") + answer.encode("gb18030")
        (OUT / f"{name}.digest.bin").write_bytes(digest_bytes(content, file, algorithm))
        (OUT / f"{name}.answer.bin").write_bytes(answer)
        (OUT / f"{name}.answer-digest.bin").write_bytes(digest_bytes(answer, f"{file}_res", algorithm))
        x.write(OUT, f"{name}.request", content, {
            "kind": "request", "dialect": "file-drop", "meaning": "asks for everything about some persons",
            "department": "social-insurance" if centre is XINJIANG else "housing-fund", "jurisdiction": centre.code,
            "options": options(algorithm), "instant": x.iso(x.NOW),
            "lines": [{"number": number, "serial": serial} for number, serial in cells],
            "file": f"{file}.txt", "digestFile": f"{file}.{algorithm.lower()}", "markerFile": f"{file}.ok",
            "answer": {"file": f"{file}_res.txt", "digestFile": f"{file}_res.{algorithm.lower()}", "instant": "2026-11-22T02:40:00.000Z"},
            "expected": {"batch": batch, "lines": [{"line": line, "code": code} for line, code in lines]},
        })


main()
