import { whenUnconfirmed } from './confirmed.ts'
import { openedOffline } from './first-screen.ts'
import { whenIdle } from './idle.ts'
import { language } from './language/current.ts'
import { start } from './session.ts'
import { askThrough, reconnect } from './socket.ts'
import { applyTheme } from './theme.ts'
import { notices } from './ui/notices.ts'
import './shell/app-shell.ts'

const loadFloating = () => import('./shell/floating.ts')

applyTheme()
whenUnconfirmed(async () => (await import('./accounts/confirm-identity.ts')).askWhoItIs())
// The handshake says in which language one is answered.
language.subscribe(reconnect)
// Before the connection is lost, for then it does not come any more.
whenIdle(loadFloating)
notices.subscribe(() => void loadFloating())
if (openedOffline) askThrough(import('./offline/keeper.ts').then(({ askAndKeep }) => askAndKeep))
void start()
// The code may come later than all that the HTML shows.
if (document.readyState === 'complete') void keep()
else addEventListener('load', keep, { once: true })

/** Without it what other apps share is lost, and nothing is there offline: a failure needs no words. */
async function keep(): Promise<void> {
  // Not on plain http, and not in every private window.
  if (!('serviceWorker' in navigator)) return
  await import('./service-worker/register.ts')
    .then(({ register }) => register())
    .catch((error: unknown) => console.warn(error))
}
