import type { Case, Cases } from '../case.ts';
import type { Endpoint } from '../endpoints.ts';
import { goodCall, newAddress, send } from '../endpoints.ts';
import type { Setting } from '../setting.ts';

/** Open to users of the platform, who are told by a token of the body or by the host's session. */
const forUsers = ({ route }: Endpoint) => route.access === 'user';

/** Sends the good call with another token; undefined for none. */
const withToken = async (
  { s }: Setting,
  endpoint: Endpoint,
  token: string | undefined,
  o: Parameters<typeof send>[3] = {},
) => {
  const { body, ...call } = await goodCall(s, endpoint);
  return send(s, endpoint, { ...call, body: { ...(body as object), token } }, o);
};

const refused = (run: Case['run']): Case => ({ of: forUsers, status: 401, run });

/** Whose browser a call is from. */
export const userCases: Cases = {
  'no token': refused((setting, endpoint) => withToken(setting, endpoint, undefined)),
  'forged token': refused(async (setting, endpoint) => {
    const token = await setting.s.analytics.beaconToken('user-17');
    const [payload, mark] = token!.split('.');
    const eve = Buffer.from(JSON.stringify(['eve', Date.now() + 1e9])).toString('base64url');
    return [
      await withToken(setting, endpoint, 'x'),
      await withToken(setting, endpoint, `${payload}.`),
      await withToken(setting, endpoint, `${eve}.${mark}`),
    ];
  }),
  'expired token': refused(async (setting, endpoint) => {
    const token = await setting.s.analytics.beaconToken('user-17', { minutes: 1 });
    setting.wait(60_000);
    try {
      return await withToken(setting, endpoint, token!);
    } finally {
      setting.wait(-60_000);
    }
  }),
  "another's token": refused(async (setting, endpoint) =>
    withToken(setting, endpoint, (await setting.s.analytics.beaconToken('user-17'))!, {
      askUser: () => 'eve',
    }),
  ),
  'user too often': {
    of: forUsers,
    status: 429,
    async run({ limited }, endpoint) {
      const call = await goodCall(limited, endpoint);
      await send(limited, endpoint, call, { remoteAddress: newAddress() });
      return send(limited, endpoint, call, { remoteAddress: newAddress() });
    },
  },
};
