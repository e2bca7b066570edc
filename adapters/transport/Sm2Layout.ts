/** How a site arranges point, digest and text of SM2 encryption: C1C3C2 by the standard of 2012, C1C2C3 before it. */
export type Sm2Layout = 'C1C3C2' | 'C1C2C3';
