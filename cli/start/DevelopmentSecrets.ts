import type { JWK } from 'jose';

/** What one data folder's development stack signs, seals and encrypts with; all but `signingKey` is base64. */
export interface DevelopmentSecrets {
  readonly contextMaster: string;
  readonly identityMaster: string;
  readonly vaultKey: string;
  /** Seals what the places' systems send. */
  readonly storeKey: string;
  /** Seals the keys of what people write in cases. */
  readonly caseKey: string;
  /** Derives the simulated systems' credentials. */
  readonly sandbox: string;
  /** ES256, signs the demo tokens; the gateway knows its public half only. */
  readonly signingKey: JWK;
}
