/** How a command is told which database to work on. */
export interface DatabaseFlags {
  readonly databaseUrl?: string;
  readonly data?: string;
}
