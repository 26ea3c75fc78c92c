import { resolve } from 'node:path'
import { handOver } from './setup/child.mjs'
import { preparePackages } from './setup/index.mjs'
import { createSteps, finish } from './setup/steps.mjs'

// run.mjs FILE …: runs a TypeScript entry on a Node that can. Standard output belongs to the entry alone.
await finish(async () => {
  const [file, ...rest] = process.argv.slice(2)
  if (!file) throw new Error('which file? node scripts/run.mjs FILE …')
  const runtime = await preparePackages(createSteps(process.stderr, { onlyWork: true }))
  return handOver(runtime.node, ['--disable-warning=ExperimentalWarning', resolve(file), ...rest])
})
