import { describe, expect, it } from 'vitest';
import { BusinessCipher } from '../../../adapters/social-insurance/national-cipher/BusinessCipher.ts';
import { nationalCipherOptions } from '../../../adapters/social-insurance/national-cipher/options.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { SITE } from './startPlace.ts';

const PLAIN =
  '{"aac002":"10990119900307002X","aac003":"\u{2CB69}小满","aae041":"2025-01","pageNum":0,"pageSize":2}';
const IV = Buffer.from('0102030405060708090a0b0c0d0e0f10', 'hex');

function cipherOf(options: Record<string, unknown>) {
  return new BusinessCipher({
    jurisdiction: parseDivisionCode('44'),
    options: nationalCipherOptions.parse({ ...SITE, ...options }),
    randomBytes: () => IV,
  });
}

/** The worked examples of the specification, section 4. */
describe('BusinessCipher', () => {
  it.each([
    [
      'ECB',
      '3897a5b9c645901ca85bab17be1d7bea8448a9685629a92d9d0826f2e601be5888492f2137129be1ba858f2c830b88388c58618571f72baacabc06fce9b0dcb45b62e9f454778b2ddf75a34c9f8731afa737b873e8029f8871048db05bb380ea80003d86345830de067936f911b013d9',
    ],
    [
      'CBC',
      '0102030405060708090a0b0c0d0e0f10a07bfbc379b83d55bb03516672566b0a4b1a02db414b8a8fabfd6b3d776d433103089dc4bfbac643c2f18a214073eaae5f185cd615b30f1f9047093bba72e0874e18e6a51a41ee171794c4247bc146937c7c5da1bbaf3625cfd5a93c870c718a905c55dd8275301ad4bab67c86f62f03',
    ],
  ])('seals and opens by %s', (sm4Mode, hex) => {
    const cipher = cipherOf({ sm4Mode });

    expect(cipher.seal(PLAIN)).toEqual({ encData: hex.toUpperCase() });
    expect(cipher.open({ encData: hex }).toString()).toBe(PLAIN);
  });

  it.each([
    [
      'C1C3C2',
      '044992317f5eaf597582a62f6d14dd626ea9976d7c3c81fc3db361ba86ee5b3e5aedf6722aa64a7e4fd2728a0af1d23518284e5776f3a245c30bef9d80d065eff799117fbdf27d46ae8d75c15260065b706fd8e48758319cc7412eb094ccafc874e398b1b19cf720ca92334d3391c82681',
    ],
    [
      'C1C2C3',
      '044992317f5eaf597582a62f6d14dd626ea9976d7c3c81fc3db361ba86ee5b3e5aedf6722aa64a7e4fd2728a0af1d23518284e5776f3a245c30bef9d80d065eff7e398b1b19cf720ca92334d3391c8268199117fbdf27d46ae8d75c15260065b706fd8e48758319cc7412eb094ccafc874',
    ],
  ])('opens an envelope of layout %s', (cipherLayout, encKey) => {
    const key = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
    const sealing = new BusinessCipher({
      jurisdiction: parseDivisionCode('44'),
      options: nationalCipherOptions.parse({ ...SITE, keyMode: 'envelope', cipherLayout }),
      randomBytes: () => key,
    });
    const { encData, encKey: own } = sealing.seal(PLAIN);

    expect(own).toHaveLength(226);
    expect(sealing.open({ encData, encKey: encKey.toUpperCase() }).toString()).toBe(PLAIN);
  });
});
