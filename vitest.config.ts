import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'src/**/*.test.ts',
      'host/**/*.test.ts',
      'crash/**/*.test.ts',
      'scripts/**/*.test.ts',
    ],
    // By default one processor is left idle.
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})
