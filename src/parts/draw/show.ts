import { createRenewal } from '../../dashboard/shell/live/renewal.ts';
import type { PartName } from '../attributes.ts';
import { drawChart } from './chart.ts';
import { place } from './dom.ts';
import { listen } from './live.ts';
import { drawNumber } from './number.ts';
import { isOn } from './read-attributes.ts';
import { failure, isSignedOut, waiting } from './states.ts';
import { sheet } from './style.ts';
import { drawTopUsers } from './top-users.ts';
import { drawUser } from './user.ts';

/**
 * What a part looks like now.
 *
 * @param refresh numbers computed anew instead of taken from the server's cache
 * @throws WrongAttribute, and whatever the client throws
 */
export type Draw = (element: Element, refresh: boolean) => Promise<HTMLElement>;

const DRAWS: Readonly<Record<PartName, Draw>> = {
  'joip-number': drawNumber,
  'joip-chart': drawChart,
  'joip-top-users': drawTopUsers,
  'joip-user': drawUser,
};

/** What came in is gathered so long, and asked for at most so often; later than that the numbers are behind. */
const TIMES = { gather: 200, every: 1_500, late: 60_000 };

/**
 * Draws a part by its attributes. What stood there stays until the new numbers are there.
 *
 * @returns what ends it
 */
export function show(name: PartName, element: Element, root: ShadowRoot): () => void {
  let stopped = false;
  const put = (card: HTMLElement) => {
    if (!stopped) place(root, card);
  };
  const busy = (is: boolean) => root.querySelector('.card')?.setAttribute('aria-busy', `${is}`);
  async function draw(): Promise<void> {
    try {
      put(await DRAWS[name](element, false));
    } catch (error) {
      await fail(error);
    }
  }
  const fail = async (error: unknown) =>
    put(
      await failure(error, () => {
        put(waiting());
        void draw();
      }),
    );
  async function renew(): Promise<boolean> {
    try {
      put(await DRAWS[name](element, true));
    } catch (error) {
      // Older numbers stay while newer ones can't be had, unless nobody is let in any more.
      if (!isSignedOut(error)) throw error;
      await fail(error);
    }
    return true;
  }
  root.adoptedStyleSheets = [sheet];
  if (root.querySelector('.card')) busy(true);
  else put(waiting());
  void draw();
  const renewal = createRenewal({ ...TIMES, renew, onBehind: busy });
  const deafen = isOn(element, 'live') ? listen(renewal.news) : undefined;
  return () => {
    stopped = true;
    deafen?.();
    renewal.stop();
  };
}
