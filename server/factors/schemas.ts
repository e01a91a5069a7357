import { z } from 'zod'

/** Of an app, which may show it in two groups, or a recovery code. */
export const Code = z
  .string({ error: 'The code must be text.' })
  .max(100, 'This is too long for a code.')
  .transform(code => code.replace(/\s/g, ''))
  .refine(code => code.length > 0, 'Enter the code.')

export const SecondStep = z.object({
  token: z.string({ error: 'The token must be text.' }).max(100, 'This is too long for a token.'),
  code: Code,
})
