/** Rows that `ps`, `top`, `docker stats` and `kubectl top` print, as loops put them behind a time or below one. */
import { KIB, type Unit } from './sizes';

export interface Row {
  /** empty where the row does not tell */
  pid: string;
  name: string;
  size: string;
  /** of sizes that have none of their own */
  unit?: Unit;
}

/** `ps aux`: VSZ and RSS stand side by side, without anything that tells them apart but their places. */
const PS_AUX =
  /^(?:\S+) +(?<pid>\d+) +\d+(?:[.,]\d+)? +\d+[.,]\d+ +\d+ +(?<size>\d+) +\S+ +[A-Z][\w<+]* +\S+ +[\d-]+:[\d:]+ +(?<name>.+)$/;
/** `top -b`: VIRT and RES, each with its letter or in KiB. */
const TOP =
  /^(?<pid>\d+) +\S+ +(?:rt|-?\d+) +-?\d+ +[\d.,]+[kmgt]? +(?<size>[\d.,]+[kmgt]?) +[\d.,]+[kmgt]? +[A-Z] +[\d.,]+ +[\d.,]+ +[\d:.,]+ +(?<name>.+)$/;

/** `docker stats --format json`, its keys in their order. */
const DOCKER = /^\{"BlockIO":.*"MemUsage":"(?<size>[\d.]+[kmgt]?i?b) \/ .*"Name":"(?<name>[^"]*)"/i;

/** The header of `kubectl top pod`, also with its containers. */
export const KUBECTL_TOP = /^(NAMESPACE\s+)?(POD\s+)?NAME\s+CPU\(cores\)\s+MEMORY\(bytes\)/;

/** A row that is known by its shape alone. */
export function rowOf(line: string): Row | undefined {
  const docker = DOCKER.exec(line)?.groups;
  if (docker?.size !== undefined) return { pid: '', size: docker.size, name: docker.name ?? '' };
  for (const shape of [PS_AUX, TOP]) {
    const { pid, size, name } = shape.exec(line)?.groups ?? {};
    if (pid !== undefined && size !== undefined) return { pid, size, name: name ?? '', unit: KIB };
  }
  return undefined;
}

/** Reads the rows below the header of a table. */
export type ReadRow = (line: string) => Row | undefined;

/** The reader for the rows below a line; undefined where the line is no header of a table of processes. */
export function tableOf(header: string): ReadRow | undefined {
  if (/^(CONTAINER( ID)?|ID|NAME|POD ID)\s.*\bMEM\b/.test(header)) return containers(header);
  if (KUBECTL_TOP.test(header)) return kubectl(header);
  if (/^(Control Group|CGroup|Path)\s+(Tasks|Proc\+?)\s+%CPU\s+Memory\s/.test(header)) return controlGroup;
  const names = header.split(/\s+/);
  if (!names.includes('RSS') && !(names.includes('PID') && names.includes('RES'))) return undefined;
  return names.every((name) => /^[A-Z%][A-Za-z%+#/]*$/.test(name)) ? processes(names) : undefined;
}

/** What stands before the command is counted from the left, what stands behind it from the right. */
function processes(names: readonly string[]): ReadRow {
  const command = names.findIndex((name) => /^(COMMAND|CMD|COMM|Command)$/.test(name));
  return (line) => {
    const cells = line.split(/\s+/);
    const more = cells.length - names.length;
    const cell = (name: string) => {
      const i = names.indexOf(name);
      return cells[command >= 0 && i > command ? i + more : i] ?? '';
    };
    const size = cell(names.includes('RSS') ? 'RSS' : 'RES');
    if (more < 0 || !/^[\d.,]+[kmgt]?$/.test(size)) return undefined;
    // a date in another language, above the next table
    if (names.includes('PID') && !/^\d+$/.test(cell('PID'))) return undefined;
    const name = command < 0 ? '' : cells.slice(command, command + 1 + more).join(' ');
    return { pid: cell('PID'), name, size, unit: KIB };
  };
}

/** Of docker, podman and crictl. */
function containers(header: string): ReadRow {
  const names = header.split(/\s{2,}/);
  const memory = names.findIndex((name) => /^MEM( USAGE.*)?$/.test(name));
  return (line) => {
    const cells = line.split(/\s{2,}/);
    const size = cells[memory] ?? '';
    return /^[\d.]+ ?[kmgt]?i?b/i.test(size)
      ? { pid: '', name: cells[names.indexOf('NAME')] ?? cells[0] ?? '', size }
      : undefined;
  };
}

/** Of systemd-cgtop: the memory stands before what is read and written. */
function controlGroup(line: string): Row | undefined {
  const [, name, size] = /^(\S+) .* ([\d.]+[KMGT]?) +\S+ +\S+$/.exec(line) ?? [];
  return name === undefined || size === undefined ? undefined : { pid: '', name, size };
}

function kubectl(header: string): ReadRow {
  const names = header.split(/\s+/);
  return (line) => {
    const cells = line.split(/\s+/);
    const size = cells[names.indexOf('MEMORY(bytes)')] ?? '';
    const name = cells.slice(0, names.indexOf('CPU(cores)')).join(' ');
    return /^\d+[KMG]i$/.test(size) ? { pid: '', name, size } : undefined;
  };
}
