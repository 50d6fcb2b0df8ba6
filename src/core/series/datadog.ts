/** What the two APIs of Datadog answer. */
import { each, type JsonFormat, type Reading } from './found';
import { isList, type JsonRecord, numberOf, recordOf, records } from './json-values';
import { collected, MILLISECONDS, noMemory, pairs, zipped } from './points';
import { type Unit, unitOf } from './sizes';

export const datadog: readonly JsonFormat[] = [
  {
    has: (first) => isList(first.series) && records(first.series).some((one) => 'pointlist' in one),
    read: each(pointlists),
  },
  { has: ({ attributes }) => isList(recordOf(attributes).times), read: each(timesAndValues) },
];

function pointlists(answer: JsonRecord): Reading {
  const found = records(answer.series).map(({ metric, scope, unit, pointlist }) => {
    const name = `${String(metric)}{${String(scope)}}`;
    return collected(name, unitIn(unit) ?? unitOf(name), pairs(pointlist), 1e-3);
  });
  return { format: 'Datadog query', ...MILLISECONDS, found };
}

/** The answer of its second API, one list of values for each series. */
function timesAndValues({ attributes }: JsonRecord): Reading {
  const { series, times, values } = recordOf(attributes);
  const found = records(series).map(({ group_tags: tags, query_index: query, unit }, i) => {
    const name = isList(tags) && tags.length > 0 ? tags.join(',') : `query ${String(query)}`;
    return collected(name, unitIn(unit), zipped(times, isList(values) ? values[i] : undefined), 1e-3);
  });
  return { format: 'Datadog query', ...MILLISECONDS, found };
}

function unitIn(unit: unknown): Unit | undefined {
  const [first] = records(unit);
  if (first === undefined) return undefined;
  const bytes = numberOf(first.scale_factor);
  if (first.family !== 'bytes' || bytes === undefined) return noMemory(String(first.name));
  return { name: String(first.name), bytes };
}
