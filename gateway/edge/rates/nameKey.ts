/** A portal's name as a part of a key: issuers choose names, and any text must do. */
export const nameKey = (name: string): string =>
  /^[\w.-]{1,64}$/.test(name) ? name : `~${Buffer.from(name).toString('base64url')}`;
