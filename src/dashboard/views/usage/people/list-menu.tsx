import { UsersRound } from 'lucide-react';
import * as texts from '#texts/people.ts';
import { usePanel } from '../../../data/panel-context.ts';
import { pairsText } from '../../../data/url/pairs.ts';
import { Popover } from '../../../ui/popover.tsx';
import { peopleLists } from './lists.ts';
import { usePeople } from './use-people.ts';

/** Lists that answer what operators ask most, each with one press. */
export function ListMenu() {
  const { catalogue } = usePanel();
  const { search, ask } = usePeople();
  return (
    <Popover
      label={texts.listsOfPeople}
      className="w-80"
      trigger={
        <>
          <UsersRound className="size-4 text-ink-3" aria-hidden="true" /> {texts.lists}
        </>
      }
    >
      {(close) => (
        <ul className="p-1.5">
          {peopleLists(catalogue).map(({ label, about, people, order }) => (
            <li key={label}>
              <button
                type="button"
                aria-current={search.people === pairsText(people)}
                onClick={() => {
                  ask(people, {
                    joined: undefined,
                    sort: undefined,
                    as: undefined,
                    order: undefined,
                    ...order,
                  });
                  close();
                }}
                className="flex w-full flex-col rounded-md px-2.5 py-1.5 text-start hover:bg-sunken aria-[current=true]:bg-sunken"
              >
                <span className="text-sm font-medium">{label}</span>
                <span className="text-xs text-ink-3">{about}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Popover>
  );
}
