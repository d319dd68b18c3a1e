import * as texts from '#texts/outcomes.ts';
import { exact } from '../../format/number.ts';
import { DownloadLink } from '../../ui/download-link.tsx';
import { Options, Select } from '../../ui/select.tsx';

/** Days that are offered. */
const WITHIN = [7, 30, 90];

interface OutcomeToolsProps<By extends string> {
  readonly by: By;
  readonly groups: Readonly<Record<By, string>>;
  readonly onBy: (by: By) => void;
  readonly within: number | undefined;
  readonly onWithin: (days: number | undefined) => void;
  /** Of the file, and what stands in it. */
  readonly href: string;
  readonly what: string;
}

/** What outcomes are told apart by, in how many days they count, and their file. */
export function OutcomeTools<By extends string>(props: OutcomeToolsProps<By>) {
  const { by, groups, onBy, within, onWithin, href, what } = props;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Select
        aria-label={texts.toldApartBy}
        value={by}
        onChange={({ target: { value } }) => onBy(value as By)}
      >
        <Options of={groups} />
      </Select>
      <Select
        aria-label={texts.whatCounts}
        value={within ?? ''}
        onChange={({ target: { value } }) => onWithin(Number(value) || undefined)}
      >
        <option value="">{texts.untilNow}</option>
        {[...new Set([...WITHIN, ...(within ? [within] : [])])].map((days) => (
          <option key={days} value={days}>
            {texts.withinDays(days, exact(days))}
          </option>
        ))}
      </Select>
      <DownloadLink href={href} what={what} />
    </div>
  );
}
