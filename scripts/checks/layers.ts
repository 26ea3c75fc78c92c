import { posix } from 'node:path'
import { parseSync } from 'vite'
import type { SourceFile } from './source-files.ts'

type Layer = {
  /** The layers that it may import besides itself. */
  readonly imports: readonly LayerName[]
  readonly packages: 'any' | readonly string[]
  /** Node's own modules. */
  readonly node: boolean
}

/**
 * Who may import whom. A file belongs to the layer with the longest matching path; what is not named here is
 * not permitted. So `electron` is imported where it says `electron`, and nowhere else.
 */
const layers = {
  'src/shared/domain': { imports: [], packages: ['zod'], node: false },
  'src/shared/policy': { imports: [], packages: ['jsonc-parser', 'diff'], node: false },
  'src/shared': {
    imports: ['src/shared/domain', 'src/shared/policy'],
    packages: ['zod'],
    node: false,
  },
  'src/preload': {
    imports: ['src/shared', 'src/shared/domain'],
    packages: ['electron'],
    node: false,
  },
  'src/renderer': {
    imports: ['src/shared', 'src/shared/domain', 'src/shared/policy'],
    packages: [
      'react',
      'react-dom',
      'zustand',
      'tinykeys',
      'lucide-react',
      'uqr',
      'zod',
      '@base-ui/*',
      '@codemirror/*',
      '@lezer/highlight',
      '@tanstack/*',
      'vite',
    ],
    node: false,
  },
  'src/main/index.ts': {
    imports: ['src/main', 'src/main/desktop', 'src/shared', 'src/shared/domain'],
    packages: [],
    node: true,
  },
  'src/main/desktop': {
    imports: ['src/main', 'src/shared', 'src/shared/domain', 'src/shared/policy'],
    packages: 'any',
    node: true,
  },
  'src/main': {
    imports: ['src/shared', 'src/shared/domain', 'src/shared/policy'],
    packages: [
      'better-sqlite3',
      'canonicalize',
      'pino',
      'zod',
      'yauzl',
      'yazl',
      '@aws-sdk/*',
      '@smithy/*',
      'https-proxy-agent',
    ],
    node: true,
  },
  // PDF is printed as in the window: by its printer, on the host, with the Chromium that `npm start` would find.
  'src/cli/pdf-printer.ts': {
    imports: ['src/main', 'src/main/desktop', 'host', 'scripts'],
    packages: [],
    node: true,
  },
  'src/cli': {
    imports: [
      'src/main',
      'src/shared',
      'src/shared/domain',
      'src/shared/policy',
      'src/simulator',
      'src/cli/pdf-printer.ts',
    ],
    packages: ['zod'],
    node: true,
  },
  'src/simulator': { imports: [], packages: ['zod'], node: true },
  host: { imports: [], packages: ['electron', 'playwright-core'], node: true },
  e2e: {
    // The words of the window, so that no test spells them a second time.
    imports: [
      'src/shared',
      'src/shared/domain',
      'src/simulator',
      'host',
      'src/main',
      'src/renderer',
    ],
    packages: [
      '@playwright/test',
      'playwright-core',
      '@axe-core/playwright',
      'fast-check',
      '@aws-sdk/*',
      'electron',
    ],
    node: true,
  },
  bench: {
    imports: [
      'src/main',
      'src/cli',
      'src/shared',
      'src/shared/domain',
      'src/shared/policy',
      'src/simulator',
      'host',
      'e2e',
      'crash',
    ],
    packages: ['@playwright/test', 'playwright-core', 'better-sqlite3', '@aws-sdk/*', '@smithy/*'],
    node: true,
  },
  crash: {
    imports: ['src/main', 'src/shared', 'src/shared/domain', 'src/simulator'],
    packages: [],
    node: true,
  },
  scripts: { imports: [], packages: ['vite', 'playwright-core', 'electron'], node: true },
} as const satisfies Record<
  string,
  { imports: readonly string[]; packages: 'any' | readonly string[]; node: boolean }
>

type LayerName = keyof typeof layers

/**
 * What a test may import besides what its layer may: the tools of testing, Node, the practice
 * organization as its opposite, and the host for a real Chromium. The simulator's own tests stay without the product.
 */
const testing: Layer = {
  imports: ['src/simulator', 'src/main', 'src/cli', 'src/shared', 'src/shared/domain', 'host'],
  packages: [
    'vitest',
    'fast-check',
    '@aws-sdk/*',
    '@smithy/*',
    'better-sqlite3',
    'ajv',
    'ajv-formats',
    '@peculiar/x509',
    'reflect-metadata',
    'yauzl',
    'yazl',
    'react',
    'react-dom',
  ],
  node: true,
}
const withoutProduct: ReadonlySet<LayerName> = new Set([
  'src/simulator',
  'src/shared',
  'src/shared/domain',
  'host',
  'scripts',
])

type Import = {
  readonly specifier: string
  /** Types vanish when the program runs. */
  readonly typeOnly: boolean
}

