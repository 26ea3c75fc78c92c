import { builtinModules } from 'node:module'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { contract } from './src/shared/ipc/contract.ts'
import { channelNames } from './src/shared/ipc/derived.ts'

/** What no bundle may swallow: the shell's own module, Node's, and the one native package. */
const external = [
  'electron',
  'better-sqlite3',
  ...builtinModules,
  ...builtinModules.map((name) => `node:${name}`),
]

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: 'node24',
      minify: false,
      sourcemap: false,
      // Bundled, not looked up in node_modules: hundreds of small files cost more than the window does.
      externalizeDeps: false,
      rolldownOptions: {
        external,
        input: {
          index: 'src/main/index.ts',
          'practice-worker': 'src/simulator/worker.ts',
        },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
        },
      },
    },
  },
  preload: {
    // Names only: the schemas, and zod with them, stay in main.
    define: { __ROOTKEEP_CHANNELS__: JSON.stringify(channelNames(contract)) },
    build: {
      outDir: 'out/preload',
      minify: false,
      sourcemap: false,
      externalizeDeps: false,
      rolldownOptions: {
        external: ['electron'],
        input: { index: 'src/preload/index.ts' },
        // A sandboxed preload is CommonJS, and one file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: {
      outDir: 'out/renderer',
      target: 'chrome150',
      minify: true,
      sourcemap: false,
      // The polyfill is a script that a current Chromium does not need.
      modulePreload: { polyfill: false },
      // SECURITY: nothing is inlined as data: the policy allows fonts and scripts from 'self' only.
      assetsInlineLimit: 0,
      rolldownOptions: { input: { index: 'src/renderer/index.html' } },
    },
  },
})
