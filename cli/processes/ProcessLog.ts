/** Where a command says what it does; a pino logger fits. Messages are single lines without personal data. */
export interface ProcessLog {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
