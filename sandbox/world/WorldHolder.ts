/** A fictitious natural person or company. */
export interface WorldHolder {
  readonly kind: 'person' | 'company';
  /** 公民身份号码 (GB 11643) or 统一社会信用代码 (GB 32100), upper case. */
  readonly number: string;
  readonly name: string;
  readonly demo: 'citizen' | 'all-provinces' | 'seven-dialects' | null;
  /** Six-digit codes of the places whose systems hold a file, in order, per department. */
  readonly holdings: {
    readonly 'public-security': readonly string[];
    readonly 'social-insurance': readonly string[];
    readonly 'housing-fund': readonly string[];
  };
}
