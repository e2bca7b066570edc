/** 公安档案: that the place's system knows the person at all. Instants are epoch ms. */
export interface PublicSecurityRecord {
  readonly asOf: number;
}
