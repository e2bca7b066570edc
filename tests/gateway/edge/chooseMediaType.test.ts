import { describe, expect, it } from 'vitest';
import { chooseMediaType } from '../../../gateway/edge/graphql/chooseMediaType.ts';

const GRAPHQL = 'application/graphql-response+json';
const JSON_TYPE = 'application/json';

describe('the media type of an answer', () => {
  it.each([
    ['nothing said', undefined, JSON_TYPE, false],
    ['anything', '*/*', JSON_TYPE, false],
    ['any of application', 'application/*', JSON_TYPE, false],
    ['JSON by name', JSON_TYPE, JSON_TYPE, true],
    ['the first of equals', `${GRAPHQL}, ${JSON_TYPE}`, GRAPHQL, false],
    ['what weighs more', `${GRAPHQL};q=0.5, ${JSON_TYPE}`, JSON_TYPE, true],
    ['a name before a wildcard', `*/*, ${GRAPHQL}`, GRAPHQL, false],
    ['anything but JSON', `${JSON_TYPE};q=0, */*`, GRAPHQL, false],
    ['rather anything than JSON', `${JSON_TYPE};q=0.1, */*;q=0.5`, GRAPHQL, false],
    ['anything but the type of GraphQL', `application/*, ${GRAPHQL};q=0`, JSON_TYPE, false],
    ['the narrower wildcard', `application/*;q=0, */*;q=0.5, ${GRAPHQL};q=0.1`, GRAPHQL, false],
    ['a weight that is none', `${JSON_TYPE};q=much, ${GRAPHQL};q=0.1`, GRAPHQL, false],
    ['one, where a weight is beyond it', `${GRAPHQL};q=1, ${JSON_TYPE};q=5`, GRAPHQL, false],
    ['capitals, and a charset', 'Application/JSON; Charset=UTF-8', JSON_TYPE, true],
  ])('%s', (_, accept, name, hidesFailures) => {
    expect(chooseMediaType(accept)).toEqual({ name, hidesFailures });
  });

  it.each([`${JSON_TYPE};q=0`, 'text/html', `${JSON_TYPE};charset=gbk`, 'application/*;q=0, */*', '*/*;q=0'])(
    'none for %s',
    (accept) => {
      expect(chooseMediaType(accept)).toBeUndefined();
    },
  );
});
