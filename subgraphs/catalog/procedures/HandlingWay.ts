import type { HandlingMode } from '../../../domain/catalog/handlingMode.ts';
import type { ProxyAuthority } from '../../../domain/catalog/proxyAuthority.ts';

/** 办理方式: a mode, with who decides where one place acts for another. */
export interface HandlingWay {
  readonly mode: HandlingMode;
  /** `null` for other modes than 异地代收代办, and only there. */
  readonly authority: ProxyAuthority | null;
}
