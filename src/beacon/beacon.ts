import type { ActionOf, CatalogueInput, DefaultCatalogue, DetailsOf } from '../catalogue/index.ts';
import type { BeaconAnswer, BeaconBody, BrowserActivity, Span } from '../contract/index.ts';
import { newId } from '../tracking/new-id.ts';

export interface BeaconOptions {
  /** Where analytics is mounted, of the page's own origin, without a slash at its end: `/insights`. */
  readonly mount: string;
  /**
   * Says whose browser it is, as `analytics.beaconToken` made it on your server; a function is asked for it, and again once it has
   * expired. Default: your session says it.
   */
  readonly token?: string | (() => string | Promise<string>) | undefined;
  /** Seconds without any input after which nobody is there. Default 60. */
  readonly idle?: number | undefined;
}

export interface Beacon<C extends CatalogueInput = DefaultCatalogue> {
  /** Counts from now on. Does nothing where the browser says that its user doesn't want it (DNT, GPC). */
  start(): void;
  /** Counts nothing more, and forgets what waits: consent was withdrawn. */
  stop(): void;
  /** An action that `beaconActions` opens to browsers, as a click on `data-joip="ACTION"` tells it. */
  track<A extends ActionOf<C>>(action: A, details?: DetailsOf<C, A> | null): void;
}

/** What we use of an answer, good or bad. */
type Told = Partial<Pick<BeaconAnswer, 'adjust' | 'detail'>>;

/** Milliseconds between looks at who is there. */
const TICK = 15_000;
/** Activities and spans of one request at most; the server takes 50. */
const BATCH = 20;
/** Bytes that browsers go on sending for a page that is left; more than the server takes is refused by it. */
const KEPT_ALIVE = 60_000;
/** What somebody does who is there. Scrolling isn't among it: pages do that by themselves. */
const INPUT = 'pointerdown pointermove keydown wheel touchmove';

/**
 * Page views, presence and clicks of the page that it runs in, for `POST /api/beacon`. Nothing is stored in the browser.
 *
 * @example
 * const beacon = createBeacon({ mount: '/insights' });
 * beacon.start();
 */
export function createBeacon<C extends CatalogueInput = DefaultCatalogue>({
  mount,
  token,
  idle,
}: BeaconOptions): Beacon<C> {
  const { now } = Date;
  const patience = (idle || 60) * 1_000;
  const renew = typeof token === 'function' ? token : undefined;
  let key = typeof token === 'string' ? token : undefined;
  let renewed = false;
  /** Another object each time that it is started. */
  let running: object | undefined;
  let sending = false;
  let activities: BrowserActivity[] = [];
  /** By the browser's clock, as all moments here; what is sent is by the server's. */
  let presence: Span[] = [];
  /** What the server's clock is ahead. */
  let ahead = 0;
  /** When the open span began; 0 for none. */
  let since = 0;
  let lastInput = 0;
  let path: string | undefined;

  const url = `${mount}/api/beacon`;
  const pack = (some: BrowserActivity[], spans: Span[]) =>
    new Blob(
      [
        JSON.stringify({
          token: key,
          sentAt: now() + ahead,
          activities: some,
          presence: spans.map(({ from, to }) => ({ from: from + ahead, to: to + ahead })),
        } satisfies BeaconBody),
      ],
      { type: 'application/json' },
    );

  /** Sends what waits; what the server didn't judge goes with the next. */
  async function flush(): Promise<void> {
    const mine = running;
    if (sending || !mine || !(activities.length + presence.length)) return;
    const some = activities.splice(0, BATCH);
    const spans = presence.splice(0, BATCH);
    let judged = false;
    sending = true;
    try {
      key ??= await renew?.();
      // It may have been stopped meanwhile.
      if (mine === running) {
        const body = pack(some, spans);
        const answer = await fetch(url, { method: 'POST', body, keepalive: body.size < KEPT_ALIVE });
        const { status } = answer;
        const { adjust = 0, detail }: Told = await answer.json();
        ahead += adjust;
        if (status === 409) for (const each of some) each.eventId = newId(now() + ahead);
        else if (status === 401 && renew && !renewed) {
          renewed = true;
          key = undefined;
        } else if (status < 429) {
          judged = true;
          renewed = false;
          if (detail) console.warn(`joip-analytics: ${detail}`);
        }
      }
    } catch (error) {
      console.warn(`joip-analytics: ${error}`);
    }
    sending = false;
    if (mine !== running) return;
    if (judged) flush();
    else {
      activities.unshift(...some);
      presence.unshift(...spans);
    }
  }

  function track(action: string, details?: unknown): void {
    if (!running) return;
    // What the catalogue types; the server reads it.
    const told = details as BrowserActivity['details'];
    activities.push({ eventId: newId(now() + ahead), action, details: told });
    // Together with what comes along with it.
    setTimeout(flush);
  }

  function view(): void {
    // Before it is shown, nobody has seen it.
    const { prerendering } = document as { prerendering?: boolean };
    const { pathname } = location;
    if (!running || prerendering || pathname === path) return;
    path = pathname;
    track('page_viewed', { path });
  }

  /** Closes the open span where somebody was last known to be there; where that is now, it can go on. */
  function settle(goesOn?: boolean): void {
    const at = now();
    const to = Math.min(at, lastInput + patience);
    if (since) presence.push({ from: since, to });
    since = since && goesOn && to === at ? at : 0;
  }

  function input(event?: Event): void {
    if (!running || document.hidden || event?.isTrusted === false) return;
    if (now() > lastInput + patience) settle();
    lastInput = now();
    since ||= lastInput;
  }

  function arrive(): void {
    view();
    input();
  }

  function click(event: Event): void {
    const { dataset } = (event.composedPath() as HTMLElement[]).find((each) => each.dataset?.joip) ?? {};
    if (!dataset) return;
    const details: Record<string, string> = {};
    for (const name in dataset)
      if (/^joip./.test(name)) details[name[4]!.toLowerCase() + name.slice(5)] = dataset[name]!;
    track(dataset.joip!, details);
  }

  function forget(): void {
    activities = [];
    presence = [];
  }

  const on = (names: string, listener: (event: Event) => void) => {
    for (const name of names.split(' ')) addEventListener(name, listener, true);
  };

  // Once, however often it is started; until then none of it does anything.
  on(INPUT, input);
  on('click', click);
  // A page comes from the browser's back and forward cache, too.
  on('pageshow popstate prerenderingchange', arrive);
  on('visibilitychange', () => {
    settle();
    input();
    flush();
  });
  on('pagehide', () => {
    settle();
    path = undefined;
    if (activities.length + presence.length && navigator.sendBeacon(url, pack(activities, presence)))
      forget();
  });
  setInterval(() => {
    settle(true);
    flush();
  }, TICK);
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name];
    history[name] = function (...given) {
      original.apply(this, given);
      view();
    };
  }

  return {
    start() {
      const { doNotTrack, globalPrivacyControl } = navigator as Navigator & {
        globalPrivacyControl?: boolean;
      };
      if (globalPrivacyControl || doNotTrack === '1') return;
      running ??= {};
      arrive();
    },
    stop() {
      running = path = undefined;
      forget();
      since = 0;
    },
    track,
  };
}
