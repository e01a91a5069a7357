// Every word that the bookmarklet says.

const number = (count: number) => count.toLocaleString('en')

export const words = {
  name: 'Bowerbird',
  heading: 'Which pictures?',
  looking: 'Looking for pictures…',
  close: 'Close',
  leastSize: 'At least',
  pictures: 'Pictures on this page',
  selectAll: 'Select all',
  selectFirst: (most: number) => `Select the first ${most}`,
  picked: (count: number, of: number) =>
    count > 0
      ? `${number(count)} of ${number(of)} picked`
      : of > 1
        ? `${number(of)} found. Pick one, or tick several.`
        : '1 found',
  save: (count: number) => (count < 2 ? 'Save picture' : `Save ${number(count)} pictures`),
  more: (count: number) => `Show ${number(count)} more`,
  size: ({ width, height, claimed }: { width: number; height: number; claimed: boolean }) =>
    width > 0 ? `${claimed ? 'about ' : ''}${width} × ${height}` : 'size not known',
  picture: (index: number) => `Picture ${index}`,
  none: 'No picture found here.',
  noneOfSize: (hidden: number) =>
    `No picture is that large. ${hidden === 1 ? '1 is smaller.' : `${number(hidden)} are smaller.`}`,
  drawings: (count: number) =>
    `Drawings on the page cannot be taken: ${count === 1 ? 'there is 1 here' : `there are ${number(count)} here`}. A screenshot can be saved instead.`,
  tooMany: (most: number) => `At most ${most} pictures can be saved at once.`,
  tooLarge: 'That is more than fits in one go: pick fewer of the pictures that are part of the page itself.',
  unreadable: (count: number) =>
    count === 1
      ? 'The page does not give 1 of these pictures away.'
      : `The page does not give ${number(count)} of these pictures away.`,
  blocked: 'Your browser kept the window of Bowerbird closed.',
  open: 'Open it in a new tab',
  notHere: 'Pictures can be taken from pages whose address begins with http:// or https://.',
}
