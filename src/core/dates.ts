/** When something was recorded, always in the time of the place where it is read. */

/** `23 Nov 2026, 08:30` in a language; what is no date comes back as it is. `locale`: a language tag, the machine's where left out */
export function localDate(iso: string, locale?: string): string {
  return withDate(iso, (date) => date.toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' }));
}

/** What tells a date from others at a glance: of today the time, of this year no year. */
export function shortDate(iso: string, now: Date, locale: string): string {
  return withDate(iso, (date) => {
    const time = date.toLocaleTimeString(locale, { timeStyle: 'short' });
    if (date.toDateString() === now.toDateString()) return time;
    const isThisYear = date.getFullYear() === now.getFullYear();
    const day = date.toLocaleDateString(locale, {
      day: 'numeric',
      month: 'short',
      ...(isThisYear ? {} : { year: 'numeric' }),
    });
    return `${day}, ${time}`;
  });
}

/** `2026-11-23 09:31 +01:00`, `2026-11-23 08:31 UTC`: for a text that may be read in another place than it was written in. */
export function zonedDate(iso: string): string {
  return withDate(iso, (date) => {
    const ahead = -date.getTimezoneOffset();
    const local = new Date(date.getTime() + ahead * 60_000).toISOString();
    const hours = two(Math.floor(Math.abs(ahead) / 60));
    const zone = ahead === 0 ? 'UTC' : `${ahead < 0 ? '-' : '+'}${hours}:${two(Math.abs(ahead) % 60)}`;
    return `${local.slice(0, 10)} ${local.slice(11, 16)} ${zone}`;
  });
}

function withDate(iso: string, format: (date: Date) => string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : format(date);
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
