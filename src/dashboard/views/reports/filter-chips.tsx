import * as texts from '#texts/reports.ts';
import type { PanelCatalogue } from '../../../contract/families/panel/index.ts';
import { usePanel } from '../../data/panel-context.ts';
import { pairsOf, pairsText } from '../../data/url/pairs.ts';
import { compact } from '../../data/url/search.ts';
import { capital, groupingLabel, partLabel } from '../../numbers/groupings.ts';
import { Chip } from '../../ui/chip.tsx';
import { useQuestion } from './question.ts';

/** What narrows the report, each with the way to take it off. */
export function FilterChips() {
  const { catalogue } = usePanel();
  const { question, ask } = useQuestion();
  const { feature, action, search, where } = question.search;
  const named = compact({ feature, action, search }) as Record<string, string>;
  const details = pairsOf(where);
  const take = (name: string) => {
    const { [name]: _, ...others } = details;
    ask(name in named ? { [name]: undefined } : { where: pairsText(others) || undefined });
  };
  return Object.entries({ ...named, ...details }).map(([name, value]) => (
    <Chip key={name} off={texts.takeOff(filterLabel(name, catalogue), value)} onTake={() => take(name)}>
      <span className="text-ink-3">{filterLabel(name, catalogue)}</span>
      <span className="ms-1.5 max-w-48 truncate font-medium">{partLabel(name, value, catalogue)}</span>
    </Chip>
  ));
}

export function filterLabel(name: string, c: PanelCatalogue): string {
  if (name === 'search') return texts.userLike;
  if (name.startsWith('details.')) return name.slice('details.'.length);
  return capital(groupingLabel(name, c));
}
