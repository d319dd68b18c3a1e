import { REWARD } from './accounts.js';
import { html } from './html.js';
import { PACKS } from './studio.js';

const money = (cents) => `$${(cents / 100).toFixed(2)}`;
const button = (action, label, look = '') =>
  html`<form method="post" action="${action}"><button class="${look}">${label}</button></form>`;

/** Every page of the platform. */
export const page = ({ title, account, notice, body, head }) => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Folio</title>
<link rel="stylesheet" href="/style.css">
${head}
</head>
<body>
<header>
  <a class="mark" href="/">Folio</a>
  <nav>
    ${account && html`<a href="/">Studio</a><a href="/community">Community</a><a href="/credits">${account.credits} credits</a>`}
    ${account?.operator && html`<a href="/admin">Admin</a>`}
    ${account ? button('/sign-out', 'Sign out', 'link') : html`<a href="/sign-in">Sign in</a>`}
  </nav>
</header>
<main>
${notice && html`<p class="notice" role="alert">${notice}</p>`}
${body}
</main>
</body>
</html>`;

const field = (label, name, more = '', look = '') =>
  html`<label class="${look}">${label}<input name="${name}" ${more}></label>`;

export const signUpPage = ({ invite, email, name }) => html`
<section class="narrow">
  <h1>Make something worth keeping</h1>
  <p>${invite ? 'Somebody invited you.' : 'Sessions of pictures and captions, and a community that looks at them.'}</p>
  <form method="post" action="/sign-up" class="card">
    <input type="hidden" name="invite" value="${invite}">
    ${field('Name', 'name', html`autocomplete="name" required value="${name}"`)}
    ${field('E-mail', 'email', html`type="email" autocomplete="username" required value="${email}"`)}
    ${field('Password', 'password', html`type="password" autocomplete="new-password" minlength="8" required`)}
    <button>Sign up</button>
  </form>
  <p>Have an account? <a href="/sign-in">Sign in</a></p>
</section>`;

export const signInPage = ({ next, email }) => html`
<section class="narrow">
  <h1>Welcome back</h1>
  <form method="post" action="/sign-in" class="card">
    <input type="hidden" name="next" value="${next}">
    ${field('E-mail', 'email', html`type="email" autocomplete="username" required value="${email}"`)}
    ${field('Password', 'password', html`type="password" autocomplete="current-password" required`)}
    <button>Sign in</button>
  </form>
  <p>New here? <a href="/">Sign up</a></p>
</section>`;

export const studioPage = ({ sessions }) => html`
<h1>Your sessions</h1>
<form method="post" action="/sessions" class="row card">
  ${field('Title', 'title', html`placeholder="An evening at the harbour" required`)}
  <button>New session</button>
</form>
${sessions.length === 0 && html`<p class="quiet">Nothing yet. A session begins with its title.</p>`}
<ul class="grid">${sessions.map(sessionTile)}</ul>`;

const counted = (n, what) => `${n} ${what}${Number(n) === 1 ? '' : 's'}`;

const sessionTile = ({ id, title, colours, captions, pictures }) => html`
<li class="card">
  ${picture(colours)}
  <h2><a href="/sessions/${id}">${title}</a></h2>
  <p class="quiet">${counted(captions, 'caption')}, ${counted(pictures, 'picture')}</p>
</li>`;

const picture = (colours) => html`
<svg class="picture" viewBox="0 0 16 9" preserveAspectRatio="none" aria-hidden="true">
  <rect width="16" height="9" fill="${colours?.[0] ?? '#c9c4d6'}"/>
  <path d="M0 9L16 2V9Z" fill="${colours?.[1] ?? '#a79fbb'}"/>
</svg>`;

export const sessionPage = ({ session: { id, title, shared }, captions, media }) => html`
<h1>${title}</h1>
${shared ? html`<p class="quiet">Shared with the <a href="/community">community</a>.</p>` : button(`/sessions/${id}/share`, 'Share')}
<div class="columns">
  <section>
    <h2>Captions</h2>
    <ul class="plain">${captions.map(({ text }) => html`<li class="card">${text}</li>`)}</ul>
    <form method="post" action="/sessions/${id}/captions" class="row card">
      ${field('Caption; empty for a suggestion (1 credit)', 'text')}
      <button>Add caption</button>
    </form>
  </section>
  <section>
    <h2>Pictures</h2>
    <ul class="grid">${media.map(({ name, colours }) => html`<li class="card">${picture(colours)}<p>${name}</p></li>`)}</ul>
    <form method="post" action="/sessions/${id}/media" class="row card">
      ${field('Name', 'name', html`placeholder="Harbour, 9 pm"`, 'whole')}
      ${field('Sky', 'from', html`type="color" value="#f2a65a"`, 'small')}
      ${field('Water', 'to', html`type="color" value="#2b3a67"`, 'small')}
      <button>Add picture</button>
    </form>
  </section>
</div>`;

export const communityPage = ({ shares }) => html`
<h1>Community</h1>
${shares.length === 0 && html`<p class="quiet">Nobody has shared a session yet.</p>`}
<ul class="grid">${shares.map(
  ({ id, title, name, colours, likes, liked }) => html`
<li class="card">
  ${picture(colours)}
  <h2>${title}</h2>
  <p class="quiet">by ${name}</p>
  ${liked ? html`<p>♥ ${likes}</p>` : button(`/shares/${id}/like`, `♡ ${likes}`, 'soft')}
</li>`,
)}</ul>`;

export const creditsPage = ({ account, origin, invited }) => html`
<h1>${account.credits} credits</h1>
<ul class="grid">${Object.entries(PACKS).map(
  ([pack, { credits, cents }]) => html`
<li class="card">
  <h2>${credits} credits</h2>
  <p class="quiet">${money(cents)}</p>
  <form method="post" action="/purchases"><input type="hidden" name="pack" value="${pack}"><button>Buy</button></form>
</li>`,
)}</ul>
<section class="card">
  <h2>Invite somebody</h2>
  <p>Each who signs up by your link brings you ${REWARD} credits. So far: ${invited}.</p>
  <p><code>${origin}/?invite=${account.invite_code}</code></p>
</section>`;
