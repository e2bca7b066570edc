import { TongbanError } from '../../../domain/TongbanError.ts';
import { isMandateInForce } from '../mandates/isMandateInForce.ts';
import type { Mandate } from '../mandates/Mandate.ts';

interface MandateUse {
  readonly self: string | null;
  readonly item: string;
  /** Epoch ms. */
  readonly at: number;
}

/**
 * Whether somebody may hand in an item by a mandate.
 *
 * @throws {TongbanError} CONSENT_REQUIRED for one that is not theirs, does not cover the item, was revoked or is over.
 */
export function requireMandate(
  mandate: Mandate | null,
  { self, item, at }: MandateUse,
): Mandate & { readonly agent: string } {
  if (mandate === null || self === null || mandate.agent !== self)
    throw new TongbanError('CONSENT_REQUIRED', 'There is no mandate of this id for the caller');
  if (!mandate.items.includes(item))
    throw new TongbanError('CONSENT_REQUIRED', 'The mandate does not cover this item');
  if (!isMandateInForce(mandate, at))
    throw new TongbanError('CONSENT_REQUIRED', 'The mandate was revoked, or is over');
  return { ...mandate, agent: mandate.agent };
}
