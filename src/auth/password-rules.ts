export const PASSWORD = { min: 12, max: 200 } as const;

/** What is wrong with a new password, or null. It may be any text that isn't the person's own address. */
export function faultOfPassword(password: string, email: string): string | null {
  if (password.length < PASSWORD.min || password.length > PASSWORD.max)
    return `takes ${PASSWORD.min} to ${PASSWORD.max} characters`;
  return password.toLowerCase() === email.toLowerCase() ? 'takes anything but your e-mail address' : null;
}
