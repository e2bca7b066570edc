/** How SM4 chains its blocks; with `CBC` the initial vector precedes the cipher text. */
export type Sm4Mode = 'ECB' | 'CBC';
