// A failed test is followed by what its nodes logged.
import { afterEach } from 'vitest'
import { nodeLogs } from './node-process.ts'

afterEach(context => {
  if (context.task.result?.state === 'fail') {
    const logs = nodeLogs()
    if (logs) console.error(logs)
  }
})
