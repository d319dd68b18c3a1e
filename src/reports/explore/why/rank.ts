import { apart, USUAL } from './chance.ts';
import type { NamedCut } from './cuts.ts';
import { enough, type Judged, judge, rowsOf, type Whole, without } from './judge.ts';

export interface Ranked {
  readonly cut: NamedCut;
  readonly judged: Judged;
  readonly explains: boolean;
}

/** Cuts of several parts, those that explain first, and of them what explains most with least. */
export function rank(cuts: readonly NamedCut[], whole: Whole, told = 0): Ranked[] {
  const all = cuts
    .map((cut) => ({ cut, judged: judge(cut, whole, told) }))
    .filter(({ judged }) => judged.count > 1);
  const most = enough(all.filter(({ cut }) => !cut.explainsNothing).length);
  const ranked = all
    .map((each) => ({
      ...each,
      explains: !each.cut.explainsNothing && each.judged.carries && each.judged.score > most,
    }))
    .sort((a, b) => Number(b.explains) - Number(a.explains) || b.judged.score - a.judged.score);
  const [first, ...others] = ranked;
  if (!first?.explains) return ranked;
  const cause = { ...others.reduce((best, each) => rather(best, each, whole), first), explains: true };
  return [cause, ...ranked.filter(({ cut }) => cut !== cause.cut)];
}

/** Of a cause and another of which one is within the other, the one that it is. */
function rather(cause: Ranked, other: Ranked, whole: Whole): Ranked {
  if (other.cut.explainsNothing || !other.judged.carries) return cause;
  const within = leftOf(other, cause);
  if (within) return isAlone(other, cause, within, whole) ? other : cause;
  const around = other.explains && leftOf(cause, other);
  return around && !isAlone(cause, other, around, whole) ? other : cause;
}

/** What the outer names and the inner doesn't, as parts of the inner's cut; null where the inner names anything else, the same, or with more parts. */
function leftOf(inner: Ranked, outer: Ranked): readonly number[] | null {
  const [some, around] = [inner.cut.made, outer.cut.made];
  if (!some || some.of !== around?.of || inner.judged.named.length > outer.judged.named.length) return null;
  const [named, all] = [new Set(inner.judged.named), new Set(outer.judged.named)];
  const left = new Set<number>();
  for (const range of [0, 1] as const) {
    const [parts, wider] = [some.parts[range], around.parts[range]];
    for (let i = 0; i < parts.length; i++) {
      if (all.has(wider[i]!)) {
        if (!named.has(parts[i]!)) left.add(parts[i]!);
      } else if (named.has(parts[i]!)) return null;
    }
  }
  return left.size > 0 ? [...left] : null;
}

/**
 * Whether the inner went its way alone: what is left of the outer fell like everything else, as far as it usually does, or
 * more like that than like the inner.
 */
function isAlone(inner: Ranked, outer: Ranked, parts: readonly number[], whole: Whole): boolean {
  const [some, around] = [inner, outer].map(({ cut, judged }) => rowsOf(cut, judged.named)) as [Some, Some];
  const products = around.products - some.products;
  // What one did of both in a day isn't known: as little as can be, and no more than the parts that are left.
  const own = Math.min(around.own - some.own, products, rowsOf(inner.cut, parts).own);
  const left = { before: around.before - some.before, after: around.after - some.after, own };
  // The same rows under two names.
  if (left.before + left.after <= 0) return false;
  const shared = (around.own - some.own - own) / 2;
  const besides = apart(left, without(whole, around), products - own - shared);
  return besides <= Math.max(USUAL, apart(some, left, shared));
}

type Some = ReturnType<typeof rowsOf>;
