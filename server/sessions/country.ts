// In which country a network is, from a list that comes with the product: nobody outside is asked.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { Reader, type Response } from 'mmdb-lib'
import { isPublic } from './device.ts'

/** Compiled from what the five registries of addresses publish. Eight megabytes, read when somebody looks for the first time. */
const list = '@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb'

let reading: Promise<Reader<Response & { country_code: string }>> | undefined

/**
 * The country that a network is registered in, as ISO 3166 has it (DE); null where nobody has registered it, as in a local network.
 * @param network as `networkShown` leaves it
 */
export async function countryOf(network: string): Promise<string | null> {
  if (!isPublic(network)) return null
  const address = network.includes(':') ? network.replace(/:…$/, '::') : network.replace(/…$/, '0')
  reading ??= readFile(fileURLToPath(import.meta.resolve(list))).then(bytes => new Reader(bytes))
  return (await reading).get(address)?.country_code ?? null
}
