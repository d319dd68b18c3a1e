import { html } from './html.js';

/** Loads the parts of the platform's analytics, which are mounted at /insights. */
export const parts = html`<script type="module" src="/insights/parts.js"></script>`;

/** The operators' own page: numbers of joip-analytics beside a list of the platform's. */
export const adminPage = ({ accounts }) => html`
<h1>Admin</h1>
<p><a href="/insights/admin/">All analytics</a></p>
<div class="numbers">
  <joip-number metric="activeUsers" period="today" live></joip-number>
  <joip-number metric="sessions" period="today" live></joip-number>
  <joip-number metric="mediaUploads" period="today" live></joip-number>
  <joip-number metric="revenue" period="today" live></joip-number>
</div>
<div class="columns">
  <joip-chart metric="activities" period="7days" live></joip-chart>
  <joip-top-users period="7days" user-href="/admin/users/{id}" live></joip-top-users>
</div>
<section>
  <h2>Newest accounts</h2>
  <div class="scrolled card"><table>
    <thead><tr><th>Name<th>E-mail<th>Credits<th class="wide">Since</thead>
    <tbody>${accounts.map(
      ({ id, name, email, credits, created_at }) => html`
      <tr><td><a href="/admin/users/${id}">${name}</a><td>${email}<td>${credits}<td class="wide">${created_at.toISOString().slice(0, 10)}`,
    )}</tbody>
  </table></div>
</section>`;

export const accountPage = ({ id, name, email, credits, purchases, invited }) => html`
<p><a href="/admin">Admin</a></p>
<h1>${name}</h1>
<div class="columns">
  <joip-user user-id="${id}" period="30days" live></joip-user>
  <section class="card">
    <h2>Account</h2>
    <dl>
      <dt>E-mail<dd>${email}
      <dt>Credits<dd>${credits}
      <dt>Purchases<dd>${purchases}
      <dt>Invited<dd>${invited}
    </dl>
    <p><a href="/insights/admin/users/${id}">Everything they did</a></p>
  </section>
</div>`;
