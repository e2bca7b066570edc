import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { settlementNodeOptions } from '../../../sandbox/dialects/settlement-node/SettlementNodeOptions.ts';
import { settlementNode } from '../../../sandbox/dialects/settlement-node/settlementNode.ts';
import { goldenWorld } from '../support/goldenWorld.ts';

const text = readFileSync(new URL('../../../docs/dialects/settlement-node.md', import.meta.url), 'utf8');
const blocks = [...text.slice(text.indexOf('## 10. ')).matchAll(/```\n([0-9A-Fa-f]+)\n```/g)].map(
  ([, hex = '']) => Buffer.from(hex, 'hex'),
);
const [signIn, signInAnswer, ecb, cbc, , , file] = blocks;
const NOW = Date.parse('2026-11-22T02:30:00Z');
const OPTIONS = {
  nodeNumber: '004301',
  hubNode: '900001',
  unit: 'TB0043',
  operator: 'tongban',
  password: 'example-password',
  nodeKey: '00112233445566778899AABBCCDDEEFF',
};

function createHub(cipherMode: string) {
  const world = goldenWorld(NOW);
  const system = settlementNode.createSystem(
    {
      department: 'housing-fund',
      jurisdiction: '330000',
      options: { ...OPTIONS, cipherMode },
      world,
      clock: () => NOW,
      randomBytes: (length) =>
        length === 16 ? Buffer.from('0F1E2D3C4B5A69788796A5B4C3D2E1F0', 'hex') : Buffer.alloc(length),
      derive: (_label, length) => Buffer.alloc(length),
    },
    () => false,
  );
  return (frame: Buffer = Buffer.alloc(0)) => system.answer(frame, world, { kind: 'none' });
}

const bodyOf = (frame: Buffer = Buffer.alloc(0)) => frame.toString('latin1').replace(/.*<\/outhead>/s, '');

describe('the worked example of settlement-node holds', () => {
  it('has all its frames', () => {
    expect(blocks.map(({ length }) => length)).toEqual([340, 293, 292, 308, 340, 206, 49]);
  });

  it.each([
    ['ECB', ecb],
    ['CBC', cbc],
  ])('the sign-in, its key, and the request under it with %s', (cipherMode, request) => {
    const answer = createHub(cipherMode);

    expect(bodyOf(answer(signIn).frame)).toBe(bodyOf(signInAnswer));
    expect(answer(request)).toMatchObject({ operation: 'GJJC01', asked: ['10990119900307002X'] });
  });

  it('the request without that session', () => {
    expect(createHub('ECB')(ecb).plain.toString('latin1')).toContain('<fhm>1001</fhm>');
  });

  it('the file', () => {
    expect(text).toContain(`\`\`\`\n${inflateSync(file ?? Buffer.alloc(0)).toString()}\`\`\``);
  });

  it('the defaults of the options', () => {
    const { cipherMode, amountUnit, batchLimit, syncLimit } = settlementNodeOptions.parse(OPTIONS);

    for (const [name, value] of Object.entries({ cipherMode, amountUnit, batchLimit, syncLimit })) {
      expect(text).toMatch(new RegExp(`^\\| \`${name}\` \\|.*\\| \`${value}\` \\|$`, 'm'));
    }
  });
});
