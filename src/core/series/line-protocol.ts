/** InfluxDB's line protocol, as Telegraf writes it to files: `procstat,host=web memory_rss=62914560i 1795687200000000000`. */

import type { Reading, TextFormat } from './found';
import { eachLine } from './lines';
import { likeliest } from './names';
import { quoted, refuse } from './refuse';
import { SeriesByName } from './series-by-name';
import { BYTE, parseSize, unitOf } from './sizes';
import { timesOf } from './times';

/** A blank or comma in a name has a backslash before it. */
const NAME = '(?:\\\\.|[^\\\\\\s,=])+';
const TAGS = `(?:,${NAME}=${NAME})*`;
const VALUE = '(?:"(?:\\\\.|[^"\\\\])*"|[^\\s,"]+)';
const FIELDS = `${NAME}=${VALUE}(?:,${NAME}=${VALUE})*`;
const LINE = new RegExp(`^(${NAME}${TAGS}) (${FIELDS}) (\\d{10,19})$`);
const FIELD = new RegExp(`(${NAME})=(${VALUE})`, 'g');

/** The first line, below comments. */
const FIRST_LINE = new RegExp(`^(?:#.*\\n)*${NAME}${TAGS} ${FIELDS} \\d{10,19}\\r?(?:\\n|$)`);

export const lineProtocol: TextFormat = { is: (head) => FIRST_LINE.test(head), read: readLineProtocol };

/** The fields that say resident memory most surely, one series for each set of tags. */
function readLineProtocol(text: string): Reading {
  const lines: { name: string; fields: Map<string, string>; time: string; number: number }[] = [];
  const keys = new Set<string>();
  eachLine(text, (line, number, cut) => {
    if (line.startsWith('#')) return;
    const [, name = '', fields = '', time = ''] = LINE.exec(line) ?? [];
    // a time that is cut off lies in the past
    if (cut) return;
    if (time === '') refuse(`line ${number} is not of the line protocol: ${quoted(line)}`);
    const all = new Map([...fields.matchAll(FIELD)].map(([, key = '', value = '']) => [key, value]));
    for (const key of all.keys()) keys.add(key);
    lines.push({ name, fields: all, time, number });
  });
  const wanted = likeliest([...keys], (key) => key);
  if (wanted.length === 0) refuse(`none of its fields is memory: ${quoted([...keys].join(', '))}`);
  const series = new SeriesByName();
  const times = timesOf('', [lines[0]?.time ?? ''], '.');
  const timeOf = times.reader();
  for (const { name, fields, time, number } of lines)
    for (const key of wanted) {
      const value = fields.get(key);
      if (value === undefined) continue;
      const whole = wanted.length === 1 ? name : `${name} ${key}`;
      const found = series.of(whole, () => unitOf(key));
      found.push(
        timeOf(time),
        parseSize(value.replace(/[iu]$/, ''), found.unit ?? BYTE, '.'),
        () => `line ${number}`,
      );
    }
  return { format: 'line protocol', time: times.says, found: series.all(), notes: [] };
}
