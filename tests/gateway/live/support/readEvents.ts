/** One event of an answer, as it came. */
export interface SeenEvent {
  readonly event?: string;
  readonly id?: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads the answer to its own operation, whose shape it knows
  readonly data?: any;
}

export interface EventReader {
  /** All text so far. */
  text(): string;
  /** Events so far; comments and ids alone are none. */
  events(): readonly SeenEvent[];
  /** Whether the answer is over, and how. */
  readonly ended: Promise<'whole' | 'torn'>;
}

/** Reads an event stream by its bytes, with no client's library between. */
export function readEvents(response: Response): EventReader {
  let text = '';
  const read = async (): Promise<'whole' | 'torn'> => {
    const decoder = new TextDecoder();
    try {
      for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true });
      return 'whole';
    } catch {
      return 'torn';
    }
  };
  return {
    text: () => text,
    events: () =>
      text
        .split('\n\n')
        .slice(0, -1)
        .map(parseEvent)
        .filter(({ event }) => event !== undefined),
    ended: read(),
  };
}

function parseEvent(block: string): SeenEvent {
  const fields = block.split('\n').flatMap((line) => {
    const [, name = '', value = ''] = /^([a-z]+): ?(.*)$/.exec(line) ?? [];
    return name === '' ? [] : [[name, name === 'data' && value !== '' ? JSON.parse(value) : value]];
  });
  return Object.fromEntries(fields);
}
