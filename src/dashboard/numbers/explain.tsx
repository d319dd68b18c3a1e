import { Info } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import * as texts from '#texts/numbers.ts';
import { later } from '../ui/later.tsx';
import type { Explained } from './explained.ts';

const ExplainBox = later(() => import('./explain-box.tsx'));

interface ExplainProps {
  readonly of: Explained;
  readonly className?: string;
  /** As a small sign beside a name that has a use of its own. Default: the name itself. */
  readonly sign?: boolean;
  /** The number's name as it stands on the page. */
  readonly children: string;
}

/** A number's name, which tells on demand what the number means and where it comes from. */
export function Explain({ of, className = '', sign = false, children }: ExplainProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label={sign ? texts.aboutThisColumn : texts.whatItMeans(children)}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        title={of.definition}
        onClick={() => setOpen(!open)}
        className={`${sign ? 'explain-sign' : 'explains'} ${className}`}
      >
        {sign ? <Info className="size-3" aria-hidden="true" /> : children}
      </button>
      {open && <ExplainBox id={id} of={of} anchor={button} onClose={() => setOpen(false)} />}
    </>
  );
}
