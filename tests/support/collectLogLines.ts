import { Writable } from 'node:stream';

/** A sink for a logger, and the messages that went into it. */
export function collectLogLines(): { readonly sink: Writable; readonly lines: readonly string[] } {
  const lines: string[] = [];
  const sink = new Writable({
    write: (chunk, _, done) => {
      lines.push(JSON.parse(String(chunk)).msg);
      done();
    },
  });
  return { sink, lines };
}
