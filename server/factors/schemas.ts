import { msg } from '@lit/localize'
import { z } from 'zod'

/** Of an app, which may show it in two groups, or a recovery code. */
export const Code = z
  .string({ error: () => msg('The code must be text.') })
  .max(100, { error: () => msg('This is too long for a code.') })
  .transform(code => code.replace(/\s/g, ''))
  .refine(code => code.length > 0, { error: () => msg('Enter the code.') })

export const SecondStep = z.object({
  token: z
    .string({ error: () => msg('The token must be text.') })
    .max(100, { error: () => msg('This is too long for a token.') }),
  code: Code,
})
