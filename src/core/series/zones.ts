/** Zones of time, as letters and as offsets. */

/** Hours before or after UTC. Letters that stand for several zones, such as IST and BST, are not among them. */
const ZONES = new Map<string, number>(
  Object.entries({
    utc: 0,
    gmt: 0,
    z: 0,
    wet: 0,
    west: 1,
    cet: 1,
    cest: 2,
    eet: 2,
    eest: 3,
    msk: 3,
    jst: 9,
    kst: 9,
    aest: 10,
    aedt: 11,
    nzst: 12,
    nzdt: 13,
    est: -5,
    edt: -4,
    cst: -6,
    cdt: -5,
    mst: -7,
    mdt: -6,
    pst: -8,
    pdt: -7,
  }),
);

/** Seconds before or after UTC of `CET`, `Z`, `+01`, `+0100` or `+01:00`; NaN for letters of which nothing is known. */
export function secondsOfZone(zone: string): number {
  if (/^[a-z]/i.test(zone)) return (ZONES.get(zone.toLowerCase()) ?? Number.NaN) * 3600;
  const [, sign, hours, minutes = '0'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  const seconds = Number(hours ?? 0) * 3600 + Number(minutes) * 60;
  return sign === '-' ? -seconds : seconds;
}
