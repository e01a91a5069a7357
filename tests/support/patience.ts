/** What is promised within a second, in milliseconds: with room for a machine that runs three test files at once. */
export const aSecond = 4_000
