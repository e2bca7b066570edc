import type { ServerResponse } from 'node:http';

/** Answers in place of a subgraph. @param answer - what it would have said. */
export type EntityFault = (response: ServerResponse, answer: EntityAnswer) => void;

export interface EntityAnswer {
  readonly data: { readonly _entities: readonly (Record<string, unknown> | null)[] };
}

const say =
  (change: (answer: EntityAnswer) => unknown, status = 200): EntityFault =>
  (response, answer) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(change(answer)));
  };
const sayText =
  (change: (text: string) => string, type = 'application/json'): EntityFault =>
  (response, answer) => {
    response.writeHead(200, { 'content-type': type });
    response.end(change(JSON.stringify(answer)));
  };
/** One error for each entity, at one of its fields or at what lies in it. */
const errorsAt = (entities: EntityAnswer['data']['_entities'], extensions: object) =>
  entities.flatMap((entity, index) =>
    Object.keys(entity ?? {}).map((key) => ({
      message: 'geheim',
      path: ['_entities', index, key, 0],
      extensions,
    })),
  );

/** What goes wrong with a call for entities, such that only its own entities suffer. */
export const entityFaults: Readonly<Record<string, EntityFault>> = {
  'the connection is closed': (response) => void response.destroy(),
  'a status with a page': (response) =>
    void response.writeHead(502, { 'retry-after': '7' }).end('<h1>no</h1>'),
  'no JSON': sayText(() => '{"data":', 'application/json'),
  'another type': sayText((text) => text, 'text/html'),
  'another charset': sayText((text) => text, 'application/json; charset=gbk'),
  'a refused context': (response) => void response.writeHead(401).end(),
  'one error and nothing else': say(() => ({ errors: [{ message: 'geheim' }] })),
  'an error of a place with what to wait for': say(() => ({
    data: null,
    errors: [
      {
        message: 'geheim',
        extensions: {
          code: 'JURISDICTION_UNAVAILABLE',
          retryable: true,
          retryAfter: 30,
          jurisdiction: '430000',
        },
      },
      { message: 'more', path: ['_entities', 0, 'note'], extensions: { code: 'FORBIDDEN' } },
    ],
  })),
  'time that is over': say(({ data }) => ({
    data,
    errors: [{ message: 'geheim', path: ['_entities', 0], extensions: { code: 'DEADLINE_EXCEEDED' } }],
  })),
  'an error with a status': say(
    () => ({ errors: [{ message: 'x', extensions: { code: 'NOT_FOUND', stack: ['a'] } }] }),
    500,
  ),
  'no entities': say(() => ({
    data: { _entities: null },
    errors: [{ message: '出错', path: ['_entities'] }],
  })),
  'no entities and no error': say(() => ({ data: { _entities: null } })),
  'one entity more': say(({ data }) => ({ data: { _entities: [...data._entities, {}] } })),
  'null entities with errors': say(({ data }) => ({
    data: { _entities: data._entities.map((entity, index) => (index % 2 === 0 ? null : entity)) },
    errors: data._entities.map((_, index) => ({
      message: `no ${index}`,
      path: ['_entities', index],
      extensions: { code: 'NOT_FOUND' },
    })),
  })),
  'records that are not there': say(({ data }) => ({
    data: { _entities: data._entities.map((entity, index) => (index % 2 === 0 ? null : entity)) },
  })),
  'errors at fields': say(({ data }) => ({
    data,
    errors: errorsAt(data._entities, { code: 'JURISDICTION_TIMEOUT' }),
  })),
  'an error without a path': say(({ data }) => ({
    data,
    errors: [{ message: 'geheim', extensions: { code: 'unheard of' } }],
  })),
  extensions: say(({ data }) => ({ data, extensions: { cost: 1 } })),
  'pretty-printed': sayText((text) => JSON.stringify(JSON.parse(text), null, 2)),
  'another order of fields': say(({ data }) => ({
    data: {
      _entities: data._entities.map(
        (entity) => entity && Object.fromEntries(Object.entries(entity).reverse()),
      ),
    },
  })),
};
