/** See declarations.mjs. */
export function reachable(
  dist: string,
  entries: readonly string[],
): { files: Set<string>; packages: Map<string, string> };
