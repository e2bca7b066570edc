import type { HandlingMode } from './handlingMode.ts';
import type { ProxyAuthority } from './proxyAuthority.ts';

/** 办理模式 as a source names it, for an item or for the scope of an agreement. */
export interface StatedMode {
  readonly mode: HandlingMode;
  /** `null` for other modes than 异地代收代办, and where no source says. */
  readonly authority: ProxyAuthority | null;
  readonly source: string;
  /** Verbatim. */
  readonly quote: string;
}
