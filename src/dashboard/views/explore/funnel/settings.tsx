import type { ReactNode } from 'react';
import * as explore from '#texts/explore.ts';
import * as texts from '#texts/explore-funnel.ts';
import { exclusionsText, stepText } from '../../../../contract/steps.ts';
import { usePanel } from '../../../data/panel-context.ts';
import { groupingsOf } from '../../../numbers/groupings.ts';
import { Chip } from '../../../ui/chip.tsx';
import { Options, Select } from '../../../ui/select.tsx';
import { stepWords } from '../steps.ts';
import { WhomChoice } from '../whom-choice.tsx';
import { AddExclusion } from './add-exclusion.tsx';
import { CLOSED, DEFAULT_WINDOW, useFunnel } from './question.ts';

/** The rest of the question as a sentence with choices in it. */
export function FunnelSettings() {
  const { catalogue } = usePanel();
  const { question, ask } = useFunnel();
  const { search, exclusions } = question;
  const window = search.window ?? DEFAULT_WINDOW;
  const change = (next: Parameters<typeof ask>[0]) => ask({ ...next, ...CLOSED });
  const groupings = groupingsOf(catalogue).filter(({ name }) => name !== 'user' && name !== 'day');
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line pt-3 text-sm text-ink-2">
      <Part words={texts.within}>
        <Select
          aria-label={texts.windowOf}
          value={window}
          onChange={({ target: { value } }) =>
            change({ window: value === DEFAULT_WINDOW ? undefined : value })
          }
        >
          {!Object.hasOwn(texts.windows, window) && <option value={window}>{window}</option>}
          <Options of={texts.windows} />
        </Select>
      </Part>
      <Select
        aria-label={texts.orderOf}
        value={search.order ?? 'sequence'}
        onChange={({ target: { value } }) =>
          change({ order: value === 'strict' || value === 'any' ? value : undefined, exclude: undefined })
        }
      >
        <Options of={texts.orders} />
      </Select>
      <Part words={texts.counting}>
        <Select
          aria-label={texts.whatCounts}
          value={search.count ?? 'people'}
          onChange={({ target: { value } }) => change({ count: value === 'tries' ? value : undefined })}
        >
          <Options of={texts.counts} />
        </Select>
      </Part>
      <Part words={explore.by}>
        <Select
          aria-label={explore.groupedBy}
          className="max-w-44"
          value={search.by ?? ''}
          onChange={({ target: { value } }) => change({ by: value || undefined })}
        >
          <option value="">{explore.nothing}</option>
          {groupings.map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </Select>
      </Part>
      {exclusions.map(({ after, step }, i) => {
        const words = stepWords(step, catalogue);
        const others = exclusions.filter((_, at) => at !== i);
        return (
          <Chip
            key={`${after} ${stepText(step)}`}
            off={texts.takeOff(words)}
            onTake={() => change({ exclude: exclusionsText(others) || undefined })}
          >
            <span className="py-1">
              <span className="text-ink-3">
                {texts.without} {after !== null && `(${texts.gap(after)})`}
              </span>{' '}
              <span className="font-medium text-ink">{words}</span>
            </span>
          </Chip>
        );
      })}
      <AddExclusion />
      <WhomChoice search={search} onChange={change} />
    </div>
  );
}

const Part = ({ words, children }: { words: string; children: ReactNode }) => (
  <span className="inline-flex items-center gap-2">
    {words}
    {children}
  </span>
);
