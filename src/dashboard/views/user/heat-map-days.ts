/** Calendar arithmetic on `2026-03-15`, at noon UTC so that no zone moves it. */
const DAY = 86_400_000;
const at = (day: string) => new Date(`${day}T12:00:00Z`);
const iso = (time: number) => new Date(time).toISOString().slice(0, 10);

export interface HeatDay {
  readonly day: string;
  readonly activities: number;
  /** Column: weeks from the first one. */
  readonly week: number;
  /** Row: 0 is Monday. */
  readonly weekday: number;
  /** 0 for none, then by quarters of the active days. */
  readonly level: 0 | 1 | 2 | 3 | 4;
}

const mondayFirst = (time: number) => (new Date(time).getUTCDay() + 6) % 7;

/** Every day from 364 days before `today` to `today`, placed on a grid of ISO weeks. */
export function heatDays(days: readonly { day: string; activities: number }[], today: string): HeatDay[] {
  const counts = new Map(days.map(({ day, activities }) => [day, activities]));
  const bounds = quarters([...counts.values()]);
  const first = at(today).getTime() - 364 * DAY;
  const firstMonday = first - mondayFirst(first) * DAY;
  return Array.from({ length: 365 }, (_, i) => {
    const time = first + i * DAY;
    const activities = counts.get(iso(time)) ?? 0;
    return {
      day: iso(time),
      activities,
      week: Math.floor((time - firstMonday) / (7 * DAY)),
      weekday: mondayFirst(time),
      level: levelOf(activities, bounds),
    };
  });
}

/** Upper bounds of the first three quarters of active days. */
function quarters(values: number[]): number[] {
  const sorted = values.filter((v) => v > 0).sort((a, b) => a - b);
  return [0.25, 0.5, 0.75].map((part) => sorted[Math.floor((sorted.length - 1) * part)] ?? 0);
}

function levelOf(activities: number, bounds: readonly number[]): HeatDay['level'] {
  if (activities === 0) return 0;
  return (1 + bounds.filter((bound) => activities > bound).length) as HeatDay['level'];
}

/** The weeks in which a month begins, for the labels above them. */
export function monthStarts(days: readonly HeatDay[]): { week: number; day: string }[] {
  return days.filter(({ day }) => day.endsWith('-01')).map(({ week, day }) => ({ week, day }));
}
