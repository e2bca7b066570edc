import type { AnswerTwist } from './AnswerTwist.ts';
import type { HandlingDesk } from './handling/HandlingDesk.ts';
import type { Push } from './pushes/Push.ts';
import type { SandboxSite } from './SandboxDialect.ts';
import type { SiteOptions, SiteSeed } from './SiteSeed.ts';
import type { World } from './world/World.ts';

/** A way of talking in frames over TCP, one exchange per connection, as a family of centres has it. */
export interface SandboxNodeDialect {
  readonly name: 'settlement-node';
  readonly transport: 'tcp';
  /** Nothing stands behind the port in a `tcp` address. */
  readonly basePath: '';
  /** Credentials and the choices that differ by place: the `options` of the place's configuration, verbatim. */
  createOptions(seed: SiteSeed): SiteOptions;
  /** The books of one system; `null` where a site does not offer handling. */
  createDesk(site: SandboxSite): HandlingDesk | null;
  /**
   * Makes one system; sessions and used sequences live in what is returned.
   *
   * @param hasCallback - whether the system knows at this moment where to call its partner.
   */
  createSystem(site: SandboxSite, hasCallback: () => boolean): NodeSystem;
}

/** One running system that talks in frames. */
export interface NodeSystem {
  /**
   * How long a frame is that begins so, in bytes.
   *
   * @returns `unknown` while too little of it is there, `malformed` for one that gets no answer.
   */
  measure(start: Buffer): number | 'unknown' | 'malformed';
  /** Puts plain bytes into a frame of this system: for faults that are made of bytes. */
  frame(payload: Buffer): Buffer;
  /** Answers one whole frame and never throws for a bad one; `world` is to be used for this call. */
  answer(frame: Buffer, world: World, twist: AnswerTwist): NodeAnswer;
}

/** What goes back on the connection, and what the system noted about the call. */
export interface NodeAnswer {
  readonly frame: Buffer;
  /** What the frame says, before encryption. */
  readonly plain: Buffer;
  /** The transaction of a call that was let through; `null` for all others. */
  readonly operation: string | null;
  /** Numbers of the persons that the call asked about, in its order. */
  readonly asked: readonly string[];
  /** Tells calls apart that ask for different parts about the same person. */
  readonly part?: string;
  /** Messages that the call brings about, in the order in which they set out. */
  readonly pushes: readonly Push[];
  /** Whether the connection is lost before any of this is said. */
  readonly isDropped?: boolean;
}
