import type { ReactNode } from 'react';
import * as texts from '#texts/numbers.ts';
import type { Category } from './categories.ts';
import { type CardData, MetricCard } from './metric-card.tsx';

export interface CardGroup {
  readonly category: Category;
  readonly label: string;
  /** Width in twelfths of a wide screen. */
  readonly span: string;
  readonly cards: readonly CardData[];
  readonly note?: ReactNode;
}

/** One panel a category, its metrics side by side. */
export function MetricCluster({ groups }: { groups: readonly CardGroup[] }) {
  return (
    <div className="grid grid-cols-1 gap-3 xl:grid-cols-12">
      {groups.map(({ category, label, span, cards, note }) => (
        <section
          key={label}
          aria-label={texts.metrics(label)}
          data-tint={category}
          className={`panel panel-tint flex flex-col overflow-hidden ${span}`}
        >
          <ul className={`-me-px -mb-px grid flex-1 ${COLUMNS[cards.length]}`}>
            {cards.map((card) => (
              <MetricCard key={card.label} card={card} />
            ))}
          </ul>
          {note && (
            <p className="relative border-t border-line/70 bg-surface px-4 py-2 text-xs text-ink-3">{note}</p>
          )}
        </section>
      ))}
    </div>
  );
}

const COLUMNS: Readonly<Record<number, string>> = {
  1: 'grid-cols-1',
  2: 'grid-cols-2',
  3: 'grid-cols-2 sm:grid-cols-3',
  4: 'grid-cols-2 sm:grid-cols-4',
};
