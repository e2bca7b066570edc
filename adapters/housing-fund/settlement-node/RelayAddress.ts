/** Where a replica takes the questions of the others. */
export interface RelayAddress {
  /** Port 0 takes any that is free. */
  readonly listen: { readonly host: string; readonly port: number };
  /** `host:port` under which the other replicas reach it. @param port - that was taken. */
  readonly advertise: (port: number) => string;
}
