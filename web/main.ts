import { registerServiceWorker } from './service-worker/register.ts'
import { start } from './session.ts'
import { applyTheme } from './theme.ts'
import './shell/app-shell.ts'

applyTheme()
void start()
registerServiceWorker()
