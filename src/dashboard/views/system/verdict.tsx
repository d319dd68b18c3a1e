import { CircleAlert, CircleCheck } from 'lucide-react';
import type { MouseEvent } from 'react';
import * as texts from '#texts/system.ts';
import type { SystemReport } from '../../../contract/families/operation/index.ts';
import { type SystemTrouble, troublesOf } from '../../shell/health/troubles.ts';

/** The whole page in a sentence: is all well? */
export function Verdict({ report, silence }: { report: SystemReport; silence: string | null }) {
  const silent = silence === null ? [] : [{ text: silence, at: null }];
  const troubles = [...silent, ...troublesOf(report)];
  if (troubles.length === 0)
    return (
      <p className="flex items-center gap-2.5 text-lg">
        <CircleCheck className="size-5 shrink-0 text-good" aria-hidden="true" />
        <span>
          <strong className="font-semibold">{texts.allIsWell}</strong>{' '}
          <span className="text-ink-2">{texts.nothingWaitsNothingFailed}</span>
        </span>
      </p>
    );
  return (
    <div className="flex items-start gap-2.5 text-lg">
      <CircleAlert className="mt-0.5 size-5 shrink-0 text-bad" aria-hidden="true" />
      <ul aria-label={texts.toLookAt}>
        {troubles.map((trouble) => (
          <li key={trouble.text} className="first-letter:uppercase">
            <Told {...trouble} />.
          </li>
        ))}
      </ul>
    </div>
  );
}

function Told({ text, at }: SystemTrouble) {
  if (at === null) return text;
  // With a <base> a bare fragment would leave the page.
  const show = (event: MouseEvent) => {
    event.preventDefault();
    document.getElementById(at)?.scrollIntoView({ block: 'start' });
  };
  return (
    <a href={`#${at}`} className="link" onClick={show}>
      {text}
    </a>
  );
}
