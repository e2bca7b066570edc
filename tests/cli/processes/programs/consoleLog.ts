/** What the test programs log, with the level in front. */
export const consoleLog = {
  info: (message: string) => console.log(`INFO ${message}`),
  warn: (message: string) => console.log(`WARN ${message}`),
  error: (message: string) => console.log(`ERROR ${message}`),
};
