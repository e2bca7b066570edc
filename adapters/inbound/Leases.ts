/** Who may use a thing that bears one user only. */
export type LeaseHolder =
  /** This process. `token` grows with every change of owner: a later owner has a greater one. */
  | { readonly kind: 'SELF'; readonly token: number }
  /** Another replica, reachable at the address that it joined with. */
  | { readonly kind: 'OTHER'; readonly address: string }
  /** Nobody at the moment, and we could not become the owner: our store is away. */
  | { readonly kind: 'NOBODY' };

/** One process's part in the ownership of one thing. */
export interface Lease {
  /** The owner now; becomes the owner when there is none. An owner that stops renewing loses it after 10 s. */
  holder(): Promise<LeaseHolder>;
  /** Gives it up at once, so that another replica need not wait; its `holder` is `NOBODY` from then on. */
  leave(): Promise<void>;
}

/** Ownership among all replicas of a server. */
export interface Leases {
  /**
   * @param name - of the thing, unique in the place.
   * @param address - where other replicas reach this process about it.
   */
  join(name: string, address: string): Lease;
}
