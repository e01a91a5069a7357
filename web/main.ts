import { whenUnconfirmed } from './confirmed.ts'
import { language } from './language/language.ts'
import { renew } from './language/renew.ts'
import { registerServiceWorker } from './service-worker/register.ts'
import { start } from './session.ts'
import { reconnect } from './socket.ts'
import { applyTheme } from './theme.ts'
import './shell/app-shell.ts'

applyTheme()
whenUnconfirmed(async () => (await import('./accounts/confirm-identity.ts')).askWhoItIs())
language.subscribe(() => {
  renew(document.body)
  // The handshake says in which language one is answered.
  reconnect()
})
void start()
registerServiceWorker()
