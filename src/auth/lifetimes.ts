/** In milliseconds: a session ends after this long without a request, and after this long altogether. */
export const IDLE = 30 * 60_000;
export const ABSOLUTE = 12 * 3_600_000;

/** In milliseconds: how long a sign-in link or a password reset can be redeemed, and an invitation. */
export const LINK_LIFETIME = 24 * 3_600_000;
export const INVITATION_LIFETIME = 7 * 24 * 3_600_000;
