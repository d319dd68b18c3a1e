import { Plus, X } from 'lucide-react';
import * as texts from '#texts/explore-people.ts';
import { MOST_RULES, type Rule, type Rules } from '../../../../contract/rules.ts';
import { usePanel } from '../../../data/panel-context.ts';
import { Button } from '../../../ui/button.tsx';
import { freshRule, usePeople } from './question.ts';
import { RuleLine } from './rule-line.tsx';

/** The rules, a sentence each: groups that all have to hold, in each of which any may. */
export function RuleBuilder({ rules }: { rules: Rules }) {
  const { catalogue } = usePanel();
  const { askRules } = usePeople();
  const full = rules.flat().length >= MOST_RULES;
  const put = (g: number, i: number, rule: Rule | null) =>
    askRules(
      rules
        .map((group, at) =>
          at === g ? group.flatMap((each, place) => (place === i ? (rule ?? []) : each)) : group,
        )
        .filter((group) => group.length > 0),
    );
  const fresh = () => freshRule('did', null, catalogue);
  let place = 0;
  return (
    <div className="flex flex-col gap-2 text-sm text-ink-2">
      <ol aria-label={texts.rulesOf} className="flex flex-col gap-2">
        {rules.map((group, g) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a group is its place, and may be there twice
          <li key={g} className="flex gap-2">
            <span className="w-9 shrink-0 pt-1.5 text-xs font-medium text-ink-3">
              {g === 0 ? texts.who : texts.and}
            </span>
            <ul className="flex min-w-0 flex-1 flex-col gap-2 rounded-md border border-line p-2">
              {group.map((rule, i) => {
                place++;
                const n = place;
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a rule is its place, and may be there twice
                  <li key={i} className="flex items-start gap-2">
                    {i > 0 && <span className="pt-1.5 text-xs font-medium text-ink-3">{texts.or}</span>}
                    <div className="flex min-w-0 flex-1 flex-wrap items-center gap-2">
                      <RuleLine rule={rule} n={n} onChange={(next) => put(g, i, next)} />
                    </div>
                    <Button
                      look="icon"
                      aria-label={texts.takeAway(n)}
                      title={texts.takeAway(n)}
                      disabled={rules.flat().length === 1}
                      onClick={() => put(g, i, null)}
                    >
                      <X className="size-4" aria-hidden="true" />
                    </Button>
                  </li>
                );
              })}
              <li>
                <Button
                  look="quiet"
                  disabled={full}
                  onClick={() => askRules(rules.map((each, at) => (at === g ? [...each, fresh()] : each)))}
                >
                  <Plus className="size-4" aria-hidden="true" /> {texts.addOr}
                </Button>
              </li>
            </ul>
          </li>
        ))}
      </ol>
      <Button
        look="quiet"
        className="ms-11 self-start"
        disabled={full}
        onClick={() => askRules([...rules, [fresh()]])}
      >
        <Plus className="size-4" aria-hidden="true" /> {texts.addAnd}
      </Button>
    </div>
  );
}
