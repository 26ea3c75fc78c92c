import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'src/**/*.test.ts',
      'host/**/*.test.ts',
      'crash/**/*.test.ts',
      'scripts/**/*.test.ts',
    ],
    // Files share the modules of their worker: importing the AWS SDK anew for each took a third of the time. What a test changes of the process it puts back.
    isolate: false,
    // By default one processor is left idle.
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})
