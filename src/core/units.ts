const STEPS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Bytes as people read them, decimal units, three significant digits: `953 MB`, `1.04 GB`, `-12.5 kB`. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return 'unknown';
  let value = Math.abs(bytes);
  let unit = 0;
  while (value >= 999.5 && unit < STEPS.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  const text = value.toFixed(digits).replace(/\.0+$/, '');
  return `${bytes < 0 && text !== '0' ? '-' : ''}${text} ${STEPS[unit]}`;
}

const FACTORS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 1e3,
  kb: 1e3,
  kib: 1024,
  m: 1e6,
  mb: 1e6,
  mib: 1024 ** 2,
  g: 1e9,
  gb: 1e9,
  gib: 1024 ** 3,
};

/** `30kB`, `2 MiB`, `1.5GB`, `4096` or a number -> bytes; undefined where it is no size. */
export function parseBytes(text: string | number): number | undefined {
  if (typeof text === 'number') return Number.isFinite(text) && text >= 0 ? Math.round(text) : undefined;
  const match = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(text);
  const factor = FACTORS[match?.[2]?.toLowerCase() ?? '?'];
  return match && factor !== undefined ? Math.round(Number(match[1]) * factor) : undefined;
}

/** `8,432` */
export function formatCount(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Seconds as people read them: `4.2 s`, `75 s`, `12 min`, `3.5 h`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${Number(seconds.toFixed(1))} s`;
  if (seconds < 180) return `${Math.round(seconds)} s`;
  if (seconds < 10_800) return `${Math.round(seconds / 60)} min`;
  return `${Number((seconds / 3600).toFixed(1))} h`;
}
