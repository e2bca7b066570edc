import fc from 'fast-check';
import { getOperationAST, getVariableValues, parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import { buildEndpointSchema } from '../../../../gateway/partition/prune/buildEndpointSchema.ts';
import { PreparedPruning } from '../../../../gateway/partition/prune/PreparedPruning.ts';
import { pruneOperation } from '../../../../gateway/partition/prune/pruneOperation.ts';
import { CONTRACT_SDL } from './contract.ts';
import { contractSchema } from './contractSchema.ts';

/** What an older release may lack, in any combination. */
const CUTS: readonly (readonly [RegExp, string])[] = [
  [/ {2}asOf: String\n/, ''],
  [/first: Int = 20, /, ''],
  [/first: Int = 20/, 'first: Int!'],
  [/, filter: AccountFilter/, ''],
  [/, statuses: \[Status!\]/, ''],
  [/\(style: NoteStyle = LONG\)/, ''],
  [/style: NoteStyle = LONG/, 'style: String'],
  [/\(unit: Unit = YUAN\)/, ''],
  [/OPEN SEALED CLOSED/, 'OPEN'],
  [/YUAN FEN/, 'YUAN'],
  [/ since: String/, ''],
  [/ deep: AccountFilter/, ''],
  [/ opened: String/, ''],
  [/months: Int total/, 'total'],
  [/ total: String/, ' other: Int'],
  [/ implements Named/g, ''],
  [/= Person \| Firm/, '= Person'],
  [/ age: Int/, ''],
  [/type Permit @key\(fields: "jurisdiction number"\)/, 'type Permit'],
];

const full = buildEndpointSchema(CONTRACT_SDL);

const releases = fc
  .subarray([...CUTS])
  .map((cuts) => cuts.reduce((sdl, [pattern, text]) => sdl.replace(pattern, text), CONTRACT_SDL));

const some = (fields: readonly string[]) =>
  fc.subarray([...fields], { minLength: 1 }).map((kept) => kept.join(' '));

const account = some([
  'number',
  'status',
  'opened',
  'balance(unit: $unit)',
  'fen: balance(unit: FEN)',
  'late: opened @include(if: $flag)',
]);
const owner = some([
  '... on Person { name age }',
  '... on Firm { seat }',
  '... on Named { n: name }',
  '__typename',
]);
const summary = some(['months', 'total', '... on Summary { t: total }']);
const record = fc
  .tuple(account, owner, summary)
  .chain(([a, o, s]) =>
    some([
      'asOf',
      'note',
      'short: note(style: SHORT)',
      `accounts(first: $n) { ${a} }`,
      `first5: accounts(first: 5, filter: { status: $status, since: $since }) { ${a} }`,
      `filtered: accounts(first: $m, filter: $filter, statuses: [OPEN, $given]) { ${a} }`,
      `owner { __typename ${o} }`,
      `summary @skip(if: $flag) { ${s} }`,
      `... on Record { inner: summary { ${s} } }`,
      '...F',
    ]),
  );
const VARIABLES = [
  ['n', 'Int'],
  ['m', 'Int! = 7'],
  ['unit', 'Unit = FEN'],
  ['status', 'Status'],
  ['given', 'Status!'],
  ['since', 'String'],
  ['filter', 'AccountFilter = { status: SEALED }'],
  ['flag', 'Boolean! = false'],
] as const;

const operations = fc.tuple(record, fc.boolean()).map(([fields, isNamed]) => {
  const spread = isNamed && fields.includes('...F');
  const selection = spread ? fields : fields.replace('...F', 'time: asOf');
  const fragment = spread ? 'fragment F on Record { f: asOf g: summary { total } }' : '';
  const declared = VARIABLES.filter(([name]) => selection.includes(`$${name}`)).map(
    (pair) => `, $${pair.join(': ')}`,
  );
  return `query ($representations: [_Any!]!${declared.join('')}) {
    _entities(representations: $representations) { ... on Record { ${selection} } ... on Permit { validTo } } }
    ${fragment}`;
});

const status = fc.constantFrom('OPEN', 'SEALED');
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values);
const filter = fc.record({ status: maybe(status), since: maybe(fc.constant('2020')) }, { requiredKeys: [] });
const variableValues = fc.record(
  {
    n: maybe(fc.constantFrom(3, 20)),
    m: fc.constantFrom(1, 20),
    unit: maybe(fc.constantFrom('FEN', 'YUAN')),
    status: maybe(status),
    given: status,
    since: maybe(fc.constant('2020')),
    filter: maybe(fc.tuple(filter, fc.option(filter)).map(([outer, deep]) => ({ ...outer, deep }))),
    flag: fc.boolean(),
  },
  { requiredKeys: ['given'] },
);
const representations = [
  { __typename: 'Record', jurisdiction: '430000', holderId: 'h' },
  { __typename: 'Permit', jurisdiction: '430000', number: '1' },
];

it('asks no release for anything that it would refuse', () => {
  fc.assert(
    fc.property(releases, operations, variableValues, (sdl, query, all) => {
      const variables = usedBy(query, all);
      const schema = buildEndpointSchema(sdl);
      const document = parse(query);
      const prepared = new PreparedPruning({
        document,
        query,
        operationName: undefined,
        schema,
        contract: contractSchema,
      });

      const pruned = pruneOperation(prepared, variables, representations);

      expect([...pruned.positions, ...pruned.withheld.map(({ position }) => position)].sort()).toEqual([
        0, 1,
      ]);
      if (pruned.representations.length === 0) return;
      expect(validate(schema, parse(pruned.query)).map(({ message }) => message)).toEqual([]);
      const definitions = getOperationAST(parse(pruned.query))?.variableDefinitions ?? [];
      const inputs = { ...pruned.variables, representations: pruned.representations };
      expect(getVariableValues(schema, definitions, inputs).errors).toBeUndefined();
      expect(Object.keys(inputs).filter((name) => !declares(definitions, name))).toEqual([]);
    }),
    { numRuns: 250 },
  );
});

it('changes nothing for the full release', () => {
  fc.assert(
    fc.property(operations, variableValues, (query, all) => {
      const variables = usedBy(query, all);
      const document = parse(query);
      const prepared = new PreparedPruning({
        document,
        query,
        operationName: undefined,
        schema: full,
        contract: contractSchema,
      });

      const pruned = pruneOperation(prepared, variables, representations);

      expect(pruned.query).toBe(query);
      expect([pruned.notOffered, pruned.withheld]).toEqual([[], []]);
      expect(pruned.representations).toEqual(representations);
    }),
    { numRuns: 100 },
  );
});

function usedBy(query: string, variables: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => query.includes(`$${name}`)));
}

function declares(definitions: readonly { variable: { name: { value: string } } }[], name: string): boolean {
  return definitions.some(({ variable }) => variable.name.value === name);
}
