/** What a failure of a database means to whoever configured it. */
export interface DatabaseFault {
  /** In words; never the URL, which may hold a password. */
  readonly found: string;
  readonly next: string;
}

const UNREACHABLE =
  'correct host and port in databaseUrl, and look whether the database runs and lets this machine in';

/** By SQLSTATE or the code of Node; those that an operator can mend. */
const FAULTS: Readonly<Record<string, DatabaseFault>> = {
  '28P01': {
    found: 'the database refuses the user or the password',
    next: 'correct both in databaseUrl; DATABASE_URL goes before it',
  },
  '28000': {
    found: 'the database does not let this user in from here',
    next: 'correct the user in databaseUrl, or let the database’s administrator allow it (pg_hba.conf)',
  },
  '3D000': {
    found: 'the server has no database of that name',
    next: 'create it, empty (createdb NAME), or correct the name at the end of databaseUrl',
  },
  '3F000': {
    found: 'this database has no tables of ours yet',
    next: 'start the server once, which makes them; or databaseUrl names another database than the server uses',
  },
  '42P01': {
    found: 'this database has no tables of ours yet',
    next: 'start the server once, which makes them; or databaseUrl names another database than the server uses',
  },
  '42501': {
    found: 'this user may not use the tables, or not create them',
    next: 'make the user of databaseUrl the owner of the database, or grant it CREATE there',
  },
  '53300': {
    found: 'the database has no connection left',
    next: 'raise its max_connections, or end what holds them',
  },
  '57P03': { found: 'the database is starting or stopping', next: 'try again in a minute' },
  ENOTFOUND: { found: 'the host is not found', next: 'correct the host in databaseUrl, or the name servers' },
  EAI_AGAIN: { found: 'the host is not found', next: 'correct the host in databaseUrl, or the name servers' },
  ECONNREFUSED: { found: 'nothing listens at that host and port', next: UNREACHABLE },
  ETIMEDOUT: { found: 'the host does not answer', next: UNREACHABLE },
  EHOSTUNREACH: { found: 'there is no way to the host', next: UNREACHABLE },
  ENETUNREACH: { found: 'there is no way to the host', next: UNREACHABLE },
};

/**
 * Explains why a database cannot be used, by the first code in the chain of causes.
 *
 * @returns `null` for what has no such code, or one that no setting mends.
 */
export function explainDatabaseFault(error: unknown): DatabaseFault | null {
  for (let cause = error; cause instanceof Error; cause = causeOf(cause)) {
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
    const fault = FAULTS[code];
    if (fault !== undefined) return fault;
    // pg's own, without a code.
    if (/timeout/i.test(cause.message)) return FAULTS['ETIMEDOUT'] ?? null;
  }
  return null;
}

/** Node gathers the addresses that it tried. */
const causeOf = (error: Error): unknown => (error instanceof AggregateError ? error.errors[0] : error.cause);
