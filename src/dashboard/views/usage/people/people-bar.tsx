import * as texts from '#texts/people.ts';
import { usePanel } from '../../../data/panel-context.ts';
import { personLabel, textWords } from '../../../numbers/people-words.ts';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { AddCondition } from './add-condition.tsx';
import { ListMenu } from './list-menu.tsx';
import { usePeople } from './use-people.ts';

/** Accounts in place of active users. */
const JOINED = { range: texts.joinedInRange, ever: texts.allAccounts } as const;

/** Who is listed: lists to choose from, conditions in force, and one more. */
export function PeopleBar() {
  const { catalogue } = usePanel();
  const { conditions, search, ask, clear } = usePeople();
  const names = Object.keys(conditions);
  const chips = names.map((name) => ({
    name,
    label: personLabel(name, catalogue),
    words: textWords(name, conditions[name]!, catalogue),
  }));
  const without = (name: string) => {
    const { [name]: _, ...others } = conditions;
    // An order that compares came with the conditions, and goes with the last one.
    if (Object.keys(others).length === 0) clear({ joined: search.joined });
    else ask(others);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would announce a form where there are buttons
    <div role="group" aria-label={texts.whoIsListed} className="mb-2.5 flex flex-wrap items-center gap-2">
      <ListMenu />
      <AddCondition />
      {search.joined && (
        <Chip
          off={texts.takeOff(JOINED[search.joined])}
          onTake={() => ask(conditions, { joined: undefined })}
        >
          <span className="py-1 font-medium">{JOINED[search.joined]}</span>
        </Chip>
      )}
      {chips.map(({ name, label, words }) => (
        <Chip key={name} off={texts.takeOff(`${label} ${words}`)} onTake={() => without(name)}>
          <span className="py-1">
            <span className="text-ink-3">{label}</span> <span className="font-medium">{words}</span>
          </span>
        </Chip>
      ))}
      {(names.length > 0 || search.joined || search.as) && (
        <Button look="quiet" onClick={() => clear()}>
          {texts.clearAll}
        </Button>
      )}
    </div>
  );
}
