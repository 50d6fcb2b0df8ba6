/** What a sampler reads from: one interface, one implementation a system. */
export interface Detail {
  anon: number;
  file: number;
  shared: number;
}

/** The part of the highest resident size that lay in processes that the target had started. */
export interface Children {
  count: number;
  /** bytes */
  rss: number;
}

export interface MemorySource {
  /** Resident bytes now; undefined once there is nothing to measure. */
  rss(): number | undefined;
  /** Cheap, but not free: at most once a second. Undefined where the system does not say. */
  detail(): Detail | undefined;
  /** Undefined where there were none, or they are not measured. */
  childrenAtPeak?(): Children | undefined;
  /** Looks for processes that came and went. */
  refresh(): void;
  close(): void;
}
