import { expect, it } from 'vitest';
import { announce } from '../../../cli/start/announce.ts';

const stack = {
  gateway: 'http://127.0.0.1:4000',
  admin: 'http://127.0.0.1:4001',
  sandbox: 'http://127.0.0.1:5000',
  tokens: { citizen: 'a', allProvinces: 'b', sevenDialects: 'c', clerk: 'd' },
  sampleHolders: [],
};

it.each([
  ['.tongban', ''],
  ['/srv/通办/data-1', ' --data /srv/通办/data-1'],
  ['my data', " --data 'my data'"],
  ["it's", " --data 'it'\\''s'"],
])('writes the command for the folder %s as a shell takes it', (folder, flag) => {
  expect(announce(stack, { folder })).toContain(`(npx tongban sandbox systems${flag})`);
});
