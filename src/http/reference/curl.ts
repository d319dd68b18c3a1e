import { own } from '../../catalogue/index.ts';
import { type EndpointName, exampleOf, type Route, routes } from '../../contract/index.ts';
import { queryText } from '../../contract/query-text.ts';
import type { OpenApi, Operation } from '../../openapi/index.ts';

/** A call as one types it in a shell, with the address of the mount point. */
export function curlOf(operation: Operation, document: OpenApi): string {
  const name = operation.operationId as EndpointName;
  const route: Route = routes[name];
  const example = exampleOf(name);
  const path = route.path.replace(/:(\w+)/g, (_, key: string) =>
    encodeURIComponent(own(example.params, key) ?? key),
  );
  const query = queryText(example.query ?? {});
  const address = `${baseOf(document)}${path}${query && `?${query}`}`;
  const lines = [`curl ${route.method === 'GET' ? '' : `-X ${route.method} `}'${address}'`];
  if (route.access !== 'anyone') lines.push("-H 'Authorization: Bearer KEY'");
  if (example.body !== undefined) {
    lines.push("-H 'Content-Type: application/json'");
    lines.push(`-d '${JSON.stringify(example.body, null, 2).replaceAll("'", "'\\''")}'`);
  }
  return lines.join(' \\\n  ');
}

const baseOf = ({ servers }: OpenApi) => `https://analytics.example.com${servers[0]!.url.replace(/\/$/, '')}`;
