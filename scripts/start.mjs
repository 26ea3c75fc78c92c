import { finish, createSteps } from './setup/steps.mjs'
import { handOver } from './setup/child.mjs'
import { isRoot } from './setup/apt.mjs'
import { alone, prepareBuild, preparePackages } from './setup/index.mjs'
import { inProject, root } from './setup/project.mjs'
import { obtainShell } from './setup/shell.mjs'

// npm start [-- --headless …]: everything that the app needs, then the app.
await finish(async () => {
  const steps = createSteps(process.stdout)
  const display =
    process.platform !== 'linux' ||
    Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])
  const asked = process.argv.slice(2)
  const headless = !display || asked.includes('--headless')
  const appArguments = headless
    ? ['--headless', ...asked.filter((argument) => argument !== '--headless')]
    : asked

  const runtime = await preparePackages(steps)
  const shell = await alone(steps, () => obtainShell(steps, runtime, { display: !headless }))
  await prepareBuild(steps, runtime)

  if (isRoot()) {
    steps.doing('start', 'without the Chromium sandbox, because you are root (--no-sandbox)')
  }
  if (!display) steps.doing('start', 'there is no display: running headless')
  process.chdir(root)
  if (shell.kind === 'electron') return handOver(shell.path, [...shell.flags, '.', ...appArguments])
  const host = [
    '--disable-warning=ExperimentalWarning',
    inProject('host', 'run.ts'),
    inProject('out', 'main', 'index.js'),
  ]
  return handOver(runtime.node, [...host, ...appArguments], {
    ...process.env,
    ROOTKEEP_HOST_CHROMIUM: shell.path,
    ...(headless ? { ROOTKEEP_HOST_HEADLESS: '1' } : {}),
  })
})
