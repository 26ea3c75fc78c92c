import { handOver } from './setup/child.mjs'
import { preparePackages } from './setup/index.mjs'
import { inProject } from './setup/project.mjs'
import { createSteps, finish } from './setup/steps.mjs'

// npm test [-- static | unit | e2e]: set-up on whatever Node is installed, then the stages on one that runs TypeScript.
await finish(async () => {
  const runtime = await preparePackages(createSteps(process.stdout))
  const stages = inProject('scripts', 'stages', 'index.ts')
  return handOver(runtime.node, [
    '--disable-warning=ExperimentalWarning',
    stages,
    ...process.argv.slice(2),
  ])
})
