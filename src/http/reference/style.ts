/** Colours and sizes of the panel, for a page without it. */
export const referenceStyle = `:root {
  color-scheme: light dark;
  --paper: oklch(0.966 0.004 95);
  --surface: oklch(0.993 0.002 95);
  --sunken: oklch(0.95 0.005 95);
  --line: oklch(0.905 0.006 95);
  --ink: oklch(0.235 0.008 95);
  --ink-2: oklch(0.43 0.01 95);
  --ink-3: oklch(0.505 0.01 95);
  --signal-ink: oklch(0.5 0.15 42);
  --get: oklch(0.48 0.105 240);
  --post: oklch(0.46 0.11 155);
  --put: oklch(0.5 0.105 70);
  --delete: oklch(0.5 0.165 27);
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: oklch(0.172 0.004 95);
    --surface: oklch(0.208 0.005 95);
    --sunken: oklch(0.245 0.006 95);
    --line: oklch(0.285 0.006 95);
    --ink: oklch(0.945 0.004 95);
    --ink-2: oklch(0.78 0.006 95);
    --ink-3: oklch(0.68 0.008 95);
    --signal-ink: oklch(0.78 0.14 50);
    --get: oklch(0.75 0.1 236);
    --post: oklch(0.79 0.12 155);
    --put: oklch(0.8 0.11 80);
    --delete: oklch(0.75 0.135 27);
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1.5rem; -webkit-text-size-adjust: 100%; }
body {
  margin: 0;
  background: var(--paper);
  color: var(--ink);
  font: 0.875rem / 1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
[hidden] { display: none !important; }
code, pre { font-family: ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, monospace; font-size: 0.8125rem; }
a { color: inherit; text-underline-offset: 0.2em; }
:focus-visible { outline: 2px solid var(--signal-ink); outline-offset: 2px; border-radius: 4px; }
.page { display: grid; grid-template-columns: 17rem minmax(0, 52rem); gap: 0 3.5rem; max-width: 76rem; margin: 0 auto; padding: 0 2rem; }
nav { position: sticky; top: 0; max-height: 100vh; overflow-y: auto; padding: 2rem 0.5rem 2rem 0.25rem; }
nav strong { display: block; font-size: 1rem; letter-spacing: -0.01em; }
nav .version { color: var(--ink-3); font-size: 0.75rem; }
nav input {
  width: 100%; margin: 1rem 0 0.25rem; padding: 0.5rem 0.75rem; border: 1px solid var(--line); border-radius: 7px;
  background: var(--surface); color: inherit; font: inherit;
}
nav h2 { margin: 1.25rem 0 0.25rem; font-size: 0.6875rem; font-weight: 600; letter-spacing: 0.06em; text-transform: uppercase; color: var(--ink-3); }
nav ul { list-style: none; margin: 0; padding: 0; }
nav li a { display: flex; gap: 0.5rem; align-items: baseline; padding: 0.1875rem 0; color: var(--ink-2); text-decoration: none; }
nav li a:hover { color: var(--ink); text-decoration: underline; }
nav .verb { width: 2.75rem; flex: none; font-size: 0.625rem; }
main { padding: 2rem 0 6rem; }
h1 { margin: 0 0 0.75rem; font-size: 2.125rem; line-height: 1.15; letter-spacing: -0.025em; }
.family > h2 { margin: 3.5rem 0 0.25rem; font-size: 1.375rem; letter-spacing: -0.015em; }
.lead, .family > p { color: var(--ink-2); margin: 0 0 1rem; max-width: 42rem; }
.lead ul { padding-left: 1.1rem; }
.lead li { margin: 0.25rem 0; }
.endpoint { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; padding: 1.25rem 1.5rem 1.25rem; margin: 1rem 0; }
.endpoint:target { border-color: var(--signal-ink); }
.endpoint h3 { margin: 0; font-size: 1rem; font-weight: 600; letter-spacing: -0.005em; }
.endpoint h3 a { text-decoration: none; }
.endpoint h3 a:hover { text-decoration: underline; }
.address { display: flex; gap: 0.625rem; align-items: baseline; margin: 0.375rem 0 0.75rem; overflow-wrap: anywhere; }
.verb { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: 0.75rem; font-weight: 700; letter-spacing: 0.03em; }
.get { color: var(--get); } .post { color: var(--post); } .put, .patch { color: var(--put); } .delete { color: var(--delete); }
.endpoint p { margin: 0 0 0.5rem; color: var(--ink-2); max-width: 42rem; }
.endpoint h4 { margin: 1.25rem 0 0.375rem; font-size: 0.75rem; font-weight: 600; color: var(--ink-3); }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: 0.5rem 1rem 0.5rem 0; border-top: 1px solid var(--line); font-weight: 400; }
th { width: 11.5rem; overflow-wrap: anywhere; }
th small, td small { display: block; color: var(--ink-3); font-size: 0.75rem; }
td p { margin: 0; }
td .values { color: var(--ink-3); margin-top: 0.25rem; }
td .values code { color: var(--ink-2); font-size: 0.75rem; overflow-wrap: anywhere; }
pre { margin: 0; padding: 0.75rem 1rem; background: var(--sunken); border-radius: 7px; overflow-x: auto; max-height: 26rem; }
details > summary { cursor: pointer; margin-top: 1.25rem; font-size: 0.75rem; font-weight: 600; color: var(--ink-3); width: fit-content; min-width: 1.5rem; min-height: 1.5rem; align-content: center; }
details[open] > summary { margin-bottom: 0.375rem; }
.statuses { display: grid; grid-template-columns: 2.75rem 1fr; gap: 0.125rem 0.5rem; margin: 0; color: var(--ink-2); }
.statuses dt { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: 0.8125rem; color: var(--ink); }
.statuses dd { margin: 0; }
@media (max-width: 60rem) {
  .page { display: block; padding: 0 1rem; }
  nav { position: static; max-height: none; padding: 1.25rem 0 0; }
  nav section { display: none; }
  main { padding-top: 1.5rem; }
  h1 { font-size: 1.6875rem; }
  .endpoint { padding: 1rem; margin-left: -0.25rem; margin-right: -0.25rem; }
  tr { display: block; padding: 0.5rem 0; border-top: 1px solid var(--line); }
  th, td { display: block; width: auto; border: 0; padding: 0; }
  th small { display: inline; }
}
@media print { nav { display: none; } .page { display: block; } .endpoint { break-inside: avoid; } }
`;
