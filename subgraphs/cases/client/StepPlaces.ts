import { readFile, stat } from 'node:fs/promises';
import type { Logger } from 'pino';
import { parse } from 'yaml';
import { z } from 'zod';
import { type DivisionCode, parseDivisionCode } from '../../../domain/divisionCode.ts';
import type { ContextKeyConfig } from '../../serving/contextKeyConfig.ts';
import { contextKeyFor } from '../../serving/contextKeyFor.ts';
import { describeError } from '../../serving/describeError.ts';
import type { CallTarget } from './JsonCaller.ts';

/** Where the steps of a place are done. */
export interface StepPlace extends CallTarget {
  /** The authority that the server stands for: identities are sealed for it. */
  readonly jurisdiction: DivisionCode;
}

export interface StepPlacesOptions {
  /** The gateway's partitions file: subgraph → division prefix → URL of the GraphQL endpoint; YAML or JSON. */
  readonly file: string;
  readonly contextKey: ContextKeyConfig;
  readonly logger: Logger;
}

const prefix = z.string().regex(/^\d{2}(\d{2}){0,2}$/);
const partitions = z.record(z.string(), z.record(prefix, z.url({ protocol: /^https?$/ })));

/** How soon an edit of the file takes effect. */
const LOOK_MS = 1_000;

/** Which server does the steps of which place: the longest prefix, as for reads. Follows the file while it runs. */
export class StepPlaces {
  readonly #options: StepPlacesOptions;
  #places: ReadonlyMap<string, StepPlace> = new Map();
  #readAt = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: StepPlacesOptions) {
    this.#options = options;
  }

  /** Reads the file, which may come later than we do, and goes on looking at it. */
  async start(): Promise<void> {
    await this.#look();
    this.#timer = setInterval(() => void this.#look(), LOOK_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** `null` for a place that is not connected. */
  find(subgraph: string, division: string): StepPlace | null {
    for (const length of [6, 4, 2]) {
      const place = this.#places.get(`${subgraph}/${division.slice(0, length)}`);
      if (place !== undefined) return place;
    }
    return null;
  }

  /** A file that cannot be used changes nothing. */
  async #look(): Promise<void> {
    const { file, logger } = this.#options;
    try {
      const { mtimeMs } = await stat(file);
      if (mtimeMs === this.#readAt) return;
      this.#readAt = mtimeMs;
      this.#places = this.#toPlaces(partitions.parse(parse(await readFile(file, 'utf8'))));
    } catch (error) {
      if (isMissing(error)) return;
      logger.warn({ error: describeError(error) }, 'the partitions file cannot be used; the old one stays');
    }
  }

  #toPlaces(servers: z.output<typeof partitions>): ReadonlyMap<string, StepPlace> {
    const { contextKey } = this.#options;
    const rows = Object.entries(servers).flatMap(([subgraph, endpoints]) =>
      Object.entries(endpoints).map(([division, url]) => {
        const audience = `${subgraph}/${division}`;
        const place = {
          url: url.replace(/\/graphql$/, ''),
          audience,
          contextKey: contextKeyFor(audience, contextKey),
          jurisdiction: parseDivisionCode(division),
        };
        return [audience, place] as const;
      }),
    );
    return new Map(rows);
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';
