import { auditedCommands } from '../../contract/commands.ts';
import { type Route, routes } from '../../contract/families/routes.ts';

const ROUTES: Readonly<Record<string, Route>> = routes;

/** `usageAnalytics` → `Usage analytics`; `cli erase` → `Command erase`. */
export const endpointWords = (name: string): string => {
  const words = name.replace(/^cli /, 'command ').replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
};

/** Endpoints and commands that leave audit rows. */
export const auditedEndpoints: readonly string[] = [
  ...Object.entries(ROUTES)
    .filter(([, { access, audited }]) => audited ?? (access === 'admin' || access === 'viewer'))
    .map(([name]) => name)
    .sort(),
  ...auditedCommands,
];

/** Whether `:userId` of its path is whom it is about. */
export const isAboutUser = (name: string): boolean => ROUTES[name]?.path.includes(':userId') ?? false;

/** An endpoint in words; its method and path on hover. */
export function EndpointName({ name }: { name: string }) {
  const route = ROUTES[name];
  return <span title={route && `${route.method} ${route.path}`}>{endpointWords(name)}</span>;
}
