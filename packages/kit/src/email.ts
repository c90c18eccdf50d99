const EMAIL = /^[^\s@"]+@[^\s@".]+(?:\.[^\s@".]+)+$/

/** Whether a text is an e-mail address, strictly enough that an id with an @ in it is not taken for one. */
export const isEmail = (text: string): boolean => text.includes('@') && EMAIL.test(text)
