/** One recording, for readers to find again in whatever form it was written. */

import { UserError } from '../../../../src/core/errors';
import { type ReadSeries, readSeries } from '../../../../src/core/series/index';

/** 2026-11-26T10:00:00Z, in seconds */
export const START = 1_795_687_200;
export const KIB = 1024;
export const MIB = 1024 ** 2;

/** Every ten seconds: 60, 61, ... MiB. */
export const TRUTH = Array.from({ length: 12 }, (_, i) => ({ t: i * 10, bytes: (60 + i) * MIB, i }));
export type Sample = (typeof TRUTH)[number];

export function lines(header: string | undefined, line: (sample: Sample) => string): string {
  return [...(header === undefined ? [] : [header]), ...TRUTH.map(line), ''].join('\n');
}

export function iso({ t }: Sample, offset = 0): string {
  return new Date((START + t + offset) * 1000).toISOString();
}

/** `10:00:20`, of the day */
export function clock(sample: Sample, offset = 0): string {
  return iso(sample, offset).slice(11, 19);
}

/** What was read, its times from its first one on. */
export function found(text: string, wanted?: string): { t: number[]; y: number[]; read: ReadSeries['read'] } {
  const { series, read } = readSeries(text, wanted);
  const from = series.t[0] ?? 0;
  return { t: series.t.map((t) => Math.round((t - from) * 1000) / 1000), y: series.y.map(Math.round), read };
}

export const T = TRUTH.map(({ t }) => t);
export const Y = TRUTH.map(({ bytes }) => bytes);

export function refusalOf(text: string, wanted?: string): UserError {
  try {
    readSeries(text, wanted);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
