/** Colours as a canvas takes them: CSS resolved where the chart stands, so that its category's tint, the scheme and forced colours hold. */
export function resolveColours<Name extends string>(
  box: HTMLElement,
  css: Readonly<Record<Name, string>>,
): Readonly<Record<Name, string>> {
  const probe = box.appendChild(document.createElement('i'));
  // Forced colours would make every text the same; the tokens have the system's own colours then.
  probe.style.setProperty('forced-color-adjust', 'none');
  const resolved = Object.entries<string>(css).map(([name, colour]) => {
    probe.style.color = colour;
    return [name, getComputedStyle(probe).color] as const;
  });
  probe.remove();
  return Object.fromEntries(resolved) as Record<Name, string>;
}
