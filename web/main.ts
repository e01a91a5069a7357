import { start } from './session.ts'
import { applyTheme } from './theme.ts'
import './shell/app-shell.ts'

applyTheme()
void start()
