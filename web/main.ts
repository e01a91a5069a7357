import { whenUnconfirmed } from './confirmed.ts'
import { registerServiceWorker } from './service-worker/register.ts'
import { start } from './session.ts'
import { applyTheme } from './theme.ts'
import './shell/app-shell.ts'

applyTheme()
whenUnconfirmed(async () => (await import('./accounts/confirm-identity.ts')).askWhoItIs())
void start()
registerServiceWorker()