/** Imports that cross a border of the architecture, and cycles. */
export function layerBreaks(files: readonly SourceFile[]): string[] {
  const code = files.filter(
    ({ path }) => /\.(ts|tsx|mjs|cjs)$/.test(path) && layerOf(path) !== null,
  )
  const known = new Set(files.map(({ path }) => path))
  const graph = new Map<string, string[]>()
  const breaks: string[] = []

  for (const file of code) {
    const values: string[] = []
    for (const { specifier, typeOnly } of importsOf(file)) {
      const target = targetOf(file.path, specifier, known)
      const problem = problemWith(file.path, specifier, target)
      if (problem) breaks.push(`${file.path} imports ${specifier}: ${problem}`)
      if (target !== null && !typeOnly) values.push(target)
    }
    graph.set(file.path, values)
  }
  return [...breaks, ...cyclesIn(graph).map((cycle) => `a cycle: ${cycle.join(' → ')}`)]
}

export function layerOf(path: string): LayerName | null {
  const names = Object.keys(layers) as LayerName[]
  const matching = names.filter((name) => path === name || path.startsWith(`${name}/`))
  return matching.toSorted((a, b) => b.length - a.length)[0] ?? null
}

/** Static and dynamic imports, re-exports, and the workers that a file starts. */
export function importsOf({ path, text }: SourceFile): Import[] {
  const { module, errors } = parseSync(path, text)
  const [error] = errors
  if (error) throw new Error(`${path} cannot be parsed: ${error.message}`)
  const imports = module.staticImports.map(({ moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
  }))
  const reExports = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, isType }) =>
      moduleRequest ? [{ specifier: moduleRequest.value, typeOnly: isType }] : [],
    ),
  )
  const dynamic = module.dynamicImports.flatMap(({ moduleRequest }) =>
    literal(text.slice(moduleRequest.start, moduleRequest.end)),
  )
  const workers = [...text.matchAll(/new URL\(\s*'(\.[^']+)',\s*import\.meta\.url/g)].map(
    ([, specifier = '']) => specifier,
  )
  const required = path.endsWith('.cjs')
    ? [...text.matchAll(/\brequire\('([^']+)'\)/g)].map(([, specifier = '']) => specifier)
    : []
  return [
    ...imports,
    ...reExports,
    ...[...dynamic, ...workers, ...required].map((specifier) => ({ specifier, typeOnly: false })),
  ]
}

/** The file that a relative import means; null for packages, and for files that are not sources. */
function targetOf(from: string, specifier: string, known: ReadonlySet<string>): string | null {
  if (!specifier.startsWith('.')) return null
  const path = posix.join(posix.dirname(from), specifier.replace(/\?.*$/, ''))
  const candidates = [path, `${path}.ts`, `${path}.tsx`, `${path}/index.ts`]
  return candidates.find((candidate) => known.has(candidate)) ?? null
}

function problemWith(from: string, specifier: string, target: string | null): string | null {
  const name = layerOf(from)
  if (name === null) return null
  const checks = isTest(from) || name === 'e2e' || name === 'bench' || name === 'crash'
  if (target !== null && isTest(target) && !checks) return 'that is for tests'
  const rules: Layer[] = [layers[name], ...(isTest(from) ? [testsOf(name)] : [])]
  if (specifier.startsWith('.')) {
    const other = target === null ? null : layerOf(target)
    if (other === null || other === name) return null
    return rules.some(({ imports }) => imports.includes(other))
      ? null
      : `${name} may not import ${other}`
  }
  if (specifier.startsWith('node:')) {
    return rules.some(({ node }) => node) ? null : `${name} runs without Node`
  }
  return rules.some((rule) => permits(rule, specifier)) ? null : `${name} may not use this package`
}

function testsOf(name: LayerName): Layer {
  return withoutProduct.has(name) ? { ...testing, imports: [] } : testing
}

function permits({ packages }: Layer, specifier: string): boolean {
  if (packages === 'any') return true
  return packages.some((pattern) =>
    pattern.endsWith('/*')
      ? specifier.startsWith(pattern.slice(0, -1))
      : specifier === pattern || specifier.startsWith(`${pattern}/`),
  )
}

/** One cycle for every import that closes one. */
function cyclesIn(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const cycles: string[][] = []
  const done = new Set<string>()
  const path: string[] = []

  const visit = (file: string): void => {
    const at = path.indexOf(file)
    if (at !== -1) {
      cycles.push([...path.slice(at), file])
      return
    }
    if (done.has(file)) return
    path.push(file)
    for (const next of graph.get(file) ?? []) visit(next)
    path.pop()
    done.add(file)
  }
  for (const file of graph.keys()) visit(file)
  return cycles
}

/** Tests, and what they share: folders named `testing`. */
function isTest(path: string): boolean {
  return /\.(test|spec)\.tsx?$|\/testing\//.test(path)
}

function literal(source: string): string[] {
  const [, text] = /^['"`]([^'"`$]+)['"`]$/.exec(source) ?? []
  return text === undefined ? [] : [text]
}
