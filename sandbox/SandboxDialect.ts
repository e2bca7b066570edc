import type { AnswerTwist } from './AnswerTwist.ts';
import type { HandlingDesk } from './handling/HandlingDesk.ts';
import type { Push } from './pushes/Push.ts';
import type { SiteOptions, SiteSeed } from './SiteSeed.ts';
import type { World } from './world/World.ts';

/** A request as it came off the socket; nothing in it is checked yet. */
export interface RawRequest {
  readonly method: string;
  /** Path and query string, as sent. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What goes back on the socket, byte for byte, and what the system noted about the call. */
export interface RawAnswer {
  readonly status: number;
  /** Names in lower case; `content-type` included, `content-length` left to the server. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The dialect's own service id of a call that passed the signature check; `null` for all others. */
  readonly operation: string | null;
  /** Numbers of the persons or companies that the call asked about, in its order. */
  readonly asked: readonly string[];
  /** Tells calls apart that ask for different parts about the same person: page, account, contract. */
  readonly part?: string;
  /** Messages that the call brings about, in the order in which they set out; only of dialects that announce. */
  readonly pushes?: readonly Push[];
  /** Whether the connection is lost before any of this is said. */
  readonly isDropped?: boolean;
}

/** One running system of one place. */
export interface SandboxSite {
  /** `public-security`, `social-insurance`, `housing-fund` or `record-index`. */
  readonly department: string;
  /** Six digits, `430000` or `430700`; `110000` for the national index. */
  readonly jurisdiction: string;
  readonly options: SiteOptions;
  readonly world: World;
  /** Epoch ms; the only clock a dialect may look at. */
  readonly clock: () => number;
  /** Random bytes for nonces and sequence numbers; injected so that golden bytes can be met. */
  readonly randomBytes: (length: number) => Buffer;
  /** As in the seed: for what the system alone knows, such as its own private key. */
  readonly derive: SiteSeed['derive'];
  /** Where the system handles, of a dialect that has it. */
  readonly desk?: HandlingDesk;
}

/**
 * One way of talking, as a family of provincial systems has it.
 *
 * A fault at the level of meaning reaches the dialect as `twist`; the fault of another person's record reaches it as a
 * `world` that finds somebody else, so an answer must take number and name from the file found, never from the request.
 */
export interface SandboxDialect {
  readonly name: 'data-exchange' | 'pinyin-rest' | 'gbk-xml' | 'national-cipher' | 'collaboration-bus';
  /** Appended to the address of the system's port to give the `url` of the place: `/exchange`, or empty. */
  readonly basePath: string;
  /** Credentials and the choices that differ by place: the `options` of the place's configuration, verbatim. */
  createOptions(seed: SiteSeed): SiteOptions;
  /**
   * Makes one system; replay tables and sessions live in what is returned.
   *
   * @returns a function that answers one request and never throws for a bad one. `world` is that of the site, or a
   *   twisted view of it, and is to be used for this call.
   */
  createSystem(site: SandboxSite): (request: RawRequest, world: World, twist: AnswerTwist) => RawAnswer;
  /**
   * Only of dialects whose systems call their partner: what a system tells of its own accord when it learns where to call.
   *
   * @returns messages in the order in which they set out.
   */
  announce?(site: SandboxSite, twist: AnswerTwist): readonly Push[];
  /**
   * Only of dialects in which things are done, and not only asked: the books of one system; `null` where a site does not
   * offer it.
   */
  createDesk?(site: SandboxSite): HandlingDesk | null;
}
