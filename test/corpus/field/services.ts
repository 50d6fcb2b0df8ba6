/** Services as a scraper sees them, without a load: sockets held for hours, campaigns, jobs on the hour, cold nights. */
import type { TrueBurst } from '../generator/labelled';
import { scrape } from './days';
import { hidden, unknown } from './hours';
import { decaying, follow, inFlight, sum, traffic } from './memory';
import { DAY, type Family, HOUR, MINUTE, sizes } from './scene';

/** Websockets for hours by day, all of them cut now and then by a proxy's reload: down at once, and back in minutes. */
const sockets: Family = (r) => {
  const { base, move } = sizes(r, 0.2, 3);
  const duration = r.scale(2, 10) * DAY;
  const cuts = Array.from({ length: r.integer(1, 6) }, () => r.between(0.05, 0.95) * duration);
  const back = r.between(1, 10) * MINUTE;
  return unknown(
    r,
    duration,
    'ragged',
    (t) => {
      const held = follow(
        t,
        traffic(r, t, DAY).map((x) => x * move),
        20 * MINUTE,
        r.scale(0.2, 1.5) * HOUR,
      );
      return t.map((x, i) => {
        const since = Math.min(...cuts.map((at) => (x >= at ? x - at : 1e9)));
        return base + (held[i] ?? 0) * (1 - Math.exp(-since / back));
      });
    },
    { step: scrape(r, duration), base, cycle: DAY },
  );
};

/** Mails to all customers: at once ten times the load, gone by and by over an hour, with days between. */
const campaigns: Family = (r) => {
  const { base, move } = sizes(r, 0.3, 4);
  const duration = r.scale(1, 10) * DAY;
  const mails = hidden(r, duration, r.integer(3, 9), () => r.scale(20, 64), 0.03);
  const live = r.between(5, 90) * MINUTE;
  return unknown(
    r,
    duration,
    'ragged',
    (t) => {
      const crowd = follow(t, inFlight(r, t, mails, move), 2 * MINUTE, live);
      const wave = traffic(r, t, DAY).map((x) => x * 0.1 * move);
      return sum(base, wave, crowd);
    },
    { step: scrape(r, duration), base, cycle: DAY },
  );
};

/** By the hour for minutes, on an export of five minutes a point: each job is one point or two. */
const onTheHour: Family = (r) => {
  const { base, move } = sizes(r, 0.2, 3);
  const hours = r.integer(20, 120);
  const jobs: TrueBurst[] = Array.from({ length: hours }, (_, i) => {
    const from = i * HOUR + r.between(120, 180);
    return {
      from,
      to: from + r.between(4, 11) * MINUTE,
      connections: Math.round(r.scale(40, 100)),
      requests: 1,
    };
  });
  return unknown(
    r,
    hours * HOUR,
    'ragged',
    (t) => sum(base, decaying(t, inFlight(r, t, jobs, move), 60, r.between(10, 200))),
    { step: r.pick([60, 120, 300]), base },
  );
};

/** By night the kernel takes pages that nobody touches, for its cache of files; each morning they come back. */
const pagedOut: Family = (r) => {
  const { base } = sizes(r);
  const duration = r.scale(3, 10) * DAY;
  const cold = r.between(0.15, 0.6);
  return unknown(
    r,
    duration,
    'ragged',
    (t) => {
      const load = traffic(r, t, DAY);
      const most = Math.max(...load);
      const touched = load.map((x) => Math.min(1, 1.6 * (x / most) ** 0.7));
      const resident = follow(t, touched, 10 * MINUTE, r.between(0.5, 3) * HOUR);
      return resident.map((x) => base * (1 - cold + cold * x));
    },
    { step: scrape(r, duration), base, cycle: DAY },
  );
};

export const SERVICES = {
  websockets: sockets,
  campaigns,
  'on-the-hour': onTheHour,
  'paged-out-by-night': pagedOut,
} satisfies Record<string, Family>;
