import { federationLink } from '../../../support/federationLink.ts';
import { keyNames } from './keyNames.ts';
import type { ContextArgument, Model, ModelAbstract, ModelField, ModelType, Required } from './Model.ts';
import { writeDemand } from './writeDemand.ts';

/** Clients see neither `hush` nor `secret`, nor the type of the latter. */
const INPUT = `input Span { from: Int = 1 to: Int tone: Tone = HIGH note: String = "none" steps: [Int] = [3] inner: Span
  hush: Int = 4 @inaccessible secret: Secret = { x: 3 } @inaccessible }
input Secret @inaccessible { x: Int = 1 }`;
const KEY_FIELDS = [
  ['id', 'id: ID!'],
  ['code', 'code: String!'],
  ['spot', 'spot: Spot!'],
  ['rays', 'rays: [String!]!'],
  ['hub', 'hub: Hub!'],
  ['serial', 'serial: String!'],
] as const;

/** The SDL of each service. */
export function writeSubgraphs(model: Model): Readonly<Record<string, string>> {
  return Object.fromEntries(model.services.map((service) => [service, writeService(service, model)]));
}

function writeService(service: string, model: Model): string {
  const { types, abstracts, hiddenTypes, hidesTone } = model;
  const written = types.map((type) => writeType(type, service, model));
  const isSpotty = types.some(({ homes, plainKeys }) =>
    [...(homes.get(service) ?? []), ...(plainKeys?.get(service) ?? [])].some((key) => key.startsWith('spot')),
  );
  return [
    federationLink,
    `enum Tone { LOW MID HIGH ${hidesTone ? 'HUSH @inaccessible ' : ''}}`,
    hiddenTypes.has('Json') ? 'scalar Json @inaccessible' : 'scalar Json',
    INPUT,
    isSpotty ? 'type Spot @shareable { region: String! number: Int! }' : '',
    ...written,
    ...abstracts.map((abstract) => writeAbstract(abstract, service, model)),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function writeType(type: ModelType, service: string, model: Model): string {
  const keys = type.homes.get(service);
  if (keys === undefined) return '';
  const fields = type.fields.flatMap((field) => writeField(field, service));
  const plain = type.plainKeys?.get(service) ?? [];
  const own = [
    ...keyFields(keys, type.hiddenKeys, demandsIn(type, service)),
    ...keyFields(plain, type.hiddenKeys).map((sdl) => `${sdl} @shareable`),
  ];
  if (fields.length + own.length === 0) return '';
  const parents = model.abstracts.filter(
    ({ kind, members }) => kind === 'interface' && members.get(service)?.includes(type.name),
  );
  const implement = parents.length > 0 ? `implements ${parents.map(({ name }) => name).join(' & ')} ` : '';
  const directives = keys.map((key) =>
    key === '~id' ? '@key(fields: "id", resolvable: false)' : `@key(fields: "${key}")`,
  );
  directives.push(...(type.demands ?? []).map(writeDemand));
  directives.push(...writeNamed(type.name, service, model));
  if (type.kind === 'value') directives.push('@shareable');
  if (type.kind === 'object') directives.push('@interfaceObject');
  return `type ${type.name} ${implement}${directives.join(' ')} {\n  ${[...own, ...fields].join('\n  ')}\n}`;
}

/** One of those who tell a key may say for all what it demands. */
function demandsIn({ keyDemands = new Map(), homes }: ModelType, service: string): typeof keyDemands {
  const own = [...keyDemands].filter(
    ([name]) => [...homes].find(([, keys]) => keyNames(keys).has(name))?.[0] === service,
  );
  return new Map(own);
}

function keyFields(
  keys: readonly string[],
  hidden: readonly string[] = [],
  demands: NonNullable<ModelType['keyDemands']> = new Map(),
): readonly string[] {
  const names = keyNames(keys);
  return KEY_FIELDS.filter(([name]) => names.has(name)).map(([name, sdl]) =>
    [
      sdl,
      ...(hidden.includes(name) ? ['@inaccessible'] : []),
      ...(demands.get(name) ?? []).map(writeDemand),
    ].join(' '),
  );
}

/** What stands on a type for its name: the contexts that it sets in this service, and that clients do not see it. */
function writeNamed(name: string, service: string, { contexts, hiddenTypes }: Model): string[] {
  const own = contexts.filter((context) => context.service === service && context.setters.includes(name));
  const set = own.map((context) => `@context(name: "${context.name}")`);
  return hiddenTypes.has(name) ? [...set, '@inaccessible'] : set;
}

function writeField(field: ModelField, service: string): string[] {
  const { name, args, type, owners, provides, override, requires } = field;
  const read = (field.contextArguments ?? []).map(writeContextArgument);
  const all = [args, ...read].filter(Boolean).join(', ');
  const plain = `${name}${all && `(${all})`}: ${type}`;
  if (owners.includes(service)) {
    const label = override?.label === undefined ? '' : `, label: "${override.label}"`;
    const moved = override && `@override(from: "${override.from}"${label})`;
    const provided = provides && `@provides(fields: "${writeParts(provides)}")`;
    const required = requires && `@requires(fields: "${writeParts(requires, true)}")`;
    const shared = field.isShared ? '@shareable' : '';
    // One of those who answer it may say it for all.
    const demands = owners[0] === service ? (field.demands ?? []).map(writeDemand) : [];
    const hidden = owners[0] === service && field.isHidden ? '@inaccessible' : '';
    return [[plain, provided, moved, required, shared, hidden, ...demands].filter(Boolean).join(' ')];
  }
  if (override?.from === service) return [plain];
  return field.externalIn.has(service) ? [`${plain} @external`] : [];
}

function writeContextArgument({ name, type, context, selections }: ContextArgument): string {
  const written = selections.map(({ on, path }) => {
    const below = `${path.join(' { ')}${' }'.repeat(path.length - 1)}`;
    return on === null ? `{ ${below} }` : `... on ${on} { ${below} }`;
  });
  return `${name}: ${type} @fromContext(field: "$${context} ${written.join(' ')}")`;
}

/** @param isTyped - whoever reads them asks which type they are of, where several may stand there. */
function writeParts(parts: readonly Required[], isTyped = false): string {
  const written = parts.map(({ name, args, below, on }) => {
    const given = args && `(${Object.entries(args).map(([key, value]) => `${key}: ${value}`)})`;
    const part = `${name}${given ?? ''}${below ? ` { ${writeParts(below, isTyped)} }` : ''}`;
    return on === undefined ? part : `... on ${on} { ${part} }`;
  });
  const isOpen = isTyped && parts.some(({ on }) => on !== undefined);
  return [...(isOpen ? ['__typename'] : []), ...written].join(' ');
}

function writeAbstract(abstract: ModelAbstract, service: string, model: Model): string {
  const { name, kind, members, fields, homes, parents = [] } = abstract;
  const named = writeNamed(name, service, model).join(' ');
  const here = members.get(service);
  if (here === undefined) return '';
  if (kind === 'union') return `union ${name} ${named} = ${here.join(' | ')}`;
  const keys = (homes?.get(service) ?? []).map((key) => `@key(fields: "${key}")`).join(' ');
  const own = [
    ...keyFields(['id', ...(homes?.get(service) ?? [])]),
    ...(fields.get(service) ?? []),
    ...writePeer(abstract, service, model),
  ];
  const implement = parents.length > 0 ? `implements ${parents.join(' & ')}` : '';
  return `interface ${name} ${implement} ${keys} ${named} { ${own.join(' ')} }`;
}

/** Where all types that the service knows have it there. */
function writePeer(
  { members, peer }: ModelAbstract,
  service: string,
  { types, hiddenTypes }: Model,
): readonly string[] {
  const known = types.filter(({ name }) => members.get(service)?.includes(name));
  const isThere = known.every(({ fields }) =>
    fields.some(({ name, owners }) => name === peer?.name && owners.includes(service)),
  );
  if (peer === undefined || !isThere) return [];
  const { name, args, type, named } = peer;
  return [`${name}${args && `(${args})`}: ${type} ${hiddenTypes.has(named) ? '@inaccessible' : ''}`];
}
