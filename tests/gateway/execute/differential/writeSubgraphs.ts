import { federationLink } from '../../../support/federationLink.ts';
import type { Model, ModelAbstract, ModelField, ModelType, Required } from './Model.ts';
import { writeDemand } from './writeDemand.ts';

const COMMON = `enum Tone { LOW MID HIGH } scalar Json
input Span { from: Int = 1 to: Int tone: Tone = HIGH }
`;
const KEY_FIELDS = [
  ['id', 'id: ID!'],
  ['code', 'code: String!'],
  ['spot', 'spot: Spot!'],
] as const;

/** The SDL of each service. */
export function writeSubgraphs(model: Model): Readonly<Record<string, string>> {
  return Object.fromEntries(model.services.map((service) => [service, writeService(service, model)]));
}

function writeService(service: string, { types, abstracts }: Model): string {
  const written = types.map((type) => writeType(type, service, abstracts));
  const isSpotty = types.some(({ homes }) => homes.get(service)?.some((key) => key.startsWith('spot')));
  return [
    federationLink,
    COMMON,
    isSpotty ? 'type Spot @shareable { region: String! number: Int! }' : '',
    ...written,
    ...abstracts.map((abstract) => writeAbstract(abstract, service)),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function writeType(type: ModelType, service: string, abstracts: readonly ModelAbstract[]): string {
  const keys = type.homes.get(service);
  if (keys === undefined) return '';
  const fields = type.fields.flatMap((field) => writeField(field, service));
  const keyed = keys.join(' ');
  const own = KEY_FIELDS.filter(([name]) => new RegExp(`\\b${name}\\b`).test(keyed)).map(([name, sdl]) =>
    type.hiddenKeys?.includes(name) ? `${sdl} @inaccessible` : sdl,
  );
  if (fields.length + own.length === 0) return '';
  const parents = abstracts.filter(
    ({ kind, members }) => kind === 'interface' && members.get(service)?.includes(type.name),
  );
  const implement = parents.length > 0 ? `implements ${parents.map(({ name }) => name).join(' & ')} ` : '';
  const directives = keys.map((key) =>
    key === '~id' ? '@key(fields: "id", resolvable: false)' : `@key(fields: "${key}")`,
  );
  directives.push(...(type.demands ?? []).map(writeDemand));
  if (type.kind === 'value') directives.push('@shareable');
  return `type ${type.name} ${implement}${directives.join(' ')} {\n  ${[...own, ...fields].join('\n  ')}\n}`;
}

function writeField(field: ModelField, service: string): string[] {
  const { name, args, type, owners, directives, override, requires } = field;
  const plain = `${name}${args && `(${args})`}: ${type}`;
  if (owners.includes(service)) {
    const label = override?.label === undefined ? '' : `, label: "${override.label}"`;
    const moved = override && `@override(from: "${override.from}"${label})`;
    const required = requires && `@requires(fields: "${writeRequired(requires)}")`;
    const shared = field.isShared ? '@shareable' : '';
    // One of those who answer it may say it for all.
    const demands = owners[0] === service ? (field.demands ?? []).map(writeDemand) : [];
    const hidden = owners[0] === service && field.isHidden ? '@inaccessible' : '';
    return [[plain, directives, moved, required, shared, hidden, ...demands].filter(Boolean).join(' ')];
  }
  if (override?.from === service) return [plain];
  return field.externalIn.has(service) ? [`${plain} @external`] : [];
}

function writeRequired(required: readonly Required[]): string {
  return required
    .map(({ name, args, below }) => {
      const given = args && `(${Object.entries(args).map(([key, value]) => `${key}: ${value}`)})`;
      return `${name}${given ?? ''}${below ? ` { ${writeRequired(below)} }` : ''}`;
    })
    .join(' ');
}

function writeAbstract({ name, kind, members, fields, object }: ModelAbstract, service: string): string {
  if (object?.service === service) {
    const own = object.fields.map((field) => `${field.name}: ${field.type}`);
    return `type ${name} @key(fields: "id") @interfaceObject { id: ID! ${own.join(' ')} }`;
  }
  const here = members.get(service);
  if (here === undefined) return '';
  if (kind === 'union') return `union ${name} = ${here.join(' | ')}`;
  const key = object?.home === service ? '@key(fields: "id") ' : '';
  const own = (fields.get(service) ?? []).map((field) => (field === 'id' ? 'id: ID!' : 'label: String'));
  return `interface ${name} ${key}{ ${own.join(' ')} }`;
}
