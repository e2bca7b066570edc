import { describe, expect, it } from 'vitest';
import { parsePartitions } from '../../../gateway/partition/parsePartitions.ts';

const read = (text: string) => parsePartitions(text, { file: 'partitions.yaml' }).endpoints();

describe('parsePartitions', () => {
  const endpoints = [
    { service: 'housing-fund', prefix: '43', url: 'http://127.0.0.1:4101/graphql' },
    { service: 'housing-fund', prefix: '4307', url: 'https://centre.example/graphql' },
  ];

  it('reads YAML, with quoted and with bare prefixes', () => {
    const text = `# places
housing-fund:
  "43":   http://127.0.0.1:4101/graphql
  4307: https://centre.example/graphql
`;

    expect(read(text)).toEqual(endpoints);
  });

  it('reads JSON', () => {
    const text = JSON.stringify({
      'housing-fund': { '43': 'http://127.0.0.1:4101/graphql', '4307': 'https://centre.example/graphql' },
    });

    expect(read(text)).toEqual(endpoints);
  });

  it('knows a service that no place has connected yet', () => {
    expect(parsePartitions('housing-fund: {}', { file: 'f' }).has('housing-fund')).toBe(true);
    expect(parsePartitions('housing-fund: {}', { file: 'f' }).has('people')).toBe(false);
  });

  it.each([
    ['', 'partitions.yaml: expected subgraph names with division prefixes and URLs'],
    ['- a', 'partitions.yaml: expected subgraph names with division prefixes and URLs'],
    [
      'a: [',
      'partitions.yaml: line 1: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    ['hf:\n  "43": >http://user:secret@a/', 'partitions.yaml: line 2: it is neither YAML nor JSON'],
    ['hf: http://a/', 'partitions.yaml: hf: expected division prefixes with URLs'],
    ['hf: {"4": http://a/}', 'partitions.yaml: hf "4": must be 2, 4 or 6 digits'],
    ['hf: {"0x2b": http://a/}', 'partitions.yaml: hf "0x2b": must be 2, 4 or 6 digits'],
    ['hf: {"99": http://a/}', 'partitions.yaml: hf "99": no province has these first two digits'],
    ['hf: {"43": 4101}', 'partitions.yaml: hf "43": the URL is not a text'],
    ['hf: {"43": }', 'partitions.yaml: hf "43": the URL is not a text'],
    ['hf: {"43": ftp://a/}', 'partitions.yaml: hf "43": the URL is not an http or https address'],
    ['hf: {"43": nowhere}', 'partitions.yaml: hf "43": the URL is not an http or https address'],
    ['hf: {"43": http://user:secret@a/}', 'partitions.yaml: hf "43": the URL must not hold credentials'],
    [
      'hf: {"43": "http://a/43/graphql#x"}',
      'partitions.yaml: hf "43": the URL must hold no blanks, no backslashes and no fragment (#…)',
    ],
    [
      'hf: {"43": "http://a/43/graphql "}',
      'partitions.yaml: hf "43": the URL must hold no blanks, no backslashes and no fragment (#…)',
    ],
    [
      'hf: {"43": "http://a:0/43/graphql"}',
      'partitions.yaml: hf "43": the URL must have a port, 1 to 65535, or none',
    ],
    [
      'hf: {"43": http://a:4101/}',
      'partitions.yaml: hf "43": the URL has no path: an endpoint is …/CODE/graphql',
    ],
    ['hf: {"43": http://a/g, "43": http://b/g}', 'partitions.yaml: hf: "43" stands there twice'],
    ['hf: {43: http://a/g, "43": http://b/g}', 'partitions.yaml: hf: "43" stands there twice'],
    ['hf: {}\nhf: {}', 'partitions.yaml: "hf" stands there twice'],
    ['"h f": {}', 'partitions.yaml: "h f": is not a subgraph name'],
  ])('refuses %j in one line', (text, message) => {
    expect(() => read(text)).toThrow(new RangeError(message));
  });

  it('refuses a subgraph that the supergraph does not have', () => {
    const services = ['people', 'housing-fund'];

    expect(() => parsePartitions('housing-fnud: {}', { file: 'f', services })).toThrow(
      new RangeError('f: the supergraph has no subgraph housing-fnud; it has people, housing-fund'),
    );
    expect(parsePartitions('housing-fund: {}', { file: 'f', services }).has('housing-fund')).toBe(true);
  });
});
