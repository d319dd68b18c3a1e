import { Link } from '@tanstack/react-router';
import { Settings2 } from 'lucide-react';
import * as texts from '#texts/shell.ts';
import { carried } from '../data/url/range.ts';
import { Popover } from '../ui/popover.tsx';
import { ADMINISTRATION } from './administration.ts';

/** The way to the pages about the installation itself. */
export function AdministrationMenu() {
  return (
    <Popover
      label={texts.administration}
      look="icon"
      align="end"
      className="w-72"
      trigger={<Settings2 className="size-4.5" aria-hidden="true" />}
    >
      {(close) => (
        <ul className="p-1.5">
          {ADMINISTRATION.map(({ to, label, note, Icon }) => (
            <li key={to}>
              <Link
                to={to}
                search={carried}
                activeOptions={{ includeSearch: false }}
                onClick={close}
                className="flex items-center gap-3 rounded-md px-2.5 py-2 hover:bg-sunken aria-[current=page]:bg-sunken"
              >
                <Icon className="size-4 text-ink-3" aria-hidden="true" />
                <span>
                  <span className="block text-sm font-medium">{label}</span>
                  <span className="block text-xs text-ink-3">{note}</span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Popover>
  );
}
