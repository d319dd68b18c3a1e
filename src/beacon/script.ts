import { createBeacon } from './beacon.ts';

/** The element that loaded this: a page may import it instead, and starts it itself then. */
const script = [...document.scripts].find(({ src }) => src === import.meta.url);
const { token, tokenUrl, idle, consent } = script?.dataset ?? {};

export const { start, stop, track } = createBeacon({
  mount: import.meta.url.split('/beacon.js')[0]!,
  token: tokenUrl ? async () => (await fetch(tokenUrl)).text() : token,
  idle: Number(idle),
});
// `data-consent`: not before somebody agreed.
if (script && consent === undefined) start();
