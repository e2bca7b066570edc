/** Makes an answer of a subgraph into something that no fast reading may let through unseen. */
export type Spoil = (body: string) => string | Buffer;

/** Names of leaf fields in the federations that this is used with. */
const LEAF = '"(note|months|[a-z]{3}\\d)"';

export const spoils: Readonly<Record<string, Spoil>> = {
  nothing: (body) => body,
  'a line feed at the end': (body) => `${body}\n`,
  'pretty-printed': (body) => JSON.stringify(JSON.parse(body), null, 1),
  'extensions after data': (body) => body.replace(/\}$/, ',"extensions":{"a":{"b":1}}}'),
  'errors after data': (body) =>
    body.replace(/\}$/, ',"errors":[{"message":"secret","path":["_entities",0,"note"]}]}'),
  truncated: (body) => body.slice(0, -2),
  'a key twice': (body) => body.replace(new RegExp(`${LEAF}:`), '"$1":"first","$1":'),
  'escaped characters': (body) => body.replaceAll('a', '\\u0061'),
  'a wrong enum value': (body) => body.replaceAll(/"(?:OPEN|MID)"/g, '"AJAR"'),
  'an integer out of range': (body) => body.replace(new RegExp(`${LEAF}:-?\\d+`), '"$1":2147483648'),
  'a number too large for a double': (body) => body.replaceAll(/"base":[^,}]+/g, '"base":1e400'),
  'bytes outside UTF-8': (body) =>
    Buffer.concat([Buffer.from(body.slice(0, -3)), Buffer.from([0xff]), Buffer.from(body.slice(-3))]),
  'one entity fewer': (body) => body.replace(/"_entities":\[\{[^{}]*\},?/, '"_entities":['),
  'a null entity': (body) => body.replace(/"_entities":\[\{[^{}]*\}/, '"_entities":[null'),
  'entities that changed places': (body) =>
    body.replace(/"_entities":\[(\{[^{}]*\}),(\{[^{}]*\})\]/, '"_entities":[$2,$1]'),
  'an injected object': (body) => body.replace(/\}\}$/, '},"data":{"persons":[]}}'),
};
