/** A regular expression that matches only where the given one matches the whole value. */
export const wholePattern = (regex: string): string => `^(?:${regex})$`
