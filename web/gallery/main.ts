// For developers only: at /gallery of `npm run dev` every element stands in every state. No build has it.
import { applyChoices } from './choices.ts'
import { stock } from './samples.ts'
import './gallery-page.ts'

applyChoices()
stock()
document.body.append(document.createElement('gallery-page'))
