/** Who issues development tokens, and for whom; the gateway of `tongban start` lists exactly this issuer. */
export const DEVELOPMENT_ISSUER = {
  issuer: 'https://identity.tongban.dev/development',
  audience: 'tongban',
} as const;
