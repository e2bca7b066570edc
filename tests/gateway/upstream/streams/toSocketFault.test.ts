import { expect, it } from 'vitest';
import { TongbanError } from '../../../../domain/TongbanError.ts';
import { toSocketFault } from '../../../../gateway/upstream/streams/toSocketFault.ts';

const refuse = (service: string) => new TongbanError('JURISDICTION_NOT_CONNECTED', `${service} refuses us`);
const failed = (code: string) => ({ error: Object.assign(new Error(code), { code }) });

it.each([
  ['a close', { code: 1006 }, 'JURISDICTION_UNAVAILABLE', 'The stream of feed broke off (1006)'],
  ['a token that is refused', { code: 4401 }, 'JURISDICTION_NOT_CONNECTED', 'feed refuses us'],
  ['a caller who is refused', { code: 4403 }, 'JURISDICTION_NOT_CONNECTED', 'feed refuses us'],
  [
    'a message that is too large',
    { code: 1009 },
    'JURISDICTION_BAD_RESPONSE',
    'The stream of feed was not understood (1009)',
  ],
  [
    'another subprotocol',
    { code: 4004 },
    'JURISDICTION_BAD_RESPONSE',
    'The stream of feed was not understood (4004)',
  ],
  [
    'what was thrown',
    new Error('no JSON'),
    'JURISDICTION_BAD_RESPONSE',
    'The stream of feed has a message that is no GraphQL response',
  ],
  [
    'bytes of another charset',
    failed('WS_ERR_INVALID_UTF8'),
    'BAD_ENCODING',
    'The stream of feed has bytes outside its charset',
  ],
  [
    'a frame that is too large',
    failed('WS_ERR_UNSUPPORTED_MESSAGE_LENGTH'),
    'JURISDICTION_BAD_RESPONSE',
    'The stream of feed has a message that is too large',
  ],
  ['no connection', failed('ECONNREFUSED'), 'JURISDICTION_UNAVAILABLE', 'The stream of feed broke off'],
  ['nothing that is known', undefined, 'JURISDICTION_UNAVAILABLE', 'The stream of feed broke off'],
])('%s is told as what it means', (_, event, code, message) => {
  expect(toSocketFault(event, { service: 'feed', refuse })).toMatchObject({ code, message });
});

it('why there is no connection is kept for the operator', () => {
  const { cause } = toSocketFault(failed('ECONNREFUSED'), { service: 'feed', refuse });

  expect(cause).toMatchObject({ code: 'ECONNREFUSED' });
});
