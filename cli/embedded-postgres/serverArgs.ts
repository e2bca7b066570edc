export interface ServerArgsOptions {
  readonly data: string;
  readonly port: number;
  /** The file with the rules who may log in. */
  readonly hbaFile: string;
}

/**
 * The settings that every start brings along, so that a new release changes them for old data folders too.
 * Durability stays as PostgreSQL has it: `fsync`, `full_page_writes` and `synchronous_commit` are on.
 */
export function serverArgs({ data, port, hbaFile }: ServerArgsOptions): string[] {
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    // A socket's path may have 107 bytes only, and project paths are longer; our processes use TCP.
    unix_socket_directories: '',
    hba_file: hbaFile,
    // Every role of `tongban start` has its own pool.
    max_connections: 300,
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    // Statements and the DETAIL of an error quote values, and values are personal data.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
  };
  return ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}
