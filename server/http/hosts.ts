import type { Config } from '../config.ts'

/** Whether a Host header names this instance. An entry without a port allows every port. */
export function isAllowedHost({ allowedHosts }: Config, header: string | undefined): boolean {
  if (!header) return false
  const host = header.toLowerCase()
  return allowedHosts.includes(host) || allowedHosts.includes(host.replace(/:\d+$/, ''))
}
