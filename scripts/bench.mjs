import { handOver } from './setup/child.mjs'
import { alone, prepareBuild, preparePackages } from './setup/index.mjs'
import { inProject } from './setup/project.mjs'
import { obtainChromium } from './setup/shell.mjs'
import { createSteps, finish } from './setup/steps.mjs'

// npm run bench [-- NAME …]: figures as JSON on standard output; what set-up says goes to standard error.
await finish(async () => {
  const steps = createSteps(process.stderr)
  const runtime = await preparePackages(steps)
  const chromium = await alone(steps, () =>
    obtainChromium(steps, runtime, 'for the window figures'),
  )
  await prepareBuild(steps, runtime)
  // --expose-gc: memory is measured after a collection, not at the whim of one.
  const flags = ['--disable-warning=ExperimentalWarning', '--expose-gc']
  return handOver(
    runtime.node,
    [...flags, inProject('bench', 'index.ts'), ...process.argv.slice(2)],
    {
      ...process.env,
      ROOTKEEP_HOST_CHROMIUM: chromium.path,
    },
  )
})
