import { ATTRIBUTES, type PartName } from './attributes.ts';
import type { show } from './draw/show.ts';
import { localeFor, tagOf } from './language.ts';

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

function define(name: PartName): void {
  // A page may load this twice, from two mounts: the first one serves.
  if (customElements.get(name)) return;
  customElements.define(
    name,
    class extends HTMLElement {
      static readonly observedAttributes = [...Object.keys(ATTRIBUTES[name]), 'lang'];
      readonly #root = this.attachShadow({ mode: 'open' });
      #stop: (() => void) | undefined;
      #waiting = false;

      connectedCallback(): void {
        this.#again();
      }

      attributeChangedCallback(_: string, before: string | null, now: string | null): void {
        if (this.isConnected && before !== now) this.#again();
      }

      disconnectedCallback(): void {
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

for (const name of Object.keys(ATTRIBUTES) as PartName[]) define(name);
