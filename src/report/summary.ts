/** A run in words and figures: what the terminal, the HTML page and the Markdown all say. */

import type { RunFold } from '../core/run/fold';
import type { ImportedSeries } from '../core/run/header';
import { loadTotals } from '../core/run/load-totals';
import type { Step } from '../core/run/verdict';
import { formatBytes, formatCount, formatSeconds } from '../core/units';
import { failedWords, refusedRequests } from './failed-requests';
import { heapProfileCommands } from './heap-profile';
import {
  allocatorLabel,
  childrenOf,
  endingText,
  formatDate,
  formatMilliseconds,
  formatRate,
  formatRise,
  formatShare,
  leakPace,
  meaningOf,
  missingOf,
  nextBeside,
  plainText,
  shapeLabel,
  stepCause,
  stepsOf,
} from './words';

export interface StepRow {
  number: string;
  time: string;
  kept: string;
  rise: string;
  cause: string;
  /** empty where nothing was */
  givenBack: string;
}

export interface Summary {
  /** the service */
  title: string;
  /** allocator, cargo profile, machine, date */
  facts: string[];
  /** `stair-step: memory goes up ...`, and how sure that is */
  headline: string;
  /** first the verdict's own, then what else stands in the way of trusting it */
  reasons: string[];
  missing: string[];
  next: string;
  /** for a shell: how to see which calls hold what a leak keeps */
  commands: string[];
  /** name and value */
  memory: [string, string][];
  load: [string, string][];
  steps: StepRow[];
  /** how the run ended where it did not run to its end, and warnings on the way */
  remarks: string[];
}

/** Heads the commands. */
export const CALLS = 'heaptrack shows which calls hold it, under the same load:';

/** The summary of a run that has a verdict or not yet. */
export function summarise(run: RunFold): Summary {
  const { header, verdict } = run;
  return {
    title: header ? plainText(header.service.name) : 'unnamed service',
    facts: factsOf(run),
    headline: verdict ? `${shapeLabel(verdict)}: ${meaningOf(verdict)}` : 'no verdict yet',
    reasons: (verdict?.reasons ?? []).map(({ text }) => plainText(text)),
    missing: (verdict ? missingOf(verdict) : []).map(({ text }) => plainText(text)),
    next: verdict ? plainText(nextBeside(verdict)) : '',
    commands: header && verdict?.profile === 'leak' ? heapProfileCommands(header) : [],
    memory: memoryOf(run),
    load: loadOf(run),
    steps: stepsOf(run).map(({ step }, index) => stepRow(step, index)),
    remarks: remarksOf(run),
  };
}

function factsOf({ header }: RunFold): string[] {
  if (!header) return [];
  const { service, machine, imported } = header;
  if (imported) return importedFacts(imported, header.startedAt);
  return [
    `allocator ${allocatorLabel(header)}`,
    ...(service.profile === undefined ? [] : [`cargo profile ${plainText(service.profile)}`]),
    ...(service.features?.length ? [`features ${plainText(service.features.join(', '))}`] : []),
    `${machine.cores} cores`,
    plainText(`${machine.os} ${machine.arch}`),
    formatDate(header.startedAt),
  ];
}

function importedFacts({ format, series, unit }: ImportedSeries, startedAt: string): string[] {
  return [
    plainText(format),
    ...(series === null ? [] : [plainText(series)]),
    `sizes in ${plainText(unit)}`,
    ...(startedAt === '' ? [] : [formatDate(startedAt)]),
  ];
}

function memoryOf({ verdict, samples }: RunFold): [string, string][] {
  if (!verdict) return [['samples', formatCount(samples.length)]];
  const growth = leakPace(verdict);
  return [
    ['baseline', formatBytes(verdict.baseline)],
    ['peak', formatBytes(verdict.peak)],
    ['retained at the end', formatBytes(verdict.retained)],
    ...(growth === undefined
      ? []
      : [['growth per 1,000 requests', formatBytes(growth)] satisfies [string, string]]),
  ];
}

function loadOf(run: RunFold): [string, string][] {
  if (run.loads.length === 0) return [];
  const totals = loadTotals(run);
  const { tried, rps, p50, p99 } = totals;
  return [
    ['requests', formatCount(tried)],
    ['requests a second', formatRate(rps)],
    ...(p50 === undefined ? [] : [['latency p50', formatMilliseconds(p50)] satisfies [string, string]]),
    ...(p99 === undefined ? [] : [['latency p99', formatMilliseconds(p99)] satisfies [string, string]]),
    ['failed', failedWords(totals)],
  ];
}

/** Numbered in the order of time, whatever the order they were found in. */
function stepRow(step: Step, index: number): StepRow {
  return {
    number: `${index + 1}`,
    time: formatSeconds(step.end),
    kept: `+${formatBytes(step.kept)}`,
    rise: formatRise(step),
    cause: stepCause(step),
    givenBack: step.givenBack === undefined ? '' : formatShare(step.givenBack),
  };
}

function remarksOf(run: RunFold): string[] {
  const ending = endingText(run);
  const children = childrenOf(run);
  const notes = run.notes.filter(({ level }) => level !== 'info').map(({ text }) => plainText(text));
  const refused = refusedRequests(run);
  return [
    ...(ending === undefined ? [] : [ending]),
    ...(refused === undefined ? [] : [refused]),
    ...(children === undefined ? [] : [children]),
    ...notes,
  ];
}
