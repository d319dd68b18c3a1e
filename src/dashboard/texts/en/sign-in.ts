export const thisTookTooLong = 'This took too long, or was begun in another window. Try again.';
export const nobodyInvitedYouHere =
  'Nobody invited you here yet. Ask an administrator for an invitation to the same address.';
export const providerDoesNotVouch =
  'The provider doesn’t vouch for your e-mail address. Verify it there, then try again.';
export const providerDidNotConfirm =
  'The provider didn’t confirm who you are. Try again, or sign in another way.';
export const signIn = 'Sign in';
export const signingIn = 'Signing in …';
export const thisLinkNoLonger = 'This link no longer works';
export const notSignedInYet = 'Not signed in yet';
export const tryAgain = 'Try again';
export const welcome = 'Welcome';
export const choosePasswordYouIn = 'Choose a password, and you are in.';
export const accept = 'Accept';
export const setNewPassword = 'Set a new password';
export const youWillBeSigned = 'You will be signed out wherever you are signed in now.';
export const setPassword = 'Set password';
export const oneMoreStep = 'One more step';
export const wasUsedAlreadyToo =
  'It was used already, is too old, or isn’t complete. Ask an administrator for a new one.';
export const code = 'Code';
export const codeHint = 'The 6 digits that your authenticator app shows, or one of your backup codes.';
export const next = 'Continue';
export const startAgain = 'Start again';
export const takesPassword12200 = 'Takes a password of 12 to 200 characters.';
export const thisNotSamePassword = 'This isn’t the same password.';
export const newPassword = 'New password';
export const passwordHint = '12 characters or more; a sentence does well.';
export const newPasswordAgain = 'New password, again';
export const eMail = 'E-mail';
export const password = 'Password';
export const continueWith = (provider: string) => `Continue with ${provider}`;
export const noPasswordOrForgotten = 'No password, or forgotten?';
export const administratorCanMakeYou =
  'An administrator can make you a link that sets a password: under operators, “reset link”.';
