import { randomBytes } from 'node:crypto';
import type { EndpointSecrets } from '../../../../cli/conform/EndpointSecrets.ts';
import { identityKeysFor } from '../../../../subgraphs/jurisdiction/identityKeysFor.ts';
import { contextKeyFor } from '../../../../subgraphs/serving/contextKeyFor.ts';

const contextMaster = randomBytes(32);
const identityMaster = randomBytes(32);

/** The keys of a server's configuration, as it writes them. */
export const serverKeys = {
  contextKey: { master: contextMaster.toString('base64') },
  identityKeys: { master: identityMaster.toString('base64') },
} as const;

/** The same keys, as the suite takes them. */
export const endpointSecrets: EndpointSecrets = {
  subgraphs: ['public-security', 'social-insurance', 'housing-fund'],
  contextKey: (audience) => contextKeyFor(audience, { master: contextMaster }),
  identityKey: (owner) => {
    const [key] = identityKeysFor(owner, { master: identityMaster, versions: [1] });
    if (key === undefined) throw new RangeError('no identity key');
    return key;
  },
  isDevelopment: false,
};
