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

const FACTORS: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['b', 1],
  ['k', 1e3],
  ['kb', 1e3],
  ['kib', 1024],
  ['m', 1e6],
  ['mb', 1e6],
  ['mib', 1024 ** 2],
  ['g', 1e9],
  ['gb', 1e9],
  ['gib', 1024 ** 3],
]);

/** `30kB`, `2 MiB`, `1.5GB`, `4096` or a number -> bytes; undefined where it is no size. */
export function parseBytes(text: string | number): number | undefined {
  if (typeof text === 'number') return Number.isFinite(text) && text >= 0 ? Math.round(text) : undefined;
  const match = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(text);
  const factor = FACTORS.get(match?.[2]?.toLowerCase() ?? '?');
  return match && factor !== undefined ? Math.round(Number(match[1]) * factor) : undefined;
}

/** `8,432` */
export function formatCount(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');
}

const UNITS = [
  { name: 'd', minutes: 1440 },
  { name: 'h', minutes: 60 },
  { name: 'min', minutes: 1 },
];

/** Whole minutes in the units that people count in: `2 h 9 min`; empty for none. */
export function formatMinutes(minutes: number): string {
  let rest = Math.round(minutes);
  const parts: string[] = [];
  for (const unit of UNITS) {
    const count = Math.floor(rest / unit.minutes);
    rest -= count * unit.minutes;
    if (count > 0) parts.push(`${count} ${unit.name}`);
  }
  return parts.join(' ');
}

/** Seconds as people read them: `4.2 s`, `75 s`, `12 min`, `2 h 9 min`, `3 d 4 h`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${Number(seconds.toFixed(1))} s`;
  if (seconds < 180) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return formatMinutes(minutes < 1440 ? minutes : Math.round(seconds / 3600) * 60);
}

/** To the hundredth of a second: `2 min 5.25 s` */
export function exactSeconds(seconds: number): string {
  // rounded first: 119.996 s are no "1 min 60 s"
  const rounded = Math.round(seconds * 100) / 100;
  const minutes = Math.floor(rounded / 60);
  const rest = `${Number((rounded - minutes * 60).toFixed(2))} s`;
  return minutes === 0 ? rest : `${formatMinutes(minutes)} ${rest}`;
}
