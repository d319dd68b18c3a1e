type Child = Node | string | null | false | undefined;
type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

const SVG = 'http://www.w3.org/2000/svg';

function filled<E extends Element>(element: E, attributes: Attributes, children: readonly Child[]): E {
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined && value !== null && value !== false)
      element.setAttribute(name, value === true ? '' : String(value));
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** An element with its attributes and what it holds; never by text, which a policy on trusted types would refuse. */
export const h = <Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] => filled(document.createElement(name), attributes, children);

export const svg = (name: string, attributes: Attributes = {}, ...children: Child[]): SVGElement =>
  filled(document.createElementNS(SVG, name) as SVGElement, attributes, children);

/** For those who hear the page. */
export const heard = (text: string): HTMLElement => h('span', { class: 'heard' }, text);

/** Puts a card in place of what there is, and keeps what is open and what has the focus. */
export function place(root: ShadowRoot, card: HTMLElement): void {
  const focused = root.activeElement?.id;
  const open = [...root.querySelectorAll('details[open]')].map(({ id }) => id);
  root.replaceChildren(card);
  for (const id of open) root.getElementById(id)?.setAttribute('open', '');
  if (focused) root.getElementById(focused)?.focus();
}
