/** How many ports the sandbox takes from the given one on. */
export const PORTS = 4
