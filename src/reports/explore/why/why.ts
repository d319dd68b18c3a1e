import { own } from '../../../catalogue/index.ts';
import {
  NONE,
  NOT,
  type Profile,
  type Why,
  type WhyPart,
  type WhyQuery,
  type WhySplit,
} from '../../../contract/index.ts';
import { anonymityOf } from '../../anonymous/users.ts';
import type { ReportContext } from '../../context.ts';
import { named as namedGroup } from '../../groups/groups.ts';
import { metaOf, readOf } from '../../meta.ts';
import { profilesByNumber } from '../../people/profiles.ts';
import { type ReportReader, read } from '../../read/reader.ts';
import { REASON } from './anonymous.ts';
import { askWhy } from './ask.ts';
import { ERASED, type NamedCut } from './cuts.ts';
import { changeOf, type Whole } from './judge.ts';
import { type Ranked, rank } from './rank.ts';
import { sentenceOf } from './sentence.ts';

/** Parts of a split that are told one by one. */
const TOLD = 10;

/**
 * GET /explore/why: the difference between a range and its comparison, split in every way that adds up to it.
 *
 * @param told parts of a split that are told one by one
 * @throws BadRequest for a range that can't be served, or one without a comparison
 */
export function run(ctx: ReportContext, query: WhyQuery, told = TOLD): Promise<Why> {
  if (query.anonymize) anonymityOf(ctx, query);
  return read(ctx, async (r) => {
    const { v, range, whole, cuts } = await askWhy(r, query);
    const meta = metaOf(ctx, range, {
      filters: { ...v.scope.echo, number: query.number, ...(query.anonymize && { anonymize: 'true' }) },
      ...readOf(v),
    });
    const nothing = { number: query.number, before: null, after: null, difference: null, usual: null };
    if (!whole)
      return {
        ...nothing,
        answer: HIDDEN,
        splits: [],
        meta: { ...meta, missing: { ...meta.missing, why: HIDDEN } },
      };
    const ranked = rank(cuts, whole, told);
    const people = await profilesByNumber(r, usersIn(ranked, told));
    const splits = ranked.map((each) => splitOf(r, each, whole, people, told));
    const difference = whole.after - whole.before;
    const usual = query.anonymize ? null : Math.round(2 * Math.sqrt(whole.squares));
    return {
      number: query.number,
      before: whole.before,
      after: whole.after,
      difference,
      usual,
      answer: sentenceOf(ctx.catalogue, { difference, usual, splits }),
      // How parts vary by themselves would tell of single people.
      splits: query.anonymize ? splits.map(anonymous) : splits,
      meta,
    };
  });
}

/** Without how it varies, and without the way to people and hours of whom nothing may be asked. */
const anonymous = (split: WhySplit): WhySplit => ({
  ...split,
  score: null,
  parts: split.parts.map((part) => ({
    ...part,
    filter: TOLD_OF_NOBODY.includes(split.dimension) ? null : part.filter,
  })),
});
const TOLD_OF_NOBODY = ['account', 'paid', 'mostUsed', 'hour', 'weekday'];

const HIDDEN = `This number ${REASON}.`;

/** What explains comes first; of a cut that doesn't explain, what changed most. */
function toldOf({ cut, judged: { leading, named }, explains }: Ranked, told: number): number[] {
  const others = leading.filter((part) => !named.includes(part)).slice(0, Math.max(0, told - named.length));
  const all = [...named, ...others];
  return explains ? all : all.sort((a, b) => Math.abs(changeOf(cut, b)) - Math.abs(changeOf(cut, a)));
}

const usersIn = (ranked: readonly Ranked[], told: number): number[] =>
  ranked
    .filter(({ cut }) => cut.dimension === 'user')
    .flatMap((each) => toldOf(each, told).map((part) => each.cut.key(part)))
    .filter((key) => key !== ERASED)
    .map(Number);

function splitOf(
  r: ReportReader,
  ranked: Ranked,
  whole: Whole,
  people: ReadonlyMap<number, Profile>,
  told: number,
): WhySplit {
  const { cut, judged, explains } = ranked;
  const shown = toldOf(ranked, told);
  const numbers = (before: number, after: number) => ({ before, after, difference: after - before });
  const parts = shown.map(
    (part): WhyPart => ({
      ...labelled(r, cut, cut.key(part), people),
      ...numbers(cut.before.sums[part]!, cut.after.sums[part]!),
      named: judged.named.includes(part),
    }),
  );
  const sum = (of: 'before' | 'after') => parts.reduce((all, part) => all + part[of]!, 0);
  const carried = judged.named.reduce((all, part) => all + changeOf(cut, part), 0);
  const difference = whole.after - whole.before;
  return {
    dimension: cut.dimension,
    explains,
    score: Math.round(judged.score * 100) / 100,
    share: difference === 0 ? null : Math.round((carried / difference) * 10_000) / 10_000,
    parts,
    others:
      judged.count === parts.length
        ? null
        : {
            count: judged.count - parts.length,
            ...numbers(whole.before - sum('before'), whole.after - sum('after')),
          },
  };
}

/** A part's key as a filter takes it, what it is called, and what opens it. */
function labelled(
  r: ReportReader,
  { dimension, name }: NamedCut,
  key: string,
  people: ReadonlyMap<number, Profile>,
): Pick<WhyPart, 'key' | 'label' | 'filter'> {
  const c = r.ctx.catalogue;
  const filter = { [dimension]: key };
  const isBreakdown = Object.hasOwn(c.breakdowns, dimension);
  // Of an action or a feature that the catalogue has dropped, no filter is left.
  if (key === NONE)
    return { key, label: 'None', filter: isBreakdown || dimension === 'referralCode' ? filter : null };
  if (key === ERASED) return { key, label: 'Erased users', filter: null };
  if (name !== undefined)
    return { key, label: key.startsWith(NOT) ? `Not in ${name}` : name, filter: { segment: key } };
  if (dimension === 'user') {
    const person = people.get(Number(key));
    const id = person?.userId ?? key;
    return { key: id, label: person?.name ?? person?.email ?? id, filter: person ? { userId: id } : null };
  }
  if (dimension === 'feature' || dimension === 'action' || isBreakdown) {
    const { label } = namedGroup(r, [dimension], [key]);
    // No filter is by a signal.
    const known = dimension !== 'action' || Object.hasOwn(c.actions, key);
    return { key, label, filter: known ? filter : null };
  }
  return { key, label: OWN_LABELS[dimension]?.(key) ?? own(c.features, key)?.label ?? key, filter };
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const OWN_LABELS: Readonly<Record<string, (key: string) => string>> = {
  hour: (key) => `${key}:00`,
  weekday: (key) => WEEKDAYS[Number(key) - 1]!,
  account: (key) => (key === 'new' ? 'New people' : 'Returning people'),
  paid: (key) => (key === 'before' ? 'Paid before' : 'Not paid before'),
};
