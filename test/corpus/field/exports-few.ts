/** Exports of a hundred or two points: days by the hour or the half hour, and means over pods that come and go. */
import { hidden, unknown } from './hours';
import { above, follow, highWater, inFlight, sum, traffic } from './memory';
import { DAY, type Family, HOUR, MINUTE, type Recorder, scraper, sizes } from './scene';

/** On time, by the export's own steps. */
const onTime = (recorder: Recorder): Recorder => ({ ...recorder, jitter: 0, stale: 0 });

/** A leak by request over four to eight days, at 30 minutes to an hour and a half a point. */
const fewLeak: Family = (r) => {
  const { base, move } = sizes(r, 0.25, 3);
  const duration = r.between(4, 8) * DAY;
  const wave = r.between(0, 0.5) * (move / (duration / DAY));
  const part = { step: r.pick([30, 60, 90]) * MINUTE, base, cycle: DAY, recorder: onTime(scraper(r, base)) };
  return unknown(
    r,
    duration,
    'leak',
    (t) => {
      const load = traffic(r, t, DAY);
      const all = load.reduce((a, x) => a + x, 0);
      let came = 0;
      return load.map((x) => {
        came += x;
        return base + (move * came) / all + wave * x;
      });
    },
    part,
  );
};

/** A healthy service by day and night, at as few points. */
const fewDiurnal: Family = (r) => {
  const { base, move } = sizes(r, 0.2, 3);
  const live = r.scale(0.1, 2) * HOUR;
  const part = { step: r.pick([30, 60, 90]) * MINUTE, base, cycle: DAY, recorder: onTime(scraper(r, base)) };
  return unknown(
    r,
    r.between(3, 8) * DAY,
    'ragged',
    (t) => {
      const need = traffic(r, t, DAY).map((x) => x * move);
      return sum(base, follow(t, need, live / 2, live));
    },
    part,
  );
};

/** The mean over pods that an autoscaler keeps busy between two marks: a saw by day, and one idle pod by night. */
const meanOfPods: Family = (r) => {
  const { base, move } = sizes(r, 0.2, 3);
  const duration = r.between(2, 7) * DAY;
  const most = r.integer(3, 15);
  const patience = r.between(10, 60) * MINUTE;
  const part = { step: r.pick([1, 5, 10]) * MINUTE, base, cycle: DAY, recorder: onTime(scraper(r, base)) };
  return unknown(
    r,
    duration,
    'ragged',
    (t) => {
      const load = traffic(r, t, DAY);
      let [pods, calm] = [Math.max(1, Math.ceil((load[0] ?? 0) * most)), 0];
      const each = t.map((x, i) => {
        const wanted = (load[i] ?? 0) * most;
        if (wanted > 0.6 * pods) calm = x;
        if (wanted > 0.85 * pods) pods++;
        else if (pods > 1 && x - calm > patience) [pods, calm] = [pods - 1, x];
        return (move * wanted) / pods;
      });
      return sum(base, follow(t, each, 2 * MINUTE, 10 * MINUTE));
    },
    part,
  );
};

/**
 * By hand, half an hour to two: nothing of note in the first half, then requests of mixed sizes, some larger than all
 * before, of which the heap keeps the record; the largest come again, are seen, and add nothing.
 */
const secondHalf: Family = (r) => {
  const { base, move } = sizes(r, 0.3, 3);
  const duration = r.between(30, 120) * MINUTE;
  const count = r.integer(14, 20);
  const records = [30, 30 + r.between(15, 25), 100];
  const early = Math.floor(count * r.between(0.35, 0.45));
  const bursts = hidden(
    r,
    duration,
    count,
    (i) => (i < early ? r.between(2, 5) : (records[i - early] ?? r.between(70, 97))),
    0.3,
  );
  return unknown(
    r,
    duration,
    'stair-step',
    (t) => {
      const need = inFlight(r, t, bursts, move);
      return sum(base, above(need, highWater(r, need, { share: r.between(0.65, 0.95), creep: 0.02 })));
    },
    { step: r.pick([1, 2, 5]), base, bursts },
  );
};

export const EXPORTS_FEW = {
  'leak-of-few-points': fewLeak,
  'diurnal-of-few-points': fewDiurnal,
  'mean-of-pods': meanOfPods,
  'fragments-in-second-half': secondHalf,
} satisfies Record<string, Family>;
