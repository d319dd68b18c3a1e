import { type CatalogueInput, defaultCatalogue, defineCatalogue } from '../../src/catalogue/index.ts';
import { makePeople } from '../../src/sample/people.ts';
import { random } from '../../src/sample/random.ts';
import { newWorld, visitsOn } from '../../src/sample/visit.ts';
import type { Kind } from '../../src/store/kinds.ts';

const DAY = 86_400_000;

/** Activity as a store tells it, in memory: users and kinds by number, and rows in the order of time. */
export interface PlainLog {
  readonly catalogue: CatalogueInput;
  readonly kinds: readonly Kind[];
  readonly rows: readonly LogRow[];
  /** By number of the user, from 1. */
  readonly codes: readonly string[] | null;
}
export interface LogRow {
  readonly user: number;
  readonly at: number;
  readonly kind: number;
}

interface Told {
  readonly userId: string;
  readonly at: number;
  readonly action: string;
  readonly values: readonly (readonly [breakdown: string, value: string])[];
}

function logOf(
  catalogue: CatalogueInput,
  told: readonly Told[],
  codeOf?: (userId: string) => string,
): PlainLog {
  const kinds = new Map<string, Kind>();
  const users = new Map<string, number>();
  const codes = [''];
  const rows = told.map(({ userId, at, action, values }): LogRow => {
    const key = JSON.stringify([action, values]);
    const { feature } = catalogue.actions[action]!;
    if (!kinds.has(key))
      kinds.set(key, { no: kinds.size + 1, action, feature, signal: '', values: new Map(values) });
    let user = users.get(userId);
    if (user === undefined) {
      user = users.size + 1;
      users.set(userId, user);
      codes.push(codeOf?.(userId) ?? '');
    }
    return { user, at, kind: kinds.get(key)!.no };
  });
  rows.sort((a, b) => a.at - b.at);
  return { catalogue, kinds: [...kinds.values()], rows, codes: codeOf ? codes : null };
}

/** The sample platform's activity, without a database. */
export function sampleLog(seed: number, users: number, days: number): PlainLog {
  const start = Date.UTC(2026, 0, 5);
  const r = random(seed);
  const people = makePeople(r, users, start, days);
  const world = newWorld(people, users);
  const declared = Object.entries(defaultCatalogue.breakdowns) as [string, { actions: readonly string[] }][];
  const told = Array.from({ length: days }, (_, day) => start + day * DAY).flatMap((day) =>
    people
      .filter(({ staff }) => !staff)
      .flatMap((person) => visitsOn(r.fork(`${person.index} ${day}`), person, day, world))
      .flatMap(({ activities }) => activities)
      .map(
        ({ userId, action, createdAt, details }): Told => ({
          userId: userId as string,
          at: Number(createdAt),
          action,
          values: declared.flatMap(([name, { actions }]) => {
            const value = actions.includes(action) ? (details as Record<string, unknown>)?.[name] : undefined;
            return typeof value === 'string' ? [[name, value] as const] : [];
          }),
        }),
      ),
  );
  const referrers = new Map(people.map(({ id, referrer }) => [id, referrer]));
  // A few people bring many, each by one code.
  return logOf(defaultCatalogue, told, (id) => {
    const referrer = referrers.get(id);
    return referrer === null || referrer === undefined ? '(none)' : `CODE-${referrer % 7}`;
  });
}

/** The change history of a software project: `occurred_at,actor,event,change_id,file_type,topic`. */
export function changesLog(csv: string): PlainLog {
  const catalogue: CatalogueInput = defineCatalogue({
    name: 'changes',
    features: { changes: { label: 'Changes', icon: 'box' }, files: { label: 'Files', icon: 'box' } },
    actions: {
      commit: { feature: 'changes', label: 'Commit' },
      merge: { feature: 'changes', label: 'Merge' },
      file_added: { feature: 'files', label: 'File added' },
      file_modified: { feature: 'files', label: 'File changed' },
      file_deleted: { feature: 'files', label: 'File deleted' },
    },
    counters: {},
    totals: {
      sessions: [],
      mediaAdded: [],
      mediaRemoved: [],
      captions: [],
      allCaptions: [],
      compositions: [],
    },
    breakdowns: {
      topic: { label: 'Topic', actions: ['commit', 'merge'], values: {} },
      file_type: { label: 'File type', actions: ['file_added', 'file_modified', 'file_deleted'], values: {} },
    },
  });
  const [head, ...lines] = csv
    .trim()
    .split('\n')
    .map((line) => line.trimEnd().split(','));
  const place = (name: string) => head!.indexOf(name);
  const told = lines.map((line): Told => {
    const action = line[place('event')]!;
    const name = action.startsWith('file_') ? 'file_type' : 'topic';
    const value = line[place(name)] ?? '';
    return {
      userId: line[place('actor')]!,
      at: Date.parse(line[place('occurred_at')]!),
      action,
      values: value === '' ? [] : [[name, value]],
    };
  });
  return logOf(catalogue, told);
}
