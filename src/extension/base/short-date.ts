/** What tells a date from others at a glance: of today the time, of this year no year. `locale`: a language tag. */
export function shortDate(date: Date, now: Date, locale: string): string {
  const time = date.toLocaleTimeString(locale, { timeStyle: 'short' });
  if (date.toDateString() === now.toDateString()) return time;
  const isThisYear = date.getFullYear() === now.getFullYear();
  const day = date.toLocaleDateString(locale, {
    day: 'numeric',
    month: 'short',
    ...(isThisYear ? {} : { year: 'numeric' }),
  });
  return `${day}, ${time}`;
}
