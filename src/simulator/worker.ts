import { parentPort, workerData } from 'node:worker_threads'
import type { SimulatorOptions } from './options.ts'
import { createSimulator } from './simulator.ts'

/** The practice organization in a worker thread: options arrive as `workerData`, the ready record leaves as the first message, `'close'` ends it. */
if (parentPort === null) {
  throw new Error('worker.ts runs in a worker thread: start it with new Worker(…), or use cli.ts')
}

const port = parentPort
const simulator = createSimulator((workerData ?? {}) as SimulatorOptions)
port.on('message', (message: unknown) => {
  if (message !== 'close') return
  void simulator.close().then(() => port.close())
})
void simulator.listen().then((ready) => port.postMessage(ready))
