/** Rules that cannot be seen of a server from outside, and why. */
export const unseenRules: ReadonlyMap<string, string> = new Map([]);
