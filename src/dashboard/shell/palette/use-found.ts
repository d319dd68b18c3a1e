import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { User } from 'lucide-react';
import * as texts from '#texts/palette.ts';
import { usePanel } from '../../data/panel-context.ts';
import { carried } from '../../data/url/range.ts';
import { type Command, type Found, find } from './command.ts';
import { match } from './match.ts';
import { recent } from './recent.ts';
import { useCommands } from './use-commands.ts';
import { useSettled } from './use-settled.ts';
import { usersLike } from './users-query.ts';

const MOST = 12;
/** What is offered before anything is typed. */
const FIRST = [texts.savedViews, texts.pages];

export interface FoundAll {
  readonly found: readonly Found[];
  /** Users are being asked for. */
  readonly searching: boolean;
  readonly error: Error | null;
}

/** What fits what was typed: commands at once, users as soon as the server has answered. */
export function useFound(typed: string, onHelp: () => void): FoundAll {
  const text = typed.trim();
  const settled = useSettled(text);
  const admin = usePanel().operator.role === 'admin';
  const users = useQuery({ ...usersLike(settled), enabled: admin && settled.length > 1 });
  const commands = useCommands(onHelp);
  const navigate = useNavigate();
  if (text === '') return { found: offered(commands), searching: false, error: null };
  const people = (settled === text ? (users.data ?? []) : []).map(({ userId, name, email }): Found => {
    const command: Command = {
      id: `user:${userId}`,
      group: texts.users,
      label: name ?? userId,
      note: email ?? userId,
      Icon: User,
      run: () => void navigate({ to: '/users/$userId', params: { userId }, search: carried }),
    };
    return { command, at: match(text, command.label)?.at ?? [] };
  });
  return {
    found: [...people, ...find(text, commands, MOST)],
    searching: admin && text.length > 1 && (settled !== text || users.isFetching),
    error: settled === text ? users.error : null,
  };
}

function offered(commands: readonly Command[]): Found[] {
  const lately = recent()
    .map((id) => commands.find((command) => command.id === id))
    .filter((command) => command !== undefined)
    .map((command) => ({ ...command, group: texts.recent }));
  const others = commands.filter(
    ({ id, group }) => FIRST.includes(group) && !lately.some((command) => command.id === id),
  );
  return [...lately, ...others].map((command) => ({ command, at: [] }));
}
