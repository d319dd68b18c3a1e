import type { LucideIcon } from 'lucide-react';
import { type Match, match } from './match.ts';

/** Something that can be chosen. */
export interface Command {
  /** Different from every other's; remembered among the recent. */
  readonly id: string;
  readonly group: string;
  readonly label: string;
  /** What it is, beside its label. */
  readonly note?: string;
  /** Words that find it, too. */
  readonly also?: string;
  readonly keys?: readonly string[];
  readonly Icon?: LucideIcon;
  readonly run: () => void;
}

export interface Found {
  readonly command: Command;
  readonly at: readonly number[];
}

/** Commands that fit, best first within their groups; groups by their best. */
export function find(typed: string, commands: readonly Command[], most: number): Found[] {
  const fits = commands
    .map((command) => ({ command, fit: fitOf(typed, command) }))
    .filter((each): each is { command: Command; fit: Match } => each.fit !== null)
    .sort((a, b) => b.fit.score - a.fit.score)
    .slice(0, most);
  const groups = [...new Set(fits.map(({ command }) => command.group))];
  return groups.flatMap((group) =>
    fits
      .filter(({ command }) => command.group === group)
      .map(({ command, fit }) => ({ command, at: fit.at })),
  );
}

/** A letter here and there is no fit. */
const LEAST_A_LETTER = 3;

/** A label counts for more than what else is known of a command, which has to have the very text in it. */
function fitOf(typed: string, { label, also }: Command): Match | null {
  const own = match(typed, label);
  if (own && own.score >= typed.trim().length * LEAST_A_LETTER) return own;
  const within = also?.toLocaleLowerCase().includes(typed.trim().toLocaleLowerCase());
  return within ? { score: 0, at: [] } : null;
}
