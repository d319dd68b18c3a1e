import type { ComponentProps } from 'react';
import * as texts from '#texts/why.ts';
import type { Meta } from '../../../contract/common.ts';
import type { WhyPart, WhySplit } from '../../../contract/families/explore/why.ts';
import { usePanel } from '../../data/panel-context.ts';
import { exact, signed } from '../../format/number.ts';
import { partKey } from '../../numbers/opened/opened-part.ts';
import { RowsLink } from '../../numbers/opened/rows-link.tsx';
import { Badge } from '../../ui/badge.tsx';
import { dimensionLabel, partLabel } from './why-words.ts';

interface WhyPartsProps {
  readonly split: WhySplit;
  /** Key of the number whose rows its parts open. */
  readonly of: string;
  readonly meta: Meta;
}

type Numbers = Pick<WhyPart, 'before' | 'after' | 'difference'>;

/** One way in which a difference is split: a row a part, with its length before and after. */
export function WhyParts({ split, of, meta }: WhyPartsProps) {
  const { catalogue } = usePanel();
  const { dimension, explains, parts, others } = split;
  const most = Math.max(
    1,
    ...[...parts, ...(others ? [others] : [])].flatMap(({ before, after }) => [before!, after!]),
  );
  const name = dimensionLabel(split, catalogue);
  return (
    <section className="px-4 py-4 sm:px-6" data-tint="features">
      <h3 className="mb-2 flex flex-wrap items-center gap-2 font-semibold">
        {name} {explains && <Badge>{texts.explains}</Badge>}
      </h3>
      <table className="w-full table-fixed text-sm" aria-label={name}>
        <thead className="sr-only">
          <tr>
            <th scope="col">{texts.part}</th>
            <th scope="col" className="max-sm:hidden">
              {texts.before}
            </th>
            <th scope="col" className="max-sm:hidden">
              {texts.after}
            </th>
            <th scope="col">{texts.change}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <Row
              key={part.key}
              label={partLabel(dimension, part, catalogue)}
              numbers={part}
              most={most}
              strong={explains && part.named}
              opens={opensOf(part, dimension, of, meta)}
            />
          ))}
          {others && (
            <Row label={texts.others(others.count, exact(others.count))} numbers={others} most={most} />
          )}
        </tbody>
      </table>
    </section>
  );
}

type Side = 'before' | 'after';
const SIDES: Readonly<Record<Side, string>> = { before: texts.before, after: texts.after };
type OpensSide = Omit<ComponentProps<typeof RowsLink>, 'count' | 'children'>;

/** What lists the rows of a part, in either range; null where nothing of it is left to list. */
function opensOf(
  { filter, key }: WhyPart,
  dimension: string,
  of: string,
  { comparison }: Meta,
): Record<Side, OpensSide> | null {
  const [by] = Object.entries(filter ?? {});
  if (!by) return null;
  const whole = dimension === 'user' ? { of, who: key } : { of: partKey(of, ...by) };
  return { after: whole, before: { ...whole, since: comparison?.start, until: comparison?.end } };
}

interface RowProps {
  readonly label: string;
  readonly numbers: Numbers;
  /** The longest bar. */
  readonly most: number;
  readonly strong?: boolean;
  /** Null, as without it: nothing. */
  readonly opens?: Record<Side, OpensSide> | null;
}

function Row({ label, numbers, most, strong, opens }: RowProps) {
  const { before, after, difference } = numbers;
  // Where nothing is left of it, those that there were.
  const told: Side = after === 0 ? 'before' : 'after';
  const number = (side: Side) =>
    opens ? (
      <RowsLink
        {...opens[side]}
        count={numbers[side]}
        label={texts.sideOf(label, SIDES[side], exact(numbers[side]!))}
      >
        {exact(numbers[side]!)}
      </RowsLink>
    ) : (
      exact(numbers[side]!)
    );
  return (
    <tr className={strong ? 'font-semibold' : ''}>
      <th scope="row" className="w-full py-1.5 pe-3 text-start align-top font-[inherit]">
        <span className="block truncate">
          {opens ? (
            <RowsLink {...opens[told]} count={numbers[told]} className="truncate">
              {label}
            </RowsLink>
          ) : (
            <span className="text-ink-3">{label}</span>
          )}
        </span>
        <span className="mt-1 flex flex-col gap-0.5" aria-hidden="true">
          <Length part={after! / most} className="h-1.5 bg-tint" />
          <Length part={before! / most} className="h-1 bg-ink-3/35" />
        </span>
        <span className="mt-0.5 block text-ink-3 text-xs font-normal tabular-nums sm:hidden">
          {texts.before} {number('before')} · {texts.after} {number('after')}
        </span>
      </th>
      <td className="w-16 py-1.5 text-end align-top text-ink-3 tabular-nums max-sm:hidden">
        {number('before')}
      </td>
      <td className="w-18 py-1.5 text-end align-top tabular-nums max-sm:hidden">{number('after')}</td>
      <td className="w-18 py-1.5 text-end align-top tabular-nums">{signed(difference!)}</td>
    </tr>
  );
}

const Length = ({ part, className }: { part: number; className: string }) => (
  <span className={`block min-w-px rounded-sm ${className}`} style={{ width: `${part * 100}%` }} />
);
