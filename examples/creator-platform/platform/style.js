export const style = /* css */ `
:root {
  color-scheme: light dark;
  --ink: light-dark(#241f31, #eeebf5);
  --quiet: light-dark(#6b6480, #a9a2bd);
  --page: light-dark(#faf8fc, #16131d);
  --card: light-dark(#ffffff, #201c29);
  --line: light-dark(#e4dfec, #362f45);
  --accent: light-dark(#5b34c9, #b49bff);
  --on-accent: light-dark(#ffffff, #1b1033);
  --joip-accent: var(--accent);
  --joip-surface: var(--card);
  --joip-line: var(--line);
  --joip-radius: 0.75rem;
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
header, main { max-width: 68rem; margin: 0 auto; padding: 1rem; }
header, nav { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1.25rem; }
header { justify-content: space-between; }
h1 { font-size: 1.75rem; line-height: 1.2; letter-spacing: -0.02em; margin: 1.5rem 0 1rem; }
h2 { font-size: 1.05rem; margin: 0 0 0.5rem; }
p { margin: 0 0 0.75rem; }
a { color: inherit; text-underline-offset: 3px; }
nav a { text-decoration: none; }
a:hover { color: var(--accent); }
.mark { font-weight: 700; font-size: 1.25rem; text-decoration: none; }
.quiet { color: var(--quiet); }
.notice { padding: 0.75rem 1rem; border: 1px solid var(--accent); border-radius: 0.75rem; }
.narrow { max-width: 24rem; margin: 8vh auto 0; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 0.75rem; padding: 1rem; }
.card > :last-child { margin-bottom: 0; }
ul { list-style: none; margin: 0 0 1rem; padding: 0; }
.plain { display: grid; gap: 0.5rem; }
.grid { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); margin: 1rem 0; }
.columns { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); margin: 1rem 0; }
.numbers { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(9.5rem, 100%), 1fr)); }
.picture { display: block; width: 100%; aspect-ratio: 16 / 9; border-radius: 0.5rem; margin-bottom: 0.75rem; }
form.card { display: grid; gap: 0.75rem; }
form.row { display: flex; flex-wrap: wrap; align-items: end; }
form.row label { flex: 1 1 12rem; }
form.row label.small { flex: 1 1 4rem; }
form.row label.whole { flex-basis: 100%; }
label { display: grid; gap: 0.25rem; font-size: 0.875rem; color: var(--quiet); }
input { font: inherit; color: var(--ink); background: var(--page); border: 1px solid var(--line); border-radius: 0.5rem; padding: 0.5rem 0.75rem; width: 100%; min-height: 2.5rem; }
input[type="color"] { padding: 0.25rem; }
button { font: inherit; font-weight: 600; color: var(--on-accent); background: var(--accent); border: 0; border-radius: 0.5rem; padding: 0.5rem 1rem; min-height: 2.5rem; cursor: pointer; }
button.soft { color: inherit; background: none; border: 1px solid var(--line); }
button.link { font-weight: 400; color: inherit; background: none; padding: 0; min-height: 0; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.scrolled { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; white-space: nowrap; }
th { text-align: start; font-weight: 400; color: var(--quiet); }
th, td { padding: 0.4rem 1rem 0.4rem 0; }
@media (max-width: 32rem) { .wide { display: none; } }
dl { display: grid; grid-template-columns: auto 1fr; gap: 0.25rem 1rem; margin: 0 0 1rem; }
dt { color: var(--quiet); }
dd { margin: 0; }
`;
