/** What dashboards, and the stores behind them, answer and export as JSON. */
import { each, type FoundSeries, type JsonFormat } from './found';
import { cellOf, isList, isRecord, type JsonRecord, numberOf, recordOf, records } from './json-values';
import {
  collected,
  labelsInBraces,
  labelText,
  MILLISECONDS,
  type Pair,
  pairs,
  SECONDS,
  zipped,
} from './points';
import { refuse } from './refuse';
import { BYTE, GIB, KIB, MIB, type Unit, unitOf } from './sizes';
import { PROBED, readTable } from './table';
import { LAST_YEAR } from './unix-time';

/** `{"results":{"A":{"frames":[...]}}}` as the query inspector copies an answer, or the frames of a panel alone. */
export const grafana: JsonFormat = {
  has: (first) => isFrame(first) || framesOf(first).length > 0,
  read: (items) => {
    const frames = items.flatMap((item) => (isFrame(item) ? [item] : framesOf(item)));
    return { format: 'Grafana frames', ...MILLISECONDS, found: frames.flatMap(seriesOfFrame) };
  },
};

/** Copied as data, its values stand in its fields. */
function isFrame({ schema, data, fields }: JsonRecord): boolean {
  if (isList(fields) && fields.length > 1) return records(fields).every(({ values }) => isList(values));
  return isRecord(schema) && isList(schema.fields) && isRecord(data) && isList(data.values);
}

function framesOf({ results }: JsonRecord): JsonRecord[] {
  return records(Object.values(recordOf(results)))
    .flatMap(({ frames }) => records(frames))
    .filter(isFrame);
}

/** One field has the times, in milliseconds; each number beside it is a series, in the unit of its field. */
function seriesOfFrame({ schema, data, fields: own }: JsonRecord): FoundSeries[] {
  const fields = records(own ?? recordOf(schema).fields);
  const { values } = recordOf(data);
  const columns = isList(values) ? values : fields.map((field) => field.values);
  const times = columns[fields.findIndex(({ type }) => type === 'time')];
  return fields.flatMap((field, i) => {
    if (field.type !== 'number') return [];
    const config = recordOf(field.config);
    const name = String(config.displayNameFromDS ?? `${String(field.name)}${labelsInBraces(field.labels)}`);
    const unit = GRAFANA_UNITS.get(config.unit) ?? unitOf(name);
    return [collected(name, unit, zipped(times, columns[i]), 1e-3)];
  });
}

/** Its ids of units; those of a panel scale what is shown, and here say what the values are. */
const GRAFANA_UNITS = new Map<unknown, Unit>([
  ['bytes', BYTE],
  ['decbytes', BYTE],
  ['kbytes', KIB],
  ['mbytes', MIB],
  ['gbytes', GIB],
  ['deckbytes', { name: 'kB', bytes: 1e3 }],
  ['decmbytes', { name: 'MB', bytes: 1e6 }],
  ['decgbytes', { name: 'GB', bytes: 1e9 }],
]);

/** The answer to a NRQL query `TIMESERIES`: each row has its begin and end, and a number a selected value. */
export const newRelic: JsonFormat = {
  has: ({ results }) => 'beginTimeSeconds' in (records(results)[0] ?? {}),
  read: each((answer) => {
    const rows = records(answer.results);
    const names = Object.keys(rows[0] ?? {}).filter((key) => !SLICE.includes(key));
    const found = names.map((name) => {
      const points = rows.map((row): Pair => [row.beginTimeSeconds, row[name]]);
      return collected(name, unitOf(name), points, 1);
    });
    return { format: 'New Relic', ...SECONDS, found };
  }),
};

const SLICE = ['beginTimeSeconds', 'endTimeSeconds', 'inspectedCount', 'facet'];

/** The buckets of a date histogram, with a metric each. */
export const elastic: JsonFormat = {
  has: (first) => isRecord(first.aggregations) || isRecord(first.rawResponse),
  read: each((first) => {
    const answer = isRecord(first.rawResponse) ? first.rawResponse : first;
    const [histogram] = records(Object.values(recordOf(answer.aggregations)));
    const buckets = records(histogram?.buckets);
    const names = Object.keys(buckets[0] ?? {}).filter((key) => 'value' in recordOf(buckets[0]?.[key]));
    if (names.length === 0) refuse('the first aggregation has no buckets of time with a value in each');
    const found = names.map((name) => {
      const rows = buckets.map((bucket): Pair => [bucket.key, recordOf(bucket[name]).value]);
      return collected(name, unitOf(name), rows, 1e-3);
    });
    return { format: 'Elasticsearch date histogram', ...MILLISECONDS, found };
  }),
};

/** The answer of InfluxDB to InfluxQL: a table for each set of tags. */
export const influx: JsonFormat = {
  has: ({ results }) => records(results).some(({ series }) => isList(series)),
  read: each(({ results }) => {
    const series = records(results).flatMap((result) => records(result.series));
    const [first] = series;
    const rows = series.flatMap(({ name, tags, values }) => {
      const label = isRecord(tags) ? labelText(tags) : String(name);
      return isList(values) ? values.filter(isList).map((row) => [label, ...row.map(cellOf)]) : [];
    });
    return readTable({
      format: 'InfluxDB',
      header: ['series', ...(isList(first?.columns) ? first.columns.map(String) : [])],
      probe: rows.slice(0, PROBED),
      place: 'row',
      each: (visit) => rows.forEach((row, i) => void visit(row, i, false)),
    });
  }),
};

/** `[{"target":"web.rss","datapoints":[[value,time],...]}]`; panels of Grafana have the same, with milliseconds. */
export const graphite: JsonFormat = {
  has: (first) => 'target' in first && isList(first.datapoints),
  read: (targets) => {
    const [[, first] = []] = pairs(targets[0]?.datapoints);
    const scale = (numberOf(first) ?? 0) < LAST_YEAR ? 1 : 1e-3;
    const found = targets.map(({ target, datapoints }) => {
      const turned = pairs(datapoints).map(([value, time]): Pair => [time, value]);
      return collected(String(target), unitOf(String(target)), turned, scale);
    });
    return { format: 'Graphite render', ...(scale === 1 ? SECONDS : MILLISECONDS), found };
  },
};

/** `{"labels":["time","rss"],"data":[[time,value,...],...]}`, newest first; the file does not tell the unit of its chart. */
export const netdata: JsonFormat = {
  has: ({ labels, data }) => isList(labels) && labels[0] === 'time' && isList(data) && isList(data[0]),
  read: each((answer) => {
    const labels = isList(answer.labels) ? answer.labels.map(String).slice(1) : [];
    const rows = isList(answer.data) ? answer.data.filter(isList) : [];
    const found = labels.map((name, i) =>
      collected(
        name,
        MEBIBYTES,
        rows.map((row): Pair => [row[0], row[i + 1]]),
        1,
      ),
    );
    return { format: 'Netdata', time: 'seconds since 1970', notes: [], unordered: true, found };
  }),
};

/** Of its charts of the memory of applications and containers. */
const MEBIBYTES: Unit = {
  ...MIB,
  doubt: 'the sizes are taken for MiB, as Netdata has them in its charts of applications and containers',
};
