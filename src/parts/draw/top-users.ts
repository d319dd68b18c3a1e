import * as usage from '#texts/usage.ts';
import { own } from '../../catalogue/own.ts';
import type { PanelCatalogue } from '../../contract/families/panel/index.ts';
import type { TopUser } from '../../contract/reports.ts';
import { ago, moment } from '../../dashboard/format/date.ts';
import { initials } from '../../dashboard/format/initials.ts';
import { COUNT, exact, neighbours } from '../../dashboard/format/number.ts';
import { amount } from './amount.ts';
import { askPanel, askTopUsers, inZone } from './ask.ts';
import { bar } from './bar.ts';
import { h, heard } from './dom.ts';
import { spanOf, textOf, wholeOf } from './read-attributes.ts';
import { userLink } from './user-link.ts';

/** As many as a report ranks. */
const MOST = 5;
/** Features that are named. */
const SHOWN = 3;

/** Those who did most, each with what they did it in. */
export async function drawTopUsers(element: Element, refresh: boolean): Promise<HTMLElement> {
  const limit = wholeOf(element, 'limit', 1, MOST, MOST);
  const panel = await askPanel();
  const feature = textOf(element, 'feature');
  const query = { ...spanOf(element, panel, refresh), ...(feature && { feature }) };
  const { topUsers, meta } = await inZone(askTopUsers, query, element);
  const users = topUsers.slice(0, limit);
  return h(
    'div',
    { class: 'card', part: 'card', role: 'group', 'aria-labelledby': 'label', 'data-tint': 'users' },
    h('p', { class: 'label', part: 'label', id: 'label' }, usage.topUsers),
    users.length === 0
      ? h('p', { class: 'quiet' }, usage.nobodyWasActiveIn)
      : h(
          'ol',
          { class: 'people' },
          ...users.map((user, i) =>
            person(user, {
              rank: i + 1,
              beside: neighbours(topUsers, i).map((each) => each.totalActivity),
              most: users[0]?.totalActivity ?? 0,
              link: userLink(element, user),
              features: featuresOf(user, panel.catalogue),
              zone: meta.timezone,
            }),
          ),
        ),
  );
}

interface Beside {
  readonly rank: number;
  /** Total activity of those ranked above and below. */
  readonly beside: readonly number[];
  readonly most: number;
  readonly link: HTMLElement;
  readonly features: string;
  readonly zone: string;
}

function person(user: TopUser, { rank, beside, most, link, features, zone }: Beside): HTMLElement {
  const { totalActivity, lastActivityAt } = user;
  return h(
    'li',
    {},
    h('span', { class: 'avatar', 'aria-hidden': 'true' }, initials(user.name)),
    h(
      'div',
      { class: 'who' },
      heard(`${usage.rank(rank)}: `),
      link,
      h('span', { class: 'quiet small' }, user.email ?? usage.notIdentified),
    ),
    h(
      'div',
      { class: 'much' },
      h('span', { class: 'number' }, amount(totalActivity, COUNT, '', beside)),
      h('span', { class: 'quiet small' }, usage.totalActivity),
    ),
    bar(most > 0 ? totalActivity / most : 0),
    h(
      'p',
      { class: 'quiet small foot' },
      h('span', {}, features),
      lastActivityAt &&
        h('span', { title: moment(lastActivityAt, zone) }, usage.lastActive(ago(lastActivityAt))),
    ),
  );
}

/** `Sessions 120 · Captions 80`, and how much more in how many others. */
function featuresOf(user: TopUser, { features }: PanelCatalogue): string {
  const parts = Object.entries(user.byFeature).sort(([, a], [, b]) => b - a);
  const rest = parts.slice(SHOWN);
  const told = parts
    .slice(0, SHOWN)
    .map(([name, count]) => `${own(features, name)?.label ?? name} ${exact(count)}`);
  if (rest.length > 0)
    told.push(usage.andInMore(exact(rest.reduce((sum, [, count]) => sum + count, 0)), rest.length));
  return told.join(' · ');
}
