/** Epoch ms at which adapters and simulated systems of this suite live, so that data times can be foretold. */
export const CONTRACT_NOW = Date.parse('2026-11-20T02:30:00Z');
