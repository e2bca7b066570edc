/**
 * Makes tests/golden/national-cipher from docs/dialects/national-cipher.md; needs npm `sm-crypto-v2`.
 *
 * A second implementation of the interface specification: it shares nothing with the sandbox and the adapters but the
 * text. One-time numbers are fixed, so every byte is. Run it with: node tests/golden/make/national-cipher.mjs
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { kdf, sm2, sm3, sm4 } from 'sm-crypto-v2';

const OUT = new URL('../national-cipher/', import.meta.url);
const FILES = JSON.parse(readFileSync(new URL('social-insurance-files.json', import.meta.url), 'utf8'));
const NOW = Date.parse('2026-01-05T09:30:00+08:00');
const ANSWERED = NOW + 1_000;
const LOADED = Date.parse('2026-01-05T02:00:00+08:00');
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

const SCHEMES = { 110: 'EMPLOYEE_PENSION', 170: 'RESIDENT_PENSION', 310: 'EMPLOYEE_MEDICAL', 390: 'RESIDENT_MEDICAL' };
/** Word of the files: [code on the wire, word of the domain]. */
const ENROLLMENT = { active: ['1', 'ACTIVE'], suspended: ['2', 'SUSPENDED'], terminated: ['3', 'TERMINATED'] };
const BENEFIT = { 'old-age': ['10', 'OLD_AGE_PENSION'], survivor: ['40', 'SURVIVOR_BENEFIT'] };
const PAYMENT = { 'in-payment': ['0', 'IN_PAYMENT'], suspended: ['1', 'SUSPENDED'], ended: ['2', 'ENDED'] };
const CARD = { active: ['00', 'ACTIVE'], 'reported-lost': ['02', 'REPORTED_LOST'] };
const CHECK = { passed: ['1', 'PASSED'], due: ['0', 'DUE'], overdue: ['2', 'OVERDUE'] };

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

function requestOf({ options, service, plain, serialNo }) {
  const fields = {
    appCode: options.appCode,
    version: '2.0.0',
    encType: 'SM4',
    signType: 'SM2',
    timestamp: String(NOW),
    serviceCode: service,
    serialNo,
  };
  const text = signString(fields, plain, options.appSecret);
  const data = seal(JSON.stringify(canonical(plain)), options, PLATFORM_KEY, RANDOM.request);
  const signData = sign(text, APP_KEY, options.sm2UserId, RANDOM.request.signScalar, options.signFormat);
  return { text, message: { ...fields, data, signData } };
}

function answerOf({ options, service, plain, serialNo, refusal }) {
  const byService = { SBC202: 0, SBC206: 0 }[service] ?? 200;
  const success = options.outerSuccess === 'by-service' ? byService : Number(options.outerSuccess);
  const fields = {
    appCode: options.appCode,
    version: '2.0.0',
    encType: 'SM4',
    signType: 'SM2',
    timestamp: String(ANSWERED),
    serviceCode: service,
    serialNo,
    code: refusal?.[0] ?? success,
    message: refusal?.[1] ?? '成功',
  };
  if (refusal) return { text: null, message: fields };
  const said = businessAnswer(service, plain, options);
  const text = signString(fields, said, options.appSecret);
  const data = seal(JSON.stringify(said), options, APP_KEY, RANDOM.answer);
  const signData = sign(text, PLATFORM_KEY, options.sm2UserId, RANDOM.answer.signScalar, options.signFormat);
  return { text, said, message: { ...fields, data, signData } };
}

// --- Business --------------------------------------------------------------------------------------------------

const fileOf = (plain) => FILES.find(({ holder }) => holder.number === plain.aac002);

function yuan(fen) {
  const [whole, rest] = [BigInt(fen) / 100n, BigInt(fen) % 100n];
  if (rest === 0n) return String(whole);
  return `${whole}.${String(rest).padStart(2, '0').replace(/0$/, '')}`;
}

