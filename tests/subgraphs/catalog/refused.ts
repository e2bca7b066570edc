/** What a refused input looks like below `errors`. */
export const refused = (message: string) => ({
  message,
  extensions: { code: 'BAD_USER_INPUT', origin: 'PORTAL', retryable: false },
});
