import { Link } from '@tanstack/react-router';
import * as texts from '#texts/pages.ts';
import { carried } from '../../data/url/range.ts';
import { OneStop } from '../../ui/one-stop.tsx';
import { ADMINISTRATION } from '../administration.ts';

/** From each of these pages to the others. */
export function AdministrationBar() {
  return (
    <nav aria-label={texts.administration} className="-mb-2 pt-5 text-sm print:hidden">
      <OneStop label={texts.administration} className="flex gap-5">
        {ADMINISTRATION.map(({ to, label }) => (
          <Link
            key={to}
            to={to}
            search={carried}
            activeOptions={{ includeSearch: false }}
            className="py-0.5 text-ink-3 underline-offset-6 decoration-signal decoration-2 hover:text-ink aria-[current=page]:font-medium aria-[current=page]:text-ink aria-[current=page]:underline"
          >
            {label}
          </Link>
        ))}
      </OneStop>
    </nav>
  );
}
