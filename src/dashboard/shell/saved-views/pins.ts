const KEY = 'joip-analytics.pins';

/** Whether this browser's operator had pinned views: the line for them is kept free from the first paint. */
export function hadPins(): boolean {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}

export function rememberPins(some: boolean): void {
  try {
    if (some) localStorage.setItem(KEY, '1');
    else localStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing moves the page down once they are there.
  }
}
