let made = 0;

/** A business key that no other test has, and its collaboration number. */
export function newBusinessKey(): { readonly key: string; readonly collaboration: string } {
  made++;
  const collaboration = `TB20261122${String(made).padStart(6, '0')}`;
  return { key: `${collaboration}S1`, collaboration };
}
