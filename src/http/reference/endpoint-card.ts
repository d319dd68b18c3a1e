import { html } from 'hono/html';
import { own } from '../../catalogue/index.ts';
import { type EndpointName, exampleOf, type Route, routes } from '../../contract/index.ts';
import { queryText } from '../../contract/query-text.ts';
import { type OpenApi, type Operation, sampleOf } from '../../openapi/index.ts';
import { fieldRows, parameterRows } from './parameter-table.ts';
import { type Html, inline, prose } from './prose.ts';

export interface Card {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
  readonly document: OpenApi;
}

/** One endpoint: what it is for, what it takes, a call, its answer, how it refuses. */
export function endpointCard(card: Card): Html {
  const { path, method, operation, document } = card;
  const id = operation.operationId;
  const body = operation.requestBody?.content['application/json']?.schema;
  return html`<article class="endpoint" id="${id}" data-words="${searchWords(card)}">
<h3><a href="#${id}">${operation.summary}</a></h3>
<div class="address"><span class="verb ${method}">${method.toUpperCase()}</span><code>${path}</code></div>
${prose(operation.description)}
${operation.parameters.length > 0 ? html`<h4>Parameters</h4><table><tbody>${parameterRows(operation.parameters)}</tbody></table>` : ''}
${body ? html`<h4>Body</h4><table><tbody>${fieldRows(body, document)}</tbody></table>` : ''}
<h4>Example</h4>
<pre tabindex="0"><code>${curlOf(operation, document)}</code></pre>
${answerOf(operation, document)}
<details><summary>Statuses</summary>${statusesOf(operation, document)}</details>
</article>`;
}

/** What the filter looks in. */
export function searchWords({
  path,
  method,
  operation,
}: Pick<Card, 'path' | 'method' | 'operation'>): string {
  const names = operation.parameters.map(({ name }) => name);
  return [method, path, operation.operationId, operation.summary, ...operation.tags, ...names]
    .join(' ')
    .toLowerCase();
}

function answerOf(operation: Operation, document: OpenApi): Html | string {
  const answered = Object.values(operation.responses)[0]!;
  const [type, content] = Object.entries(('content' in answered && answered.content) || {})[0] ?? [];
  if (!type) return '';
  if (type !== 'application/json' || !content?.schema) return html`<p>Answers <code>${type}</code>.</p>`;
  const sample = JSON.stringify(sampleOf(content.schema, document), null, 2);
  return html`<details><summary>Answer</summary><pre tabindex="0"><code>${sample}</code></pre></details>`;
}

function statusesOf({ responses }: Operation, { components }: OpenApi): Html {
  const rows = Object.entries(responses).map(([status, answered]) => {
    const { description } =
      '$ref' in answered ? components.responses[answered.$ref.split('/').at(-1)!]! : answered;
    return html`<dt>${status}</dt><dd>${inline(description)}</dd>`;
  });
  return html`<dl class="statuses">${rows}</dl>`;
}

/** A call as one types it in a shell, with the address of the mount point. */
function curlOf(operation: Operation, document: OpenApi): string {
  const name = operation.operationId as EndpointName;
  const route: Route = routes[name];
  const example = exampleOf(name);
  const path = route.path.replace(/:(\w+)/g, (_, key: string) =>
    encodeURIComponent(own(example.params, key) ?? key),
  );
  const query = queryText(example.query ?? {});
  const address = `${baseOf(document)}${path}${query && `?${query}`}`;
  const lines = [`curl ${route.method === 'GET' ? '' : `-X ${route.method} `}'${address}'`];
  if (route.access !== 'anyone' && route.access !== 'user') lines.push("-H 'Authorization: Bearer KEY'");
  if (example.body !== undefined) {
    lines.push("-H 'Content-Type: application/json'");
    lines.push(`-d '${JSON.stringify(example.body, null, 2).replaceAll("'", "'\\''")}'`);
  }
  return lines.join(' \\\n  ');
}

const baseOf = ({ servers }: OpenApi) => `https://analytics.example.com${servers[0]!.url.replace(/\/$/, '')}`;
