const EMAIL =
  /^(?!\.)(?!.*\.\.)[A-Za-z0-9_'+\-.]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/;

/** Whether an operator can have this e-mail address: one that reaches someone, up to 254 characters. */
export const isEmail = (text: string): boolean => text.length <= 254 && EMAIL.test(text);
