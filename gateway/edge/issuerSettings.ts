import { z } from 'zod';
import { addressSetting } from '../addressSetting.ts';
import { divisionPrefix } from '../partition/divisionPrefix.ts';
import { settingName } from '../settingName.ts';
import { isPrivateKey } from './auth/isPrivateKey.ts';
import { isUsableKey } from './auth/isUsableKey.ts';

/** A set of public keys (RFC 7517); symmetric keys have no place in it. */
const keySet = z.looseObject({
  keys: z
    .array(z.looseObject({ kty: z.enum(['EC', 'RSA', 'OKP'], 'must be EC, RSA or OKP') }))
    .min(1, 'must hold at least one key')
    .refine((keys) => !keys.some(isPrivateKey), { error: 'a key among them is private', abort: true })
    .refine(
      (keys) => keys.some(isUsableKey),
      'must hold a key that tokens can be verified by (EC P-256, RSA of 2048 bits, Ed25519)',
    ),
});

/** Scopes that a token carries to subgraphs only where its issuer may give them. */
export const PRIVILEGED_SCOPES = ['clerk', 'statistics'] as const;

const OFFICE = 'must be a division prefix in quotes, such as "43" or "4307"';

const office = z
  .string(OFFICE)
  .regex(/^\d{2}(\d{2}){0,2}$/, { error: OFFICE, abort: true })
  .pipe(divisionPrefix);

/** One issuer of tokens on the alliance's list. */
export const issuerSettings = z
  .strictObject({
    /** Equal to the claim `iss`. */
    issuer: settingName,
    /** Must be among the claim `aud`. */
    audience: settingName,
    jwks: keySet.optional(),
    jwksFile: z.string('must be the name of a file').min(1, 'must be the name of a file').optional(),
    jwksUri: addressSetting('http').optional(),
    /** The claim that names the portal. */
    portalClaim: settingName.default('portal'),
    /** The claim that holds the scopes: a text with spaces between them, or a list. */
    scopeClaim: settingName.default('scope'),
    /** Which privileged scopes it may give. */
    scopes: z.array(z.enum(PRIVILEGED_SCOPES, `must be ${PRIVILEGED_SCOPES.join(' or ')}`)).default([]),
    /** Prefixes of the divisions whose offices (`office:<division>`) it may give: `43`, `4307`. */
    offices: z.array(office).default([]),
  })
  .refine(
    ({ jwks, jwksFile, jwksUri }) =>
      [jwks, jwksFile, jwksUri].filter((given) => given !== undefined).length === 1,
    'exactly one of jwks, jwksFile and jwksUri must be given',
  );

export type IssuerSettings = z.output<typeof issuerSettings>;
