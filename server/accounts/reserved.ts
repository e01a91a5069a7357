// Usernames that would pass for the product, its keepers, or an address of it.

const reserved = new Set(
  `about abuse account accounts activity admin administrator all anonymous api app assets atom auth billing blog board boards
  bookmark bookmarks bot bowerbird comment comments contact demo explore everybody everyone favicon feed feeds follow follower
  followers following help home host image images index info invite legal like likes login logout mail me media moderator
  moderators new news nobody notifications null oauth official operator owner password people picture pictures policy popular
  postmaster press privacy profile register robots root rss search security self session sessions settings share sign_in sign_out
  sign_up signin signout signup site sitemap socket staff static status support sys system tag tags team terms undefined user
  username users webmaster welcome www you`.split(/\s+/),
)

export function isReserved(username: string): boolean {
  return reserved.has(username.toLowerCase())
}
