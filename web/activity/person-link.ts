import { html, type TemplateResult } from 'lit'
import type { AccountRef } from '../../server/views.ts'
import '../accounts/account-name.ts'
import { pathOf } from '../accounts/data.ts'

/** A name that leads to its person; its looks are in story-styles.ts. */
export function personLink(account: AccountRef): TemplateResult {
  return html`<a class="name" href=${pathOf(account)}><account-name .account=${account}></account-name></a>`
}
