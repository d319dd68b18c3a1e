import { html } from 'hono/html';
import type { OpenApi, Operation } from '../../openapi/index.ts';
import { endpointCard, searchWords } from './endpoint-card.ts';
import { type Html, prose } from './prose.ts';

interface Listed {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}

/**
 * The reference as one page; style and script come from files, for the policy forbids them inline. It lies at
 * `api/docs` below the mount point and names everything from there: a proxy may have put a prefix before it.
 *
 * @param up the way to that address's folder: none, or `../` where it was asked for with a slash at its end
 */
export function referencePage(document: OpenApi, up: '' | '../'): string {
  const { info } = document;
  const families = document.tags.map((tag) => ({ ...tag, endpoints: endpointsOf(document, tag.name) }));
  return String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API reference · ${info.title}</title>
<link rel="stylesheet" href="${up}docs/style.css">
<script src="${up}docs/filter.js" defer></script>
</head>
<body>
<div class="page">
<nav aria-label="Endpoints">
<strong>API reference</strong>
<span class="version">${info.title} ${info.version} · <a href="${up}openapi.json">openapi.json</a> · <a href="${up}../admin/">panel</a></span>
<input type="search" placeholder="Filter ( / )" aria-label="Filter endpoints" data-filter hidden>
${families.map(contents)}
</nav>
<main>
<h1>API reference</h1>
<div class="lead">${prose(info.description)}</div>
<p class="lead" data-none hidden>Nothing here is named that; try another word, such as <code>export</code> or <code>groupBy</code>.</p>
${families.map((family) => section(family, document))}
</main>
</div>
</body>
</html>
`);
}

type Family = OpenApi['tags'][number] & { endpoints: Listed[] };

const contents = ({ name, endpoints }: Family): Html => html`<section data-family>
<h2>${name}</h2>
<ul>${endpoints.map(
  ({ path, operation, method }) =>
    html`<li data-words="${searchWords({ path, method, operation })}"><a href="#${operation.operationId}"><span class="verb ${method}">${method.toUpperCase()}</span>${operation.summary}</a></li>`,
)}</ul>
</section>`;

const section = (
  { name, description, endpoints }: Family,
  document: OpenApi,
): Html => html`<section class="family" data-family>
<h2>${name}</h2>
<p>${description}</p>
${endpoints.map(({ path, method, operation }) => endpointCard({ path, method, operation, document }))}
</section>`;

function endpointsOf({ paths }: OpenApi, tag: string): Listed[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([, operation]) => operation.tags.includes(tag))
      .map(([method, operation]) => ({ path, method, operation })),
  );
}

/** The page's script: hides what the text doesn't name. The page is whole without it. */
export const filterScript = `'use strict';
const input = document.querySelector('[data-filter]');
const none = document.querySelector('[data-none]');
input.hidden = false;

function filter() {
  const words = input.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let shown = 0;
  for (const section of document.querySelectorAll('[data-family]')) {
    const all = [...section.querySelectorAll('[data-words]')];
    for (const each of all) each.hidden = !words.every((word) => each.dataset.words.includes(word));
    const left = all.filter((each) => !each.hidden).length;
    section.hidden = left === 0;
    shown += left;
  }
  none.hidden = shown > 0;
}

input.addEventListener('input', filter);
addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.target === input) return;
  event.preventDefault();
  input.focus();
});
function unfold() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const details = target && target.querySelector('details');
  if (details) details.open = true;
}
addEventListener('hashchange', unfold);
unfold();
`;
