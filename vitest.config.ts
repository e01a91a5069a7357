import { defineConfig } from 'vitest/config'
import { workers } from './tests/support/services.ts'

const everywhere = ['tests/*.test.ts', 'tests/!(unit|media|house|cluster|browser|support|bench)/**/*.test.ts']
const onServices = { globalSetup: 'tests/support/services-for-vitest.ts' }

// The same tests run on both ways to host Bowerbird: TEST_MODE tells them which. Files share what a worker has loaded already,
// which takes a third of their time: what they change of it, they put back.
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: workers,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    setupFiles: 'tests/support/print-logs.ts',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          isolate: false,
          include: ['tests/{unit,media,house}/**/*.test.ts'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'cluster',
          isolate: false,
          include: everywhere,
          env: { TEST_MODE: 'cluster' },
          sequence: { groupOrder: 1 },
          ...onServices,
        },
      },
      {
        extends: true,
        test: {
          name: 'embedded',
          isolate: false,
          include: everywhere,
          env: { TEST_MODE: 'embedded' },
          sequence: { groupOrder: 1 },
          globalSetup: 'tests/support/embedded-for-vitest.ts',
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          isolate: false,
          include: ['tests/cluster/**/*.test.ts'],
          env: { TEST_MODE: 'cluster' },
          // They kill servers of their own, and take their time: of Vitest's no test of another kind runs beside them.
          sequence: { groupOrder: 2 },
          ...onServices,
        },
      },
    ],
  },
})
