// What keeps a node from starting, in one line that says what to do.
import { StartError, type Config } from './config.ts'

/** @param config undefined where it could not be read */
export function explain(error: unknown, config: Config | undefined): string {
  if (error instanceof StartError) return error.message
  const { code = '', message, stack } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return 'The port is in use already. Stop the other program, or set another one: PORT=3001'
  if (['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH'].includes(code))
    // A name with several addresses fails without words of its own.
    return `A server cannot be reached (${message || code}). Is DATABASE_URL right, and PostgreSQL running?`
  if (code === '28P01') return 'PostgreSQL refuses the user or password of DATABASE_URL.'
  // No such user, no database without a password, or not from this address: PostgreSQL's own words tell which.
  if (code === '28000') return `PostgreSQL refuses the user or password of DATABASE_URL (${message}).`
  if (code === '3D000') {
    const name = databaseOf(config)
    return `There is no database ${name} on that server. Make it: createdb ${name}`
  }
  return stack ?? message
}

/** As PostgreSQL has it: without a name, that of the user. */
function databaseOf(config: Config | undefined): string {
  const { pathname, username } = new URL(config?.databaseUrl ?? 'postgres://')
  const name = decodeURIComponent(pathname.slice(1) || username)
  return /^[\w-]+$/.test(name) ? name : JSON.stringify(name)
}