function contributionsOf(file, { aae140, aae041, aae042 }) {
  return file.contributions
    .filter(({ scheme, month }) => (!aae140 || scheme === aae140) && (!aae041 || month >= aae041) && (!aae042 || month <= aae042))
    .sort((a, b) => b.month.localeCompare(a.month) || Number(a.scheme) - Number(b.scheme));
}

function pageOf(rows, plain, { firstPage }) {
  const { pageNum = firstPage, pageSize = 20 } = plain;
  const start = (pageNum - firstPage) * pageSize;
  return { rows: rows.slice(start, start + pageSize), page: { pageNum, pageSize, total: rows.length } };
}

function businessAnswer(service, plain, options) {
  const file = fileOf(plain);
  const dataTime = '2026-01-05 02:00:00';
  if (!file) return { rtnCode: '2001', rtnMsg: '查无此人', dataTime };
  const paged = service === 'SBC202' ? pageOf(contributionsOf(file, plain), plain, options) : null;
  return {
    rtnCode: '0000',
    rtnMsg: '成功',
    dataTime,
    person: { aac001: file.personalNumber, aac002: file.holder.number.toLowerCase(), aac003: file.holder.name },
    ...(paged ? { page: paged.page } : {}),
    list: {
      SBC201: () =>
        file.enrollments.map((e) => ({
          aae140: e.scheme,
          aac031: ENROLLMENT[e.state][0],
          aab001: e.employer?.number ?? '',
          aab004: e.employer?.name ?? '',
          aab050: e.enrolledOn,
          yac201: e.contributionMonths,
        })),
      SBC202: () =>
        paged.rows.map((c) => ({
          aae003: c.month,
          aae140: c.scheme,
          aae180: yuan(c.baseFen),
          yac183: yuan(c.personalFen),
          yab183: yuan(c.employerFen),
        })),
      SBC203: () =>
        [file.pensionAccount].filter(Boolean).map((p) => ({
          yac301: yuan(p.balanceFen),
          yac302: yuan(p.creditedThisYearFen),
          yac303: p.contributionMonths,
          yac304: p.openedIn,
        })),
      SBC204: () =>
        file.benefits.map((b) => ({
          yae401: BENEFIT[b.kind][0],
          yae402: PAYMENT[b.state][0],
          yae403: yuan(b.monthlyFen),
          aae041: b.startedIn,
          yae404: b.lastPaidIn,
        })),
      SBC205: () =>
        [file.card].filter(Boolean).map((c) => ({
          aaz500: c.number,
          yaz501: c.issuedOn,
          yaz502: c.bank,
          yaz503: CARD[c.state][0],
        })),
      SBC206: () =>
        [file.eligibilityCheck].filter(Boolean).map((e) => ({
          yae501: CHECK[e.state][0],
          yae502: e.lastCheckedOn,
          yae503: e.dueOn,
        })),
    }[service](),
  };
}

/** The answer in words of the domain: fen as text, days and months with hyphens, null for what is missing. */
function expectedOf({ service, plain, options, refusal }) {
  if (refusal) return { refusal: refusal[0], layer: 'outer' };
  const file = fileOf(plain);
  if (!file) return { refusal: '2001', layer: 'inner', asOf: LOADED };
  const paged = service === 'SBC202' ? pageOf(contributionsOf(file, plain), plain, options) : null;
  const rows = {
    SBC201: () =>
      file.enrollments.map((e) => ({
        scheme: SCHEMES[e.scheme],
        state: ENROLLMENT[e.state][1],
        employerName: e.employer?.name ?? null,
        enrolledOn: e.enrolledOn,
        contributionMonths: e.contributionMonths,
      })),
    SBC202: () =>
      paged.rows.map((c) => ({
        month: c.month,
        scheme: SCHEMES[c.scheme],
        contributionBaseFen: c.baseFen,
        personalFen: c.personalFen,
        employerFen: c.employerFen,
      })),
    SBC203: () => [file.pensionAccount].filter(Boolean),
    SBC204: () =>
      file.benefits.map((b) => ({ ...b, kind: BENEFIT[b.kind][1], state: PAYMENT[b.state][1] })),
    SBC205: () => [file.card].filter(Boolean).map((c) => ({ ...c, state: CARD[c.state][1] })),
    SBC206: () => [file.eligibilityCheck].filter(Boolean).map((e) => ({ ...e, state: CHECK[e.state][1] })),
  }[service]();
  return { asOf: LOADED, person: file.holder, rows, ...(paged ? { total: paged.page.total } : {}) };
}

