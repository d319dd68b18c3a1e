import type { ReactNode } from 'react';
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
  readonly of: string | null;
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
  const name = dimensionLabel(dimension, catalogue);
  return (
    <section className="px-4 py-4 sm:px-6" data-tint="features">
      <h3 className="mb-2 flex flex-wrap items-center gap-2 font-semibold">
        {name} {explains && <Badge>{texts.explains}</Badge>}
      </h3>
      <table className="w-full table-fixed text-sm" aria-label={name}>
        <thead className="sr-only">
          <tr>
            <th scope="col">{texts.part}</th>
            <th scope="col">{texts.before}</th>
            <th scope="col">{texts.after}</th>
            <th scope="col">{texts.change}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <Row key={part.key} numbers={part} most={most} strong={explains && part.named}>
              <Opens part={part} dimension={dimension} of={of} meta={meta}>
                {partLabel(dimension, part, catalogue)}
              </Opens>
            </Row>
          ))}
          {others && (
            <Row numbers={others} most={most}>
              <span className="text-ink-3">{texts.others(others.count, exact(others.count))}</span>
            </Row>
          )}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps {
  readonly numbers: Numbers;
  /** The longest bar. */
  readonly most: number;
  readonly strong?: boolean;
  readonly children: ReactNode;
}

function Row({ numbers: { before, after, difference }, most, strong, children }: RowProps) {
  return (
    <tr className={strong ? 'font-semibold' : ''}>
      <th scope="row" className="w-full py-1.5 pe-3 text-start align-top font-[inherit]">
        <span className="block truncate">{children}</span>
        <span className="mt-1 flex flex-col gap-0.5" aria-hidden="true">
          <Length part={after! / most} className="h-1.5 bg-tint" />
          <Length part={before! / most} className="h-1 bg-ink-3/35" />
        </span>
      </th>
      <td className="w-16 py-1.5 text-end align-top text-ink-3 tabular-nums max-sm:sr-only">
        {exact(before!)}
      </td>
      <td className="w-18 py-1.5 text-end align-top tabular-nums max-sm:sr-only">{exact(after!)}</td>
      <td className="w-18 py-1.5 text-end align-top tabular-nums">{signed(difference!)}</td>
    </tr>
  );
}

const Length = ({ part, className }: { part: number; className: string }) => (
  <span className={`block min-w-px rounded-sm ${className}`} style={{ width: `${part * 100}%` }} />
);

interface OpensProps extends WhyPartsProps {
  readonly part: WhyPart;
  readonly dimension: string;
}

/** The rows of a part; where nothing is left of it, those that there were. */
function Opens({
  part,
  dimension,
  of,
  meta,
  children,
}: Omit<OpensProps, 'split'> & { readonly children: string }) {
  const { filter, key, before, after } = part;
  if (!filter || of === null) return children;
  const { comparison } = meta;
  const gone = after === 0 && comparison ? { since: comparison.start, until: comparison.end } : {};
  const user = dimension === 'user';
  return (
    <RowsLink
      of={user ? of : partKey(of, dimension, key)}
      who={user ? key : undefined}
      {...gone}
      count={after === 0 ? before : after}
      className="truncate"
    >
      {children}
    </RowsLink>
  );
}
