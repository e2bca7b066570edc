/** Keys of the tests; worth nothing anywhere else. */
export const secrets = {
  vaultKey: Buffer.alloc(32, 1),
  contextMaster: Buffer.alloc(32, 2),
  identityMaster: Buffer.from(Array.from({ length: 32 }, (_, index) => index)),
} as const;
