/** What only root can show (another account for the server) is registered as a test only for root. */
export const isRoot = process.getuid?.() === 0;
