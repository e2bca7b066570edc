/** What the environment says about Redis, over what the configuration file says: an address given in one way replaces one given in another. */
export function redisFromEnv(
  settings: unknown,
  { REDIS_URL: url, REDIS_URL_FILE: urlFile }: NodeJS.ProcessEnv,
): { readonly redis?: Readonly<Record<string, unknown>> } {
  if (!url && !urlFile) return {};
  const others = typeof settings === 'object' && settings !== null ? { ...settings } : {};
  return { redis: { ...others, url: url || undefined, urlFile: urlFile || undefined } };
}
