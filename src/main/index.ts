import { fileURLToPath } from 'node:url'
import { startDesktop } from './desktop/desktop.ts'
import { guardProcess } from './egress/process-guard.ts'

// SECURITY: from here on nothing leaves this process but through the door of a connection.
guardProcess()

startDesktop({
  rendererFolder: fileURLToPath(new URL('../renderer/', import.meta.url)),
  preloadFile: fileURLToPath(new URL('../preload/index.cjs', import.meta.url)),
  environment: process.env,
  async openWorkstation(surroundings) {
    // Loaded while the shell starts: the window does not wait for the AWS SDK.
    const { createWorkstation } = await import('./workstation.ts')
    return createWorkstation({
      ...surroundings,
      environment: process.env,
      practiceWorker: new URL('./practice-worker.js', import.meta.url),
    })
  },
})
