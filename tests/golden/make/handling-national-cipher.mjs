/**
 * Makes tests/golden/handling/national-cipher from docs/dialects/national-cipher.md, section 10; needs npm `sm-crypto-v2`.
 *
 * A second implementation of the interface specification: it shares nothing with the sandbox and the adapters but the
 * text. One-time numbers are fixed, so every byte is. Run it with: node tests/golden/make/handling-national-cipher.mjs
 *
 * In the JSON `request` is the step asked for, `expected` what it comes to; `requestPlain`, `answerPlain` are P as encrypted,
 * `…SignString` what is signed; `before` names the scenario that the same system took first.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { kdf, sm2, sm3, sm4 } from 'sm-crypto-v2';

const OUT = new URL('../handling/national-cipher/', import.meta.url);
const FILES = JSON.parse(readFileSync(new URL('social-insurance-files.json', import.meta.url), 'utf8'));
const NOW = Date.parse('2026-11-22T10:30:00+08:00');
const CLOCK = '2026-11-22 10:30:00';
const PLACE = '440000';
const N = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;

const APP_KEY = '3a1f0c5e7d9b2846f1e3d5c7b9a80716253443526170819fae0d1c2b3a495867';
const PLATFORM_KEY = '5d7c9ba8f0e1d2c3b4a5968778695a4b3c2d1e0ffeedccbbaa99887766554433';
const RANDOM = {
  request: {
    sm4Key: '00112233445566778899aabbccddeeff',
    iv: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
    encryptScalar: '1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90b',
    signScalar: '2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1d',
  },
  answer: {
    sm4Key: 'ffeeddccbbaa99887766554433221100',
    iv: 'a0b1c2d3e4f5061728394a5b6c7d8e9f',
    encryptScalar: '3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2d',
    signScalar: '4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3f',
  },
};


const bytesOf = (hex) => Uint8Array.from(Buffer.from(hex, 'hex'));
const utf8 = (text) => new TextEncoder().encode(text);
const hex64 = (number) => number.toString(16).padStart(64, '0');

// --- Ciphers ---------------------------------------------------------------------------------------------------

const G = sm2.precomputePublicKey(sm2.getPublicKeyFromPrivateKey(hex64(1n)));

function affine(point) {
  const { x, y } = point.toAffine();
  return hex64(x) + hex64(y);
}

function inverse(value) {
  // Fermat: n is prime.
  let [result, base, exponent] = [1n, value % N, N - 2n];
  for (; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % N;
    base = (base * base) % N;
  }
  return result;
}

function sign(text, privateKey, userId, scalar, format) {
  const publicKey = sm2.getPublicKeyFromPrivateKey(privateKey);
  const [d, k] = [BigInt(`0x${privateKey}`), BigInt(`0x${scalar}`)];
  const e = BigInt(`0x${sm2.getHash(utf8(text), publicKey, userId)}`);
  const r = (e + BigInt(`0x${affine(G.multiply(k)).slice(0, 64)}`)) % N;
  const s = (inverse(1n + d) * ((((k - r * d) % N) + N) % N)) % N;
  const raw = hex64(r) + hex64(s);
  if (!sm2.doVerifySignature(utf8(text), raw, publicKey, { hash: true, userId })) throw new Error('bad signature');
  return Buffer.from(format === 'RS' ? raw : der(raw), 'hex').toString('base64');
}

function der(raw) {
  const integer = (hex) => {
    const digits = hex.replace(/^(?:00)+/, '');
    const positive = Number.parseInt(digits.slice(0, 2), 16) >= 0x80 ? `00${digits}` : digits;
    return `02${(positive.length / 2).toString(16).padStart(2, '0')}${positive}`;
  };
  const body = integer(raw.slice(0, 64)) + integer(raw.slice(64));
  return `30${(body.length / 2).toString(16).padStart(2, '0')}${body}`;
}

function envelope(keyHex, privateKey, scalar, layout) {
  const publicKey = sm2.getPublicKeyFromPrivateKey(privateKey);
  const k = BigInt(`0x${scalar}`);
  const shared = affine(sm2.precomputePublicKey(publicKey).multiply(k));
  const mask = kdf(bytesOf(shared), keyHex.length / 2);
  const c1 = `04${affine(G.multiply(k))}`;
  const c2 = Buffer.from(bytesOf(keyHex).map((byte, index) => byte ^ mask[index])).toString('hex');
  const c3 = sm3(bytesOf(shared.slice(0, 64) + keyHex + shared.slice(64)));
  const opened = sm2.doDecrypt((c1 + c3 + c2).slice(2), privateKey, 1, { output: 'array' });
  if (Buffer.from(opened).toString('hex') !== keyHex) throw new Error('bad envelope');
  return layout === 'C1C3C2' ? c1 + c3 + c2 : c1 + c2 + c3;
}

function seal(text, options, receiverKey, random) {
  const shared = sm3(utf8(options.appCode + options.appSecret)).slice(0, 32);
  const key = options.keyMode === 'shared' ? shared : random.sm4Key;
  const cbc = options.sm4Mode === 'CBC';
  const cipher = sm4.encrypt(utf8(text), key, cbc ? { mode: 'cbc', iv: random.iv } : {});
  const encData = ((cbc ? random.iv : '') + cipher).toUpperCase();
  if (options.keyMode === 'shared') return { encData };
  const encKey = envelope(key, receiverKey, random.encryptScalar, options.cipherLayout).toUpperCase();
  return { encData, encKey };
}

// --- Messages --------------------------------------------------------------------------------------------------

function canonical(value) {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== 'object') return value;
  const names = Object.keys(value).filter((name) => value[name] !== null && value[name] !== '');
  return Object.fromEntries(names.sort().map((name) => [name, canonical(value[name])]));
}

function signString(fields, plain, secret) {
  const all = { ...fields, data: JSON.stringify(canonical(plain)) };
  const names = Object.keys(all).filter((name) => all[name] !== '' && all[name] !== null);
  return `${names.sort().map((name) => `${name}=${all[name]}`).join('&')}&key=${secret}`;
}


// --- Business --------------------------------------------------------------------------------------------------

const SUCCESS = { SBC301: 200, SBC302: 0, SBC303: 0 };
const ROLES = { AGENT: 'agent', SPOUSE: 'spouse', PARENT: 'parent', CHILD: 'child', NEWBORN: 'newborn', EMPLOYER: 'employer' };
const INNER = { '0000': '成功', 2002: '无此业务', 3004: '业务代码不受理', 9001: '业务系统繁忙', 9002: '业务系统处理超时', 9999: '业务系统内部错误' };
const REMARK = '甲|乙 & "丙" <丁> \'戊\' 𬭩\\';
const REASON = '甲|乙 & "丙" <丁>,柳𬭩有未结清业务';
const FORM = { remark: REMARK, Zeta: '1200.00', letterNumber: '430700261122000009' };
const [INSURED, RETIRED, NEW] = FILES;
const STRANGER = { holder: { number: '109933200109090025', name: '某玕' } };
const COMPANY = { number: '91109911MA9002KX7Y', name: '启航R&D<试验>有限公司' };
const PARENT = { number: '109901199003070011', name: 'A&B·"丙"' };

let steps = 0;
function step(action, applicant, others = [], form = FORM) {
  steps += 1;
  const count = String(steps).padStart(6, '0');
  const parties = [['APPLICANT', applicant.holder], ...others].map(([role, { number, name }]) => ({ role, number, name }));
  const [businessKey, collaborationNumber] = [`TB20261122${count}S2`, `TB20261122${count}`];
  const where = { item: 'golden-item', acceptingDivision: '430700', owningDivision: PLACE };
  return { businessKey, collaborationNumber, action, ...where, parties, form };
}

function planOf(asked, code) {
  const [applicant, ...others] = asked.parties;
  return {
    aac002: applicant.number,
    aac003: applicant.name,
    bizNo: asked.businessKey,
    caseNo: asked.collaborationNumber,
    bizCode: code,
    itemCode: asked.item,
    acceptDivision: asked.acceptingDivision,
    ownDivision: asked.owningDivision,
    parties: others.map(({ role, number, name }) => ({
      role: ROLES[role],
      idType: number.startsWith('9') ? 'credit' : 'resident',
      idNo: number,
      name,
    })),
    form: asked.form,
  };
}

function entryOf({ asked, code, state, outputs = {}, refusal = ['', ''], isCancel = false, count = 1 }) {
  const [{ number, name }] = asked.parties;
  const file = FILES.find(({ holder }) => holder.number === number);
  return {
    person: { aac001: file?.personalNumber ?? '', aac002: number.startsWith('9') ? number : number.toLowerCase(), aac003: name },
    bizNo: asked.businessKey,
    caseNo: asked.collaborationNumber,
    bizCode: code,
    isCancel,
    flowNo: `${PLACE}20261122${String(count).padStart(6, '0')}`,
    state,
    finishedAt: state === '1' ? null : CLOCK,
    refuseCode: refusal[0],
    refuseText: refusal[1],
    outputs,
  };
}

function options(choices) {
  return {
    appCode: 'tongban-440000',
    appSecret: 'golden-Secret_0123456789',
    appPrivateKey: APP_KEY,
    platformPublicKey: sm2.getPublicKeyFromPrivateKey(PLATFORM_KEY),
    sm2UserId: '1234567812345678',
    signFormat: 'DER',
    keyMode: 'shared',
    cipherLayout: 'C1C3C2',
    sm4Mode: 'ECB',
    firstPage: 0,
    outerSuccess: 'by-service',
    handling: 'offered',
    ...choices,
  };
}

// --- Scenarios -------------------------------------------------------------------------------------------------

mkdirSync(OUT, { recursive: true });
for (const old of readdirSync(OUT)) rmSync(new URL(old, OUT));

/** `said`: inner code with what follows it, or an outer failure. */
function scenario(name, meaning, { service = 'SBC301', asked, code, choices = {}, said, outer, expected, ...more }) {
  const site = options(choices);
  const serialNo = `20261122103000HANDLE${String(readdirSync(OUT).length).padStart(4, '0')}`;
  const fields = {
    appCode: site.appCode,
    version: '2.0.0',
    encType: 'SM4',
    signType: 'SM2',
    timestamp: String(NOW),
    serviceCode: service,
    serialNo,
  };
  const plan = canonical(service === 'SBC302' ? { bizNo: asked.businessKey } : planOf(asked, code));
  const requestPlain = JSON.stringify(plan);
  const requestSignString = signString(fields, plan, site.appSecret);
  const request = {
    ...fields,
    data: seal(requestPlain, site, PLATFORM_KEY, RANDOM.request),
    signData: sign(requestSignString, APP_KEY, site.sm2UserId, RANDOM.request.signScalar, site.signFormat),
  };
  const success = site.outerSuccess === 'by-service' ? SUCCESS[service] : Number(site.outerSuccess);
  const told = { ...fields, code: outer?.[0] ?? success, message: outer?.[1] ?? '成功' };
  let answer = told;
  let answerPlain = null;
  let answerSignString = null;
  if (outer === undefined) {
    const inner = { rtnCode: said[0], rtnMsg: INNER[said[0]], dataTime: CLOCK, ...said[1] };
    // Day and time of data are said with a result, and with nothing found.
    if (!['0000', '2002'].includes(said[0])) delete inner.dataTime;
    answerPlain = JSON.stringify(inner);
    answerSignString = signString(told, inner, site.appSecret);
    answer = {
      ...told,
      data: seal(answerPlain, site, APP_KEY, RANDOM.answer),
      signData: sign(answerSignString, PLATFORM_KEY, site.sm2UserId, RANDOM.answer.signScalar, site.signFormat),
    };
  }
  writeFileSync(new URL(`${name}.request.bin`, OUT), JSON.stringify(request));
  writeFileSync(new URL(`${name}.answer.bin`, OUT), JSON.stringify(answer));
  const meta = {
    meaning,
    dialect: 'national-cipher',
    department: 'social-insurance',
    jurisdiction: PLACE,
    url: '/natcipher',
    options: site,
    platformPrivateKey: PLATFORM_KEY,
    call: service === 'SBC302' ? 'find' : 'submit',
    serviceCode: service,
    serialNo,
    random: RANDOM,
    ...{ switches: [], before: null, decision: null, ...more },
    instant: new Date(NOW).toISOString(),
    request: asked,
    ...{ requestPlain, requestSignString, answerPlain, answerSignString, expected },
  };
  writeFileSync(new URL(`${name}.json`, OUT), `${JSON.stringify(meta, null, 2)}\n`);
}

