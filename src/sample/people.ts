import { DAY } from '../db/milliseconds.ts';
import type { Random } from './random.ts';
import { FIRST_NAMES, LAST_NAMES, NETWORKS, USER_AGENTS } from './words.ts';

const STAFF = 6;
/** One account in so many was never identified by the platform: a stub. */
const STUB_EVERY = 80;

/** An account of the sample platform, and its habits. */
export interface SamplePerson {
  readonly index: number;
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly role: string | null;
  readonly staff: boolean;
  readonly identified: boolean;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** No visits after this instant. */
  readonly leavesAt: number;
  /** Visits a week while settled; most have few, some very many. */
  readonly appetite: number;
  /** How much of a visit goes to each feature. */
  readonly tastes: readonly number[];
  /** Hours by which the daily rhythm is shifted against UTC. */
  readonly shift: number;
  readonly theme: number;
  readonly userAgent: string;
  readonly ipAddress: string;
  /** Who brought them, by index. */
  readonly referrer: number | null;
  /** No purchases after this instant. */
  readonly paysUntil: number;
  /** Comes once and does nothing. */
  readonly onlyLooks: boolean;
}

/** Base weights of sessions, smart captions, studio, gallery, community. */
const TASTES = [30, 26, 12, 22, 10];

/**
 * The platform's accounts: two in five older than the window, the rest joining ever faster within it.
 *
 * @param start first instant of the window, in milliseconds; `days` its length
 */
export function makePeople(r: Random, count: number, start: number, days: number): SamplePerson[] {
  return Array.from({ length: count }, (_, index) =>
    makePerson(r.fork(`person ${index}`), index, count, start, days),
  );
}

function makePerson(r: Random, index: number, count: number, start: number, days: number): SamplePerson {
  const staff = index < STAFF;
  const joined =
    index < count * 0.4 ? start - r.int(1, 420 * 24) * (DAY / 24) : start + days * DAY * Math.sqrt(r());
  const createdAt = staff ? start - 500 * DAY : Math.floor(joined);
  const identified = staff || index % STUB_EVERY !== STUB_EVERY - 1;
  const appetite = staff ? r.int(4, 9) : Math.min(0.1 + r.skewed(0.46) ** 1.25, 14);
  const first = r.pick(FIRST_NAMES);
  const last = r.pick(LAST_NAMES);
  return {
    index,
    id: identified ? `user-${String(index + 1).padStart(4, '0')}` : `visitor-${r.uuid(createdAt).slice(-12)}`,
    name: identified ? `${first} ${last}` : null,
    email: identified
      ? `${first}.${last}.${index + 1}@example.${r.chance(0.8) ? 'com' : 'org'}`.toLowerCase()
      : null,
    role: identified ? (staff ? 'admin' : 'user') : null,
    staff,
    identified,
    createdAt,
    leavesAt: staff
      ? Number.POSITIVE_INFINITY
      : Math.max(createdAt, start) - Math.log(1 - r()) * DAY * (60 + appetite * 150),
    appetite,
    tastes: TASTES.map((weight) => weight * (0.3 + r.skewed(0.7))),
    shift: r.pick([-8, -6, -5, -5, 0, 0, 1, 1, 2, 3, 5, 9]),
    theme: r.weighted([30, 18, 24, 12, 14]),
    userAgent: r.pick(USER_AGENTS),
    ipAddress: `${r.pick(NETWORKS)}.${r.int(1, 254)}`,
    // Few bring many.
    referrer:
      !staff && identified && joined >= start && r.chance(0.22)
        ? STAFF + Math.floor(Math.max(count * 0.4 - STAFF, 0) * r() ** 4)
        : null,
    paysUntil: Number.POSITIVE_INFINITY,
    onlyLooks: false,
  };
}
