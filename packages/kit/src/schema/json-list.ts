/** Whether a value is a list, of whatever. */
export const isJsonList = (value: unknown): value is readonly unknown[] => Array.isArray(value)