const done = (outputs = {}) => ({ outcome: 'DONE', outputs });
const refused = (code, reason = REASON) => ({ outcome: 'REFUSED', code, reason });
const failed = (code, more = {}) => ({ outcome: 'FAILED', code, ...more });
const unknown = (code) => ({ outcome: 'UNKNOWN', code });
const result = (entry) => ['0000', { result: entryOf(entry) }];
const list = (...entries) => ['0000', { list: entries.map(entryOf) }];
const switched = (action, more) => [{ action, times: null, ...more }];
const PENDING = { outcome: 'PENDING' };

const card = step('issue-social-security-card', INSURED, [['PARENT', PARENT], ['EMPLOYER', COMPANY]]);
scenario('card-done', 'done, with an output; other parties, a form whose names are sorted by code unit; shared key, ECB, DER', {
  asked: card,
  code: '4101',
  said: result({ asked: card, code: '4101', state: '9', outputs: { aaz500: INSURED.card.number } }),
  expected: done({ cardNumber: INSURED.card.number }),
});
const refusal = step('transfer-pension-fund', RETIRED, [], {});
scenario('transfer-refused', 'outer success, inner success, refused; an empty form; envelope C1C3C2, CBC, r||s', {
  asked: refusal,
  code: '1104',
  choices: { keyMode: 'envelope', sm4Mode: 'CBC', signFormat: 'RS' },
  said: result({ asked: refusal, code: '1104', state: '5', refusal: ['U02', REASON] }),
  expected: refused('U02'),
  switches: switched('transfer-pension-fund', { kind: 'refuse', code: 'U02', reason: REASON }),
});
const freeze = step('freeze-pension-account', RETIRED);
const pend = switched('freeze-pension-account', { kind: 'pend' });
scenario('freeze-in-work', 'in work: a time that is null and not signed, empty outputs that are', {
  asked: freeze,
  code: '1102',
  said: result({ asked: freeze, code: '1102', state: '1' }),
  expected: PENDING,
  switches: pend,
});
const inWork = { service: 'SBC302', asked: freeze, code: '1102', switches: pend, before: 'freeze-in-work' };
scenario('query-in-work', 'asked about: in work; outer success is 0', {
  ...inWork,
  said: list({ asked: freeze, code: '1102', state: '1' }),
  expected: PENDING,
});
scenario('query-done', 'asked about: done meanwhile; outer success always 200; envelope C1C2C3, another user id', {
  ...inWork,
  choices: { outerSuccess: '200', keyMode: 'envelope', cipherLayout: 'C1C2C3', sm2UserId: 'platform-440000' },
  decision: { outcome: 'done' },
  said: list({ asked: freeze, code: '1102', state: '9', outputs: { acctState: '03' } }),
  expected: done({ accountState: '03' }),
});
const undo = { ...step('undo-freeze-pension-account', RETIRED, [], {}), collaborationNumber: freeze.collaborationNumber };
scenario('freeze-taken-back', 'SBC303: done; outer success is 0', {
  service: 'SBC303',
  asked: undo,
  code: '1102',
  said: result({ asked: undo, code: '1102', state: '9', isCancel: true, count: 2 }),
  expected: done(),
  switches: pend,
  before: 'freeze-in-work',
});
scenario('query-taken-back', 'asked about what was taken back', {
  ...inWork,
  before: 'freeze-taken-back',
  said: list({ asked: freeze, code: '1102', state: '7' }),
  expected: refused('7', '已撤销'),
});
const nothing = step('undo-issue-information-sheet', INSURED, [], {});
scenario('nothing-to-undo', 'SBC303 of nothing: refused', {
  service: 'SBC303',
  asked: nothing,
  code: '1103',
  said: result({ asked: nothing, code: '1103', state: '5', isCancel: true, refusal: ['U04', '无可撤销业务'] }),
  expected: refused('U04', '无可撤销业务'),
});
const merge = step('merge-pension-records', STRANGER, [], {});
scenario('merge-mismatch', 'done for somebody who is on file nowhere: a flag that is false, and signed; r||s', {
  asked: merge,
  code: '1105',
  choices: { signFormat: 'RS' },
  said: result({ asked: merge, code: '1105', state: '9', outputs: { matched: false } }),
  expected: done({ matches: 'false' }),
  switches: switched('merge-pension-records', { kind: 'mismatch' }),
});
const check = step('confirm-benefit-eligibility', RETIRED, [], {});
scenario('eligibility-done', 'a day with hyphens, told without; CBC', {
  asked: check,
  code: '3101',
  choices: { sm4Mode: 'CBC' },
  said: result({ asked: check, code: '3101', state: '9', outputs: { validTo: '2027-11-22' } }),
  expected: done({ validThrough: '20271122' }),
});
const nobody = step('transfer-pension-fund', STRANGER, [], {});
scenario('unknown-person', 'nobody of that number here: refused, not 2001; no personal number', {
  asked: nobody,
  code: '1104',
  said: result({ asked: nobody, code: '1104', state: '5', refusal: ['U01', '人员信息不符'] }),
  expected: refused('U01', '人员信息不符'),
});
const loss = step('report-social-security-card-loss', NEW, [], {});
scenario('loss-done', 'done without outputs: an empty object', {
  asked: loss,
  code: '4104',
  said: result({ asked: loss, code: '4104', state: '9' }),
  expected: done(),
});
const unheard = step('transfer-pension-fund', INSURED, [], {});
const about = { asked: unheard, code: '1104' };
scenario('query-unheard', 'asked about: outer success, inner 2002, never heard of', {
  ...about,
  service: 'SBC302',
  said: ['2002', {}],
  expected: null,
});
scenario('busy', 'inner 9001: nothing was done', {
  ...about,
  said: ['9001', {}],
  expected: failed('9001'),
  switches: switched('transfer-pension-fund', { kind: 'busy' }),
});
scenario('maybe-done', 'inner 9999: it may have been done', {
  ...about,
  said: ['9999', {}],
  expected: unknown('9999'),
  switches: switched('transfer-pension-fund', { kind: 'fail', code: '9999', isDone: true }),
});
scenario('not-taken', 'inner 3004: a business that this place does not take', {
  ...about,
  said: ['3004', {}],
  expected: failed('3004', { isLasting: true }),
  switches: switched('transfer-pension-fund', { kind: 'fail', code: '3004', isDone: false }),
});
scenario('gateway-error', 'outer 5000: it may have been handed on', {
  ...about,
  outer: [5000, '网关内部错误'],
  expected: unknown('5000'),
});
