import { ATTRIBUTES, type PartName } from './attributes.ts';
import type { show } from './draw/show.ts';
import { localeFor, tagOf } from './language.ts';
import type { PartsSettings } from './settings.ts';

/** The file that draws, by language; the build knows their names. */
declare const FILES: Readonly<Record<string, string>>;

/** This file stands at the mount itself: `<mount>/parts.js`. */
const mount = new URL('.', new URL(import.meta.url));

interface Drawing {
  readonly show: typeof show;
}

/** What draws in an element's language. The locale in its address makes it a module of its own, with its own number formats. */
function drawingFor(element: Element): Promise<Drawing> {
  const locale = localeFor(tagOf(element), Object.keys(FILES));
  return import(new URL(`admin/${FILES[locale.language]}?locale=${locale}`, mount).href);
}

/** Those that stand in the page, each with what draws it anew. */
const standing = new Map<HTMLElement, () => void>();

/** Notices what the host sets, whether it puts another object there or a field of it. */
function followSettings(): void {
  let headers = globalThis.joipAnalytics?.headers;
  const settings: PartsSettings = {
    get headers() {
      return headers;
    },
    set headers(given) {
      headers = given;
      for (const again of standing.values()) again();
    },
  };
  const set = (given: PartsSettings | undefined) => {
    settings.headers = given?.headers;
  };
  // What a script declared with `var` can't be made one that notices.
  if (!Reflect.defineProperty(globalThis, 'joipAnalytics', { get: () => settings, set }))
    globalThis.joipAnalytics = settings;
}

function define(name: PartName): void {
  customElements.define(
    name,
    class extends HTMLElement {
      static readonly observedAttributes = [...Object.keys(ATTRIBUTES[name]), 'lang'];
      readonly #root = this.attachShadow({ mode: 'open' });
      #stop: (() => void) | undefined;
      #waiting = false;

      connectedCallback(): void {
        standing.set(this, () => this.#again());
        this.#again();
      }

      attributeChangedCallback(_: string, before: string | null, now: string | null): void {
        if (this.isConnected && before !== now) this.#again();
      }

      disconnectedCallback(): void {
        standing.delete(this);
        this.#stop?.();
        this.#stop = undefined;
      }

      /** Once for all attributes that change together. */
      #again(): void {
        if (this.#waiting) return;
        this.#waiting = true;
        queueMicrotask(async () => {
          this.#waiting = false;
          try {
            const drawing = await drawingFor(this);
            this.#stop?.();
            this.#stop = this.isConnected ? drawing.show(name, this, this.#root) : undefined;
          } catch (error) {
            // Its texts didn't come either.
            this.#root.textContent = 'The numbers couldn’t be loaded. Reload the page.';
            console.error(error);
          }
        });
      }
    },
  );
}

const names = Object.keys(ATTRIBUTES) as PartName[];
// A page may load this twice, from two mounts: the first one serves.
if (!names.some((name) => customElements.get(name))) {
  followSettings();
  for (const name of names) define(name);
}
