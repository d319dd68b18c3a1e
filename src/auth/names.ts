/** Names of the library's own cookies; browsers see others. */
export const LIBRARY_COOKIES = { 'second-factor': 'joip.two_factor', 'oidc-state': 'joip.state' } as const;
/** The provider's name among the library's accounts; there is one at most. */
export const PROVIDER = 'oidc';
