/**
 * What the page that draws runs and its host say to each other: ready -> the whole state -> deltas. The host is the
 * editor; in an HTML report there is none, and the log stands in the page. Both ends check what they get.
 */
import * as z from 'zod/mini';
import { ALLOCATOR_NAMES } from '../allocator/allocator';
import type { RunEvent } from '../run/event';

const LINKS = [
  'stop',
  'run-again',
  'add-allocator',
  'tune-allocator',
  'compare-allocators',
  'show-manifest',
  'show-source',
] as const;
/** What the host can do for the page: links to anything else are hidden. */
const HOST_ACTIONS = [...LINKS, 'save', 'copy-summary'] as const;
export type HostAction = (typeof HOST_ACTIONS)[number];

export const SAVE_FORMATS = ['png', 'svg', 'csv', 'json', 'html'] as const;
export type SaveFormat = (typeof SAVE_FORMATS)[number];

/** The strings of a page, translated by the host: English text -> text. Missing ones stay English. */
export type Translations = Readonly<Record<string, string>>;

const fromPage = z.discriminatedUnion('type', [
  /** the page listens; also after a gap: send everything */
  z.strictObject({ type: z.literal('ready') }),
  /** `step` is the id of the step whose details hold the link */
  z.strictObject({
    type: z.literal('action'),
    action: z.enum(LINKS),
    step: z.exactOptional(z.number()),
  }),
  /** `data` holds a PNG of the canvas; the other formats are made by the host from the file */
  z.strictObject({
    type: z.literal('save'),
    format: z.enum(SAVE_FORMATS),
    data: z.exactOptional(z.instanceof(Uint8Array)),
  }),
  z.strictObject({ type: z.literal('copy-summary') }),
  z.strictObject({ type: z.literal('copy-text'), text: z.string() }),
  /** milliseconds of main thread, for the tests: how long opening took */
  z.strictObject({ type: z.literal('painted'), samples: z.number(), ms: z.number() }),
]);
export type FromPage = z.infer<typeof fromPage>;

const fromComparison = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  /** make this allocator permanent */
  z.strictObject({ type: z.literal('apply-fix'), allocator: z.enum(ALLOCATOR_NAMES) }),
  z.strictObject({ type: z.literal('copy-text'), text: z.string() }),
  z.strictObject({ type: z.literal('painted'), samples: z.number(), ms: z.number() }),
]);
/** What the page of a comparison says. */
export type FromComparison = z.infer<typeof fromComparison>;

/** A message from the page of a comparison, or undefined where it is none. */
export function asFromComparison(message: unknown): FromComparison | undefined {
  const parsed = fromComparison.safeParse(message);
  return parsed.success ? parsed.data : undefined;
}

/** A message from the page, or undefined where it is none. */
export function asFromPage(message: unknown): FromPage | undefined {
  const parsed = fromPage.safeParse(message);
  return parsed.success ? parsed.data : undefined;
}

const action = z.enum(HOST_ACTIONS);
const strings = z.record(z.string(), z.string());
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/** One run of a page; an ordinary chart page has one, a comparison several. `run` is its 0-based index. */
const toPage = z.discriminatedUnion('type', [
  /** starts (again) with nothing; `names` are the titles of the runs */
  z.strictObject({
    type: z.literal('open'),
    names: z.array(z.string()),
    live: z.boolean(),
    actions: z.array(action),
    strings,
  }),
  /** the next bytes of a run's file, in order; `last` once the file's present end is reached. `compact`: as run/compact.ts writes them */
  z.strictObject({
    type: z.literal('log'),
    run: z.number(),
    bytes,
    last: z.boolean(),
    compact: z.exactOptional(z.boolean()),
  }),
  /** events that came after; `from` is the 0-based line of the first. Lines that the page has are skipped; a gap makes it ask again */
  z.strictObject({
    type: z.literal('events'),
    run: z.number(),
    from: z.number(),
    events: z.array(z.unknown()),
  }),
  /** a run went from live to not live, or actions changed */
  z.strictObject({ type: z.literal('status'), live: z.boolean(), actions: z.array(action) }),
  /**
   * the text of a comparison's log, and the titles of its runs, whose files follow as `log`; comes again when the
   * comparison has grown, with the runs it had and new ones after them; runs that it had at the end and has no more
   * are gone. `trials` are the ids of the trials that they are recordings of. `underWay`: the host is comparing now.
   * `recording`: so is the last of the runs being recorded, and goes on with `events`
   */
  z.strictObject({
    type: z.literal('comparison'),
    log: z.string(),
    names: z.array(z.string()),
    trials: z.array(z.string()),
    canApply: z.boolean(),
    underWay: z.boolean(),
    recording: z.boolean(),
    strings,
  }),
  /** a file could not be read; shown in place of the chart */
  z.strictObject({ type: z.literal('failed'), message: z.string(), remedy: z.string() }),
]);
/** A checked message to the page, its events still to be checked one by one by `asRunEvent`, as they are folded. */
export type CheckedToPage = z.infer<typeof toPage>;
/** A message to the page, as the host makes it. */
export type ToPage =
  | Exclude<CheckedToPage, { type: 'events' }>
  | (Extract<CheckedToPage, { type: 'events' }> & { events: RunEvent[] });

/** A message from the host, or undefined where it is none. */
export function asToPage(message: unknown): CheckedToPage | undefined {
  const parsed = toPage.safeParse(message);
  return parsed.success ? parsed.data : undefined;
}
