import { z } from 'zod';

const container = z.strictObject({ version: z.int(), value: z.unknown() });

/** How a department's values are written into `PushedRecord.content`. */
export interface PushedFormOptions<Shape extends z.ZodType> {
  /** Raise it when rows written so far must not be read as the new shape; they count as not there then. */
  readonly version: number;
  /** Of the value without its `asOf`, which stands beside the content. Codecs of zod may translate what JSON lacks. */
  readonly shape: Shape;
}

/** Writes values of one facet as JSON text and reads them back, in whichever release they were written. */
export class PushedForm<Shape extends z.ZodType> {
  readonly #version: number;
  readonly #shape: Shape;

  constructor({ version, shape }: PushedFormOptions<Shape>) {
    this.#version = version;
    this.#shape = shape;
  }

  /** @throws {z.ZodError} for a value that the shape does not allow: a fault of the adapter's mapping. */
  write(value: z.output<Shape>): string {
    return JSON.stringify({ version: this.#version, value: z.encode(this.#shape, value) });
  }

  /** @returns `null` where the text is of another version or no value of this shape: nothing was pushed then. */
  read(content: string): { readonly value: z.output<Shape> } | null {
    const written = container.safeParse(parseOrNull(content));
    if (!written.success || written.data.version !== this.#version) return null;

    const decoded = this.#shape.safeDecode(written.data.value as z.input<Shape>);
    return decoded.success ? { value: decoded.data } : null;
  }
}

function parseOrNull(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
}
