import { Download } from 'lucide-react';
import * as texts from '#texts/ui.ts';
import { buttonClass } from './button.tsx';

/** What is shown as a file: a plain link, so that it can be opened, copied and saved as any other. */
export function DownloadLink({ href, what }: { href: string; what: string }) {
  return (
    <a href={href} download aria-label={texts.downloadCsv(what)} title={what} className={buttonClass()}>
      <Download className="size-4 text-ink-3" aria-hidden="true" />
      <span className="sm:hidden">CSV</span>
      <span className="max-sm:hidden">{texts.downloadAsCsv}</span>
    </a>
  );
}
