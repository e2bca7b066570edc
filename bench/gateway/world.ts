/** The two subgraphs of the measurement: persons, and the records that three places keep of them. */
export const SUBGRAPHS = {
  people: /* GraphQL */ `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
    type Query {
      notice(id: ID!): Notice
      person(id: ID!): Person
      persons(ids: [ID!]!): [Person]!
    }
    type Notice { id: ID! title: String! issuedAt: String paragraphs: [Paragraph!]! tags: [String!]! }
    type Paragraph { number: Int! heading: String text: String! }
    enum Kind { NATURAL_PERSON LEGAL_PERSON }
    type Person @key(fields: "id") { id: ID! kind: Kind! name: String! number: String! records: [Record!]! }
    type Record @key(fields: "jurisdiction personId", resolvable: false) { jurisdiction: String! personId: ID! }
  `,
  records: /* GraphQL */ `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
    type Record @key(fields: "jurisdiction personId") {
      jurisdiction: String!
      personId: ID!
      asOf: String
      office: Office
      entries: [Entry!]!
    }
    type Office { name: String! address: String phone: String }
    enum State { ACTIVE SUSPENDED CLOSED }
    type Entry { scheme: String! state: State! since: String employer: String base: Float months: Int remark: String }
  `,
} as const;

/** Places with a server each. */
export const PLACES = ['320500', '430100', '510100'] as const;

/** How many different bodies each operation has. */
export const VARIANTS = 64;

/** The three operations, and the variables of their variants. */
export const OPERATIONS = {
  Q1: {
    query:
      'query Q1($id: ID!) { notice(id: $id) { id title issuedAt paragraphs { number heading text } tags } }',
    variables: (variant: number) => ({ id: `n${variant}` }),
  },
  Q2: {
    query:
      'query Q2($id: ID!) { person(id: $id) { id kind name number records { jurisdiction asOf office { name address phone } entries { scheme state since employer base months remark } } } }',
    variables: (variant: number) => ({ id: `w${variant}` }),
  },
  Q3: {
    query:
      'query Q3($ids: [ID!]!) { persons(ids: $ids) { id kind name number records { jurisdiction asOf office { name address phone } entries { scheme state since employer base months remark } } } }',
    variables: (variant: number) => ({ ids: Array.from({ length: 50 }, (_, at) => `p${variant * 50 + at}`) }),
  },
} as const;

export type OperationName = keyof typeof OPERATIONS;

/** A notice of about 1.5 KB. */
export function noticeOf(id: string) {
  const number = Number(id.slice(1));
  return {
    id,
    title: `跨省通办事项公告第 ${number} 号`,
    issuedAt: `2026-0${1 + (number % 9)}-11T08:00:00Z`,
    paragraphs: Array.from({ length: 5 }, (_, at) => ({
      number: at + 1,
      heading: at % 2 === 0 ? `第 ${at + 1} 条` : null,
      text: `本公告第 ${number}-${at} 段说明所需材料、办理时限与受理窗口；"原件"与复印件一并提交，材料齐全的当场受理。`.repeat(
        2 - (at % 2),
      ),
    })),
    tags: ['户籍', '社保', `n${number % 7}`],
  };
}

/** A person with two or three records; ids that begin with `w` have three. */
export function personOf(id: string) {
  const number = Number(id.slice(1));
  const count = id.startsWith('w') || number % 4 !== 0 ? 3 : 2;
  return {
    id,
    kind: number % 9 === 0 ? 'LEGAL_PERSON' : 'NATURAL_PERSON',
    name: `*${'三四五六七八'[number % 6]}`,
    number: `**************${String(1_000 + (number % 9_000))}`,
    records: PLACES.slice(0, count).map((jurisdiction) => ({ jurisdiction, personId: id })),
  };
}

const SCHEMES = [
  'PENSION',
  'MEDICAL',
  'UNEMPLOYMENT',
  'INJURY',
  'MATERNITY',
  'ANNUITY',
  'SERIOUS_ILLNESS',
  'LONG_TERM_CARE',
];

/** A record of about 1.4 KB. */
export function recordOf(jurisdiction: string, personId: string) {
  const number = Number(personId.slice(1));
  return {
    jurisdiction,
    personId,
    asOf: number % 5 === 0 ? null : `2026-07-${String(1 + (number % 28)).padStart(2, '0')}T03:20:00Z`,
    office: { name: `第 ${number % 40} 社会保险经办中心`, address: `人民路 ${number} 号`, phone: null },
    entries: Array.from({ length: SCHEMES.length }, (_, at) => ({
      scheme: SCHEMES[at] ?? '',
      state: ['ACTIVE', 'SUSPENDED', 'CLOSED'][(number + at) % 3] ?? '',
      since: at === 5 ? null : `20${10 + at}-0${1 + (number % 9)}`,
      employer: `示例有限公司 ${number}-${at}`,
      base: 4_000.5 + number + at,
      months: 12 * at + (number % 12),
      remark: at % 2 === 0 ? `转移接续："已办结" ${number}` : null,
    })),
  };
}
