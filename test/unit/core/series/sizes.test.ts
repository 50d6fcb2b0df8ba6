/** Sizes and their units, as spreadsheets, scripts and tools write them. */
import { describe, expect, it } from 'vitest';
import { found, KIB, lines, MIB, refusalOf, START, T, Y } from './support';

const comma = (value: number) => `${value}`.replace('.', ',');

describe('sizes', () => {
  it.each([
    ['bytes, which need no unit', lines('t,rss', ({ t, bytes }) => `${t},${bytes}`)],
    ['KiB in the name', lines('time,rss_kib', ({ t, bytes }) => `${t},${bytes / KIB}`)],
    ['KiB in brackets', lines('Time,RSS (KiB)', ({ t, bytes }) => `${t},${bytes / KIB}`)],
    ['MiB in square ones', lines('time,memory [MiB]', ({ t, bytes }) => `${t},${bytes / MIB}`)],
    ['MiB in camel case', lines('time,rssMiB', ({ t, bytes }) => `${t},${bytes / MIB}`)],
    ['the kernel’s kB', lines('timestamp,rss_kb', ({ t, bytes }) => `${t},${bytes / KIB}`)],
    ['a script’s MB', lines('elapsed_s,rss_mb', ({ t, bytes }) => `${t},${bytes / MIB}`)],
    ['units in the cells', lines('t,rss', ({ t, bytes }) => `${t},${bytes / MIB} MiB`)],
    ['units of Kubernetes', lines('t,rss', ({ t, bytes }) => `${t},${bytes / MIB}Mi`)],
    ['thousands in quotes', lines('t,rss', ({ t, bytes }) => `${t},"${bytes.toLocaleString('en-US')}"`)],
    ['thousands by points', lines('t;rss', ({ t, bytes }) => `${t};${bytes.toLocaleString('de-DE')}`)],
    ['a decimal comma', lines('t;rss_gib', ({ t, bytes }) => `${t};${comma(bytes / KIB / MIB)}`)],
    ['a decimal comma in quotes', lines('t,rss_gib', ({ t, bytes }) => `${t},"${comma(bytes / KIB / MIB)}"`)],
    ['usage and limit of docker', lines('time,mem', ({ t, bytes }) => `${t},${bytes / MIB}MiB / 15.53GiB`)],
    ['pages', lines('t,rss_pages', ({ t, bytes }) => `${t},${bytes / 4096}`)],
    ['a space before quotes', lines('"t", "rss"', ({ t, bytes }) => `"${t}", "${bytes}"`)],
    ['beside a share of the machine', lines('t,mem%,usage', ({ t, bytes }) => `${t},41,${bytes}`)],
    [
      'beside shares that are called memory too',
      lines(
        'Timestamp,CPU,MemUsage,MemPerc',
        (s) => `${START + s.t},0.07%,${s.bytes / MIB}MiB / 12GiB,0.07%`,
      ),
    ],
    ['beside its peak', lines('t,peak_rss_mib,rss_mib', ({ t, bytes }) => `${t},999,${bytes / MIB}`)],
    [
      'RAM',
      lines('t,disk_used_mib,ram_free_mib,ram_used_mib', ({ t, bytes }) => `${t},21135,9853,${bytes / MIB}`),
    ],
    ['among other columns', lines('ts,cpu,rss,vsz', ({ t, bytes }) => `${t},7,${bytes},${bytes * 3}`)],
  ])('are right: %s', (_, text) => {
    expect(found(text)).toMatchObject({ t: T, y: Y });
  });

  it('says which unit it took, and that it is a guess where it is', () => {
    expect(found('time,rss_constructor\n0,50000000\n').read.unit).toBe('bytes, as no unit is named');
    expect(found('t,rss_kib\n0,50000\n').read).toMatchObject({ unit: 'KiB', notes: [] });
    expect(found('t,rss_kb\n0,50000\n').read.notes).toEqual([expect.stringContaining('kb is read as KiB')]);
    expect(found('t,rss\n0,5 MB\n').read.notes).toEqual([expect.stringContaining('powers of 1000')]);
    expect(found('t,rss\n0,50000\n').read).toMatchObject({
      unit: 'bytes, as no unit is named',
      notes: [expect.stringContaining('if they are KiB or MiB')],
    });
    expect(found('time,web\n0,50000000\n').read.notes).toEqual([
      'no column is named as memory: web is taken for resident memory',
    ]);
    expect(found('t,rss\n0,0\n').read.notes).toEqual(['all sizes are 0: nothing was measured']);
  });

  it('takes numbers that are whole pages in MiB as such, and says so', () => {
    const paged = lines('t,RSS', ({ t, bytes, i }) => `${t},${bytes / MIB + i / 256}`);
    const { y, read } = found(paged);
    expect(y).toEqual(Y.map((bytes, i) => bytes + i * 4096));
    expect(read).toMatchObject({ unit: 'MiB', notes: [expect.stringContaining('whole pages in MiB')] });
  });

  it.each([
    ['MiB', 1, '71'],
    ['KiB', 1024, '72704'],
    ['a share', 0.01, '0.71'],
  ])(
    'refuses numbers that no process has as bytes, which would be flat in any case: %s',
    (_, scale, most) => {
      const { message, remedy } = refusalOf(lines('t,rss', ({ t, i }) => `${t},${(60 + i) * scale}`));
      expect(message).toBe(
        `no unit is named, and as bytes the sizes would be at most ${most}, less than any process has`,
      );
      expect(remedy).toContain('rss_mib');
    },
  );

  it.each([
    ['t;rss_kib\n0;61.500\n', '61.500 may be 61500 or 61.500'],
    ['t,rss_mib\n0,"61,500"\n', '61,500 may be 61500 or 61.500'],
    ['t;rss_mib;x\n0;61,5;1\n1;61.5;1\n', 'a decimal comma and with a decimal point'],
    ['t,rss\n0,-5\n', 'line 2 has no size: 0,-5'],
    ['t,rss\n0,0x10\n', 'line 2 has no size: 0,0x10'],
    ['t,rss\n0,61,5\n', 'line 2 has 3 cells, and the header 2'],
    ['t,rss\n0,"5\n1,6\n', 'a quote is not closed'],
    ['time,cpu,requests\n0,1,2\n', 'a time, but no size'],
    ['t,rss\n0,5 constructor\n', 'line 2 has no size'],
  ])('refuses what can be read in two ways, or not at all: %j', (text, message) => {
    expect(refusalOf(text).message).toContain(message);
  });

  it('refuses pages in KiB, as `ps` prints them, that could be bytes', () => {
    const kib = lines('time,rss', ({ t, i }) => `${t},${1_258_292 + 4 * i}`);
    const { message, remedy } = refusalOf(kib);
    expect(message).toContain('whole pages in KiB');
    expect(remedy).toContain('rss_kib');
    expect(found(kib.replace('rss', 'rss_bytes')).y[0]).toBe(1_258_292);
    // the heap of a runtime counts so
    expect(found(kib.replace('rss', 'heap_bytes')).y[0]).toBe(1_258_292);
  });

  it('leaves out the zeros of a process that has ended, and no others', () => {
    const { t, y, read } = found('t,rss\n0,50000000\n1,0\n2,60000000\n3,0\n4,0\n');
    expect({ t, y }).toEqual({ t: [0, 1, 2], y: [50_000_000, 0, 60_000_000] });
    expect(read).toMatchObject({
      samples: 3,
      notes: ['the process had ended: 2 samples of size 0 at the end left out'],
    });
  });

  it('leaves out what was not measured, and says how much', () => {
    const { t, read } = found('t,rss\n0,5\n1,\n2,NaN\n3,+Inf\n4,null\n5,6\n');
    expect(t).toEqual([0, 5]);
    expect(read.notes[0]).toBe('4 samples without a size left out');
  });
});
