// Passwords that everybody tries first.
import { readFileSync } from 'node:fs'

const text = readFileSync(new URL('common.txt', import.meta.url), 'utf8')
const common = new Set(text.split('\n').filter(line => line && !line.startsWith('#')))

export const isCommon = (password: string): boolean => common.has(password.toLowerCase())
