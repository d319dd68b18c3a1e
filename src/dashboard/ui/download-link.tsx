import { Download } from 'lucide-react';
import { buttonClass } from './button.tsx';

/** What is shown as a file: a plain link, so that it can be opened, copied and saved as any other. */
export function DownloadLink({ href, what }: { href: string; what: string }) {
  return (
    <a href={href} download aria-label={`Download CSV: ${what}`} title={what} className={buttonClass()}>
      <Download className="size-4 text-ink-3" aria-hidden="true" />
      <span>
        <span className="max-sm:hidden">Download </span>CSV
      </span>
    </a>
  );
}
