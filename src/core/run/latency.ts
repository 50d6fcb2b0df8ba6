/**
 * Latencies counted in buckets that grow by 4 %, so that ticks can be added up and a percentile of the sum is right to
 * within 2 %: the log-linear idea of HdrHistogram, with one number a bucket.
 */
const RATIO = Math.log(1.04);
/** ms; what is faster counts as this */
const FASTEST = 0.01;

/** Bucket -> count, sparse. The bucket of `ms` is `floor(log_1.04(ms / 0.01))`. */
export type LatencyCounts = Record<string, number>;

export class LatencyHistogram {
  private readonly counts = new Map<number, number>();
  private total = 0;

  add(ms: number, count = 1): void {
    this.put(Math.floor(Math.log(Math.max(ms, FASTEST) / FASTEST) / RATIO), count);
  }

  addCounts(counts: LatencyCounts): void {
    for (const [bucket, count] of Object.entries(counts)) this.put(Number(bucket), count);
  }

  /** Milliseconds, the middle of the bucket; undefined where nothing was counted. */
  quantile(share: number): number | undefined {
    let seen = 0;
    for (const [bucket, count] of [...this.counts].sort(([a], [b]) => a - b)) {
      seen += count;
      if (seen >= share * this.total)
        return Number((FASTEST * Math.exp((bucket + 0.5) * RATIO)).toPrecision(3));
    }
    return undefined;
  }

  toCounts(): LatencyCounts {
    return Object.fromEntries(this.counts);
  }

  private put(bucket: number, count: number): void {
    this.counts.set(bucket, (this.counts.get(bucket) ?? 0) + count);
    this.total += count;
  }
}
