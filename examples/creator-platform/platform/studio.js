import { Refused } from './refused.js';

export const PACKS = { small: { credits: 20, cents: 499 }, large: { credits: 100, cents: 1900 } };

const SUGGESTIONS = [
  'The light was gone before we were.',
  'Somewhere between the first take and the best one.',
  'Nothing planned, everything kept.',
];

/**
 * What creators do. Each writes its row and the activity in one transaction, so that both are there or neither is. The
 * user of an activity is the request's: see `requestContext` where the platform is mounted.
 */
export const createStudio = (analytics) => ({
  async createSession(client, account, { title }) {
    if (!title?.trim()) throw new Refused('Give the session a title.');
    const { rows } = await client.query(
      'insert into sessions (account_id, title) values ($1, $2) returning id',
      [account.id, title.trim()],
    );
    const { id } = rows[0];
    await analytics.trackSessionAction(null, 'created', id, { title: title.trim() }, { tx: client });
    return id;
  },

  /** Without a text one is suggested, for a credit. */
  async addCaption(client, account, { id, text }) {
    await demandOwn(client, account, id);
    const own = text?.trim();
    if (!own) await pay(client, account, 1);
    const caption = own || SUGGESTIONS[Math.floor(Math.random() * SUGGESTIONS.length)];
    await client.query('insert into captions (session_id, text) values ($1, $2)', [id, caption]);
    await analytics.trackCaptionAction(
      null,
      own ? 'custom_caption_created' : 'smart_caption_generated',
      { captionLength: caption.length },
      { tx: client, sessionId: id },
    );
  },

  /** A picture of two colours; a real platform would store a file. */
  async addPicture(client, account, { id, name, from, to }) {
    await demandOwn(client, account, id);
    const colours = [from, to];
    if (!colours.every((each) => /^#[\da-f]{6}$/i.test(each ?? ''))) throw new Refused('Choose two colours.');
    const { rows } = await client.query(
      'insert into media (session_id, name, colours) values ($1, $2, $3) returning id, name',
      [id, name?.trim() || 'Untitled', colours],
    );
    const details = { mediaId: rows[0].id, fileName: rows[0].name, mediaType: 'image/svg+xml' };
    await analytics.trackMediaAction(null, 'media_uploaded', details, { tx: client, sessionId: id });
  },

  async share(client, account, { id }) {
    const { title } = await demandOwn(client, account, id);
    const { rowCount } = await client.query(
      'insert into shares (session_id) values ($1) on conflict do nothing',
      [id],
    );
    if (rowCount > 0) await analytics.trackSessionAction(null, 'shared', id, { title }, { tx: client });
  },

  async like(client, account, { id }) {
    const { rowCount } = await client.query(
      'insert into likes (share_id, account_id) values ($1, $2) on conflict do nothing',
      [id, account.id],
    );
    const activity = { action: 'community_liked', details: { shareId: id } };
    if (rowCount > 0) await analytics.track(activity, { tx: client });
  },

  async buy(client, account, { pack }) {
    const bought = Object.hasOwn(PACKS, pack) && PACKS[pack];
    if (!bought) throw new Refused('Choose one of the packs.');
    const { credits, cents } = bought;
    await client.query('insert into purchases (account_id, cents, credits) values ($1, $2, $3)', [
      account.id,
      cents,
      credits,
    ]);
    await client.query('update accounts set credits = credits + $2 where id = $1', [account.id, credits]);
  },
});

async function demandOwn(client, account, id) {
  const { rows } = await client.query('select * from sessions where id = $1 and account_id = $2', [
    id,
    account.id,
  ]);
  if (!rows[0]) throw new Refused('This session is somebody else’s, or was removed.');
  return rows[0];
}

async function pay(client, account, credits) {
  const { rowCount } = await client.query(
    'update accounts set credits = credits - $2 where id = $1 and credits >= $2',
    [account.id, credits],
  );
  if (rowCount === 0) throw new Refused('There are no credits left. Buy some, or invite somebody.');
}
