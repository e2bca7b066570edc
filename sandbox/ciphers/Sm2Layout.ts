/** In which order an SM2 cipher text holds the point, the digest and the masked text: the standard of 2012, or before it. */
export type Sm2Layout = 'C1C3C2' | 'C1C2C3';
