/** What a record's seal is bound to: it opens for this holder, this question and this instant only. */
export function recordRow(facet: string, holder: Buffer, asOf: number): readonly string[] {
  return ['record', facet, holder.toString('hex'), String(asOf)];
}
