export const secondFactorOn = 'The second factor is on.';
export const keepTheseBackupCodes =
  'Keep these backup codes where you find them without your phone. Each signs you in once in place of a code. They aren’t shown again.';
export const iHaveKeptThem = 'I’ve saved them';
export const qrCodeForYour = 'QR code for your authenticator app';
export const scanThisWithAuthenticator =
  'Scan this with an authenticator app, or type the secret below into it. Then enter the code that it shows.';
export const code = 'Code';
export const confirm = 'Confirm';
export const account = 'Account';
export const role = (email: string, role: string) => `${email} · role ${role}`;
export const applicationThisPanelPart = (email: string) =>
  `The application that this panel is part of signed you in as ${email}. Password and second factor are changed there.`;
export const yourPassword = 'Your password';
export const password = 'Password';
export const changingSignsYouOut = 'Changing it signs you out everywhere else.';
export const youHaveNoneYet = 'You have none yet: without one, you need a new link each time you sign in.';
export const passwordSet = 'The password is set.';
export const changePassword = 'Change password';
export const setPassword = 'Set password';
export const currentPassword = 'Current password';
export const secondFactor = 'Second factor';
export const signingInWithYour =
  'Signing in with your password asks for a code of your authenticator app, too.';
export const codeAuthenticatorAppOn =
  'A code of an authenticator app on your phone, asked for after the password: who only knows the password stays outside.';
export const itIsOn = 'It is on.';
export const itIsOff = 'It is off.';
export const turnOff = 'Turn off';
export const turnOn = 'Turn on';
export const sessions = 'Sessions';
export const endsEverySessionYours =
  'Ends every session of yours, this one too: on a computer that you left, or where someone else may be signed in as you.';
export const signOutEverywhere = 'Sign out everywhere';
export const notSignedOut = (message: string) => `Not signed out: ${message}`;
export const languageTitle = 'Language';
export const languageNote =
  'Of the panel, on every device. Numbers, dates and the first day of the week follow the browser’s variant of it.';
export const likeBrowser = 'Like the browser';
