/** Whether an address holds a user or a password, which are sent to nobody; `false` for what is no address. */
export function hasCredentials(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username !== '' || password !== '';
}
