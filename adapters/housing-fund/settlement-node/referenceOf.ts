/** Tells a request of ours among all: 发送日期 and 发送流水号. */
export function referenceOf(date: string, sequence: string): string {
  return `${date}-${sequence}`;
}
