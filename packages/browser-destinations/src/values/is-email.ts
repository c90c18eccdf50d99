const EMAIL = /^[^\s@"]+@[^\s@".]+(?:\.[^\s@".]+)+$/

/** Whether a value is an e-mail address, strictly enough that an ID with an @ in it is not taken for one. */
export const isEmail = (value: unknown): value is string => typeof value === 'string' && EMAIL.test(value)
