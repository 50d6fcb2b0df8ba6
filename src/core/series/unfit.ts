/** Files that people have, and that hold no series of one process's resident memory: what they are, and how to get one. */
import { KUBECTL_TOP } from './process-rows';
import { refuse } from './refuse';

const RECORD = 'Record the process with `stairstep attach PID`, or with `pidstat -r -p PID 1`.';

export const DOCKER_STATS = [
  'this is what `docker stats` prints, which has no times',
  'Record them with the sizes, as CSV with the header time,rss: echo "$(date +%s),$(docker stats --no-stream --format \'{{.MemUsage}}\' NAME | cut -d/ -f1)"; or print a time above each table, which is then read.',
] as const;

const UNFIT: readonly { is: RegExp; what: string; remedy: string }[] = [
  {
    is: /^desc:.*\ncmd:.*\ntime_unit:/,
    what: 'this is of massif, which counts the heap as the program asked for it, not resident memory',
    remedy: RECORD,
  },
  {
    is: /^v [\da-f]+ \d+\r?\nX /,
    what: 'this is of heaptrack, which counts the heap as the program asked for it, not resident memory',
    remedy: RECORD,
  },
  {
    is: /\bkbmemused\b/,
    what: 'this is of `sar -r`, which is the memory of the whole machine',
    remedy: RECORD,
  },
  {
    is: /^\s*procs\s+-+memory/,
    what: 'this is of vmstat, which is the memory of the whole machine',
    remedy: RECORD,
  },
  {
    is: /^\W*(CONTAINER|POD)\b.*\sCPU %\s+MEM\s+DISK\b/,
    what: 'this is what `crictl stats` prints, which has no times',
    remedy:
      'Print a time above each table, which is then read: while date +%s; do crictl stats; sleep 10; done > stats.log.',
  },
  {
    is: /\b(CONTAINER ID|ID|NAME)\s.*MEM USAGE/,
    what: DOCKER_STATS[0],
    remedy: DOCKER_STATS[1],
  },
  {
    is: /^\s*PID\s+User\s.*\bUSS\s+PSS\s+RSS\b/,
    what: 'this is what `smem` prints, which has no times',
    remedy:
      'Print a time above each table, which is then read: while date +%s; do smem; sleep 10; done > smem.log.',
  },
  {
    is: /^Processes: \d+ total,/,
    what: 'this is of top on macOS, whose MEM counts what is compressed and leaves out what is shared',
    remedy: RECORD,
  },
  {
    is: /^(?:.*[\d:]{5}.*\n *\d+ *\n){2}/,
    what: 'times and numbers stand in lines of their own, by turns',
    remedy:
      'Put them beside each other below a header that names the unit, which is KiB for what `ps` prints: (echo "time;rss_kib"; paste -d";" - - < FILE).',
  },
  {
    is: KUBECTL_TOP,
    what: 'this is what `kubectl top` prints, which has no times',
    remedy:
      'Record them with the sizes, as CSV with the header time,rss: echo "$(date +%s),$(kubectl top pod NAME --no-headers | awk \'{print $3}\')"; or export the series from Prometheus.',
  },
  {
    // a date may stand in a line before each table
    is: /^(?:.*\n)?[ \t]*(?!TIME|DATE)(?:[A-Z%]+ +)*(?:PID +(?:[A-Z%]+ +)*RSS\b|RSS[ \t]*\n)/,
    what: 'this is what `ps` prints, which has no times in its lines',
    remedy:
      'Record them with the sizes, as CSV with the header time,rss_kib: echo "$(date +%s),$(ps -o rss= -p PID)"; or print a time above each table, which is then read.',
  },
  {
    is: /^(Name:|VmRSS:|Rss:|[\da-f]+-[\da-f]+ [-r])/,
    what: 'this is of /proc/PID/status or smaps, which have no times',
    remedy:
      'Record them with the sizes, as CSV with the header time,rss_kib: echo "$(date +%s),$(ps -o rss= -p PID)".',
  },
  {
    // a date may stand before it, in the same line
    is: /^.*\btotal\s+used\s+free\b/,
    what: 'this is of `free`, which is the memory of the whole machine',
    remedy: RECORD,
  },
  {
    is: /^\s*<(!doctype|html|\?xml)/i,
    what: 'this is a web page or XML',
    remedy: 'A download of it may ask you to log in first: open it and see.',
  },
];

/** Refused with what it is and how to get a series, where the text is of a kind that is known to be none. */
export function refuseUnfit(head: string): void {
  const known = UNFIT.find(({ is }) => is.test(head));
  if (known !== undefined) refuse(known.what, known.remedy);
}
