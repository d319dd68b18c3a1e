import { html } from 'hono/html';

export type Html = ReturnType<typeof html>;

/** Paragraphs, lists and `code` of a description; anything else in it is text. */
export function prose(text: string): Html[] {
  return text.split(/\n\n/).map((block) => {
    const lines = block.split('\n');
    return lines.every((line) => line.startsWith('- '))
      ? html`<ul>${lines.map((line) => html`<li>${inline(line.slice(2))}</li>`)}</ul>`
      : html`<p>${inline(block)}</p>`;
  });
}

export const inline = (text: string): (Html | string)[] =>
  text.split('`').map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : part));
