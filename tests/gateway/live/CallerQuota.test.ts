import { expect, it } from 'vitest';
import type { CallContextCaller } from '../../../domain/callContext.ts';
import { CallerQuota } from '../../../gateway/edge/live/CallerQuota.ts';

const caller = (subject: string, issuer = 'https://identity.example'): CallContextCaller => ({
  issuer,
  subject,
  portal: 'p',
  scopes: [],
  purpose: 'self',
});

it('has room for each caller by the issuer, whatever the portal, and again for who gives back', () => {
  const quota = new CallerQuota(2, 100);
  quota.take(caller('s'));
  const giveBack = quota.take({ ...caller('s'), portal: 'q' });

  expect(() => quota.take(caller('s'))).toThrow('A caller may have 2 subscriptions at a time');
  for (const other of [caller('s', 'https://other.example'), caller('t'), null, null, null])
    quota.take(other);
  giveBack();
  quota.take(caller('s'));
  expect(() => quota.take(caller('s'))).toThrow('A caller may have 2 subscriptions at a time');
});

it('takes back once what is given back twice: an end may be told of from both sides', () => {
  const quota = new CallerQuota(1, 2);
  const [mine] = [quota.take(caller('s')), quota.take(null)];

  mine();
  mine();

  expect(quota.total).toBe(1);
  quota.take(caller('s'));
  mine();
  expect(quota.total).toBe(2);
  expect(() => quota.take(caller('t'))).toThrow('The gateway keeps no more subscriptions');
});
