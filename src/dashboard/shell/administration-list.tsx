import { Link } from '@tanstack/react-router';
import { carried } from '../data/url/range.ts';
import { ADMINISTRATION } from './administration.ts';
import { LOOKS } from './administration-looks.ts';

/** The pages about the installation, with what each is for. */
export default function AdministrationList({ close }: { close: () => void }) {
  return (
    <ul className="p-1.5">
      {ADMINISTRATION.map(({ to, label }) => {
        const { note, Icon } = LOOKS[to];
        return (
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
        );
      })}
    </ul>
  );
}
