import * as seen from '#texts/one-user.ts';
import { totalActivityInRange } from '#texts/parts.ts';
import * as texts from '#texts/user.ts';
import { own } from '../../catalogue/own.ts';
import type { UserUsage } from '../../contract/reports.ts';
import { ago, date, moment } from '../../dashboard/format/date.ts';
import { initials } from '../../dashboard/format/initials.ts';
import { COUNT, neighbours } from '../../dashboard/format/number.ts';
import { amount } from './amount.ts';
import { askPanel, askUser, inZone } from './ask.ts';
import { bar } from './bar.ts';
import { h } from './dom.ts';
import { demanded, spanOf } from './read-attributes.ts';
import { userLink } from './user-link.ts';

/** One user: who it is, what they did in all, and in the range by feature. */
export async function drawUser(element: Element, refresh: boolean): Promise<HTMLElement> {
  const userId = demanded(element, 'user-id');
  const panel = await askPanel();
  const { refresh: _, ...span } = spanOf(element, panel, refresh);
  const usage = await inZone((query) => askUser(userId, query), span, element);
  const { user, usageStats, rangeStats, byFeature, meta } = usage;
  const parts = Object.entries(byFeature).sort(([, a], [, b]) => b - a);
  return h(
    'div',
    { class: 'card', part: 'card', role: 'group', 'aria-labelledby': 'label', 'data-tint': 'users' },
    h(
      'div',
      { class: 'person' },
      h('span', { class: 'avatar', 'aria-hidden': 'true' }, initials(user.name)),
      h(
        'div',
        { class: 'who' },
        h('span', { id: 'label', part: 'label' }, userLink(element, user)),
        h(
          'span',
          { class: 'quiet small' },
          [user.email ?? user.userId, ...marks(user, meta.timezone)].join(' · '),
        ),
      ),
    ),
    h(
      'dl',
      { class: 'facts' },
      fact(texts.totalActivityAllTime, amount(numberOf(usageStats.totalActivity))),
      fact(totalActivityInRange, amount(numberOf(rangeStats?.totalActivity))),
      fact(texts.joined, h('span', {}, user.createdAt ? date(user.createdAt, meta.timezone) : '–')),
      fact(texts.lastActivity, instant(usageStats.lastActivityAt, meta.timezone)),
    ),
    parts.length === 0
      ? h('p', { class: 'quiet' }, seen.nothingInRange)
      : h(
          'ul',
          { class: 'parts', 'aria-label': texts.activitiesInRange },
          ...parts.map(([name, count], i) =>
            h(
              'li',
              {},
              h('span', {}, own(panel.catalogue.features, name)?.label ?? name),
              amount(
                count,
                COUNT,
                '',
                neighbours(parts, i).map(([, n]) => n),
              ),
              bar(count / parts[0]![1]),
            ),
          ),
        ),
  );
}

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** A term with what it says, in one group, so that they stay together. */
const fact = (label: string, value: HTMLElement): HTMLElement =>
  h('div', {}, h('dt', { class: 'quiet small' }, label), h('dd', {}, value));

const instant = (at: unknown, zone: string): HTMLElement =>
  typeof at === 'string' ? h('span', { title: moment(at, zone) }, ago(at)) : h('span', {}, '–');

/** What stands beside a name in the panel, too. */
const marks = ({ internal, identified, deletedAt }: UserUsage['user'], zone: string): string[] => [
  ...(internal ? [texts.internal] : []),
  ...(identified ? [] : [texts.notIdentified]),
  ...(deletedAt ? [texts.deleted(date(deletedAt, zone))] : []),
];
