import type { Fault } from '../faults/Fault.ts';
import type { HandlingDesk } from '../handling/HandlingDesk.ts';
import type { SandboxSite } from '../SandboxDialect.ts';
import type { SiteOptions, SiteSeed } from '../SiteSeed.ts';
import type { World } from '../world/World.ts';

/** Where centres and the platform meet; what is not given, no centre can use. */
export interface ExchangeGround {
  /** A PostgreSQL database in which the sandbox may create schemas. */
  readonly databaseUrl: string | undefined;
  /** A folder in which the sandbox may create folders. */
  readonly folder: string | undefined;
}

/** What one run of a centre did that a counter wants to know. */
export interface RunNote {
  /** The dialect's own name of what was asked. */
  readonly operation: string;
  /** Numbers of the persons asked about. */
  readonly asked: readonly string[];
}

/** What one run is made with: the faults at the level of meaning and of bytes, and the files that are found. */
export interface RunCircumstances {
  readonly world: World;
  readonly fault: Fault | null;
}

/** One centre at its front-end database or folder. */
export interface ExchangeCentre {
  /** The `url` of the place. */
  readonly url: string;
  /** One run: pushes what is due, answers the requests that lie there. Runs of one centre do not overlap. */
  run(circumstances: RunCircumstances): Promise<readonly RunNote[]>;
  /** A run under way that still has much to tell breaks off, and rejects. */
  breakOff(): void;
  /** Once no run is under way. */
  close(): Promise<void>;
}

/** A way of talking without calls: both sides leave things for the other one and look for what was left. */
export interface ExchangeDialect {
  readonly name: 'exchange-table' | 'file-drop';
  /** Which of the two grounds it needs. */
  readonly needs: keyof ExchangeGround;
  /** What spoils its content in the ways of XML; other content is text to it. */
  readonly isXml: (options: SiteOptions) => boolean;
  /** The `options` of the place's configuration, verbatim. */
  createOptions(seed: SiteSeed): SiteOptions;
  /** The books of one centre; `null` where a site does not offer handling. */
  createDesk(site: SandboxSite): HandlingDesk | null;
  /**
   * Makes tables or folders where they are missing.
   *
   * @param ground - database URL or folder, as `needs` says.
   */
  open(site: SandboxSite, ground: string): Promise<ExchangeCentre>;
}
