const KEY = 'joip-analytics.recent-commands';
const KEPT = 5;

/** Ids of what was chosen lately, latest first. */
export function recent(): string[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(list) ? list.filter((id) => typeof id === 'string').slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

export function remember(id: string): void {
  try {
    localStorage.setItem(
      KEY,
      JSON.stringify([id, ...recent().filter((other) => other !== id)].slice(0, KEPT)),
    );
  } catch {
    // A browser that keeps nothing offers nothing recent.
  }
}