// --- Scenarios -------------------------------------------------------------------------------------------------

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
    ...choices,
  };
}

const person = (index, more = {}) => ({
  aac002: FILES[index].holder.number,
  aac003: FILES[index].holder.name,
  ...more,
});

const SCENARIOS = [
  ['enrollments', 'shared key, ECB, DER; a small x; empty texts that are not signed', 'SBC201', person(0), {}],
  ['enrollments-envelope', 'envelope C1C3C2, CBC, r||s; a name outside GBK', 'SBC201', person(1), { keyMode: 'envelope', sm4Mode: 'CBC', signFormat: 'RS' }],
  ['enrollments-old-envelope', 'envelope C1C2C3, ECB, DER; another user id; a middle dot', 'SBC201', person(2), { keyMode: 'envelope', cipherLayout: 'C1C2C3', sm2UserId: 'platform-440000' }],
  ['contributions-first-page', 'pages count from 0; outer success is 0', 'SBC202', person(0, { pageSize: 2, pageNum: 0 }), { signFormat: 'RS' }],
  ['contributions-from-one', 'pages count from 1; the second page with a filter; outer success always 200', 'SBC202', person(0, { aae140: '110', aae041: '2025-10', aae042: '2025-12', pageSize: 2, pageNum: 2 }), { firstPage: 1, outerSuccess: '200', sm4Mode: 'CBC' }],
  ['pension-account', 'money without superfluous zeros; outer success always 0', 'SBC203', person(0), { outerSuccess: '0' }],
  ['pension-account-zero', 'an amount of 0', 'SBC203', person(1), { sm4Mode: 'CBC' }],
  ['benefits', 'a missing month is null and is not signed', 'SBC204', person(1), { signFormat: 'RS', sm4Mode: 'CBC' }],
  ['benefits-none', 'on file, nothing of the kind: an empty list', 'SBC204', person(0), {}],
  ['card', 'a bank outside GBK', 'SBC205', person(1), { keyMode: 'envelope' }],
  ['eligibility-never-checked', 'outer success is 0; a missing day', 'SBC206', person(1), {}],
  ['unknown-person', 'outer success, inner 2001', 'SBC201', { aac002: '109901199003070038', aac003: '林小满' }, {}],
  ['unknown-service', 'outer 4007, neither data nor signature', 'SBC999', person(0), {}, [4007, '服务不存在']],
];

mkdirSync(OUT, { recursive: true });
for (const old of readdirSync(OUT)) rmSync(new URL(old, OUT));
SCENARIOS.forEach(([name, meaning, service, plain, choices, refusal], index) => {
  const scenario = { options: options(choices), service, plain, refusal, serialNo: `20260105093000GOLDEN${String(index).padStart(4, '0')}` };
  const request = requestOf(scenario);
  const answer = answerOf(scenario);
  const common = {
    meaning,
    jurisdiction: '440000',
    options: scenario.options,
    platformPrivateKey: PLATFORM_KEY,
    dataTime: LOADED,
    serviceCode: service,
    serialNo: scenario.serialNo,
  };
  write(`${name}.request`, request.message, {
    kind: 'request',
    ...common,
    now: NOW,
    random: RANDOM.request,
    plain,
    signString: request.text,
  });
  write(`${name}.answer`, answer.message, {
    kind: 'answer',
    request: `${name}.request`,
    ...common,
    now: ANSWERED,
    random: RANDOM.answer,
    plain: answer.said ?? null,
    signString: answer.text,
    expected: expectedOf(scenario),
  });
});

function write(name, message, meta) {
  writeFileSync(new URL(`${name}.bin`, OUT), JSON.stringify(message));
  writeFileSync(new URL(`${name}.json`, OUT), `${JSON.stringify(meta, null, 2)}\n`);
}
