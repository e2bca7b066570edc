/** Whether a 交易码 has an effect at the hub: it is never sent again unless it is certain that nothing was done. */
export function isOrder(transaction: string): boolean {
  return transaction === 'GJJB01' || transaction === 'GJJB03';
}
