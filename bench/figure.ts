import { availableParallelism, cpus, loadavg } from 'node:os'

/** Where a figure was taken: what has to be known to take it again. */
type Conditions = Readonly<Record<string, string | number | boolean>>

export type FigureDraft = {
  readonly figure: string
  readonly value: number
  readonly unit: string
  /** The bound that the figure is held to; left out where it is there to explain others. */
  readonly target?: { readonly most: number } | { readonly least: number }
  readonly conditions: Conditions
}

/** A figure as it is printed: one line of JSON. */
export type Figure = {
  readonly benchmark: string
  readonly figure: string
  readonly value: number
  readonly unit: string
  readonly target: string | null
  readonly met: boolean | null
  readonly conditions: Conditions
}

/** Finishes figures of one benchmark with the machine as it was when the benchmark began. */
export function createFigures(benchmark: string): (draft: FigureDraft) => Figure {
  const machine = {
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    loadAtStart: rounded(loadavg()[0] ?? 0),
    startedAt: new Date().toISOString(),
  }
  return ({ figure, value, unit, target, conditions }) => ({
    benchmark,
    figure,
    value: rounded(value),
    unit,
    target: target ? ('most' in target ? `<= ${target.most}` : `>= ${target.least}`) : null,
    met: target ? ('most' in target ? value <= target.most : value >= target.least) : null,
    conditions: { ...conditions, ...machine, loadAtEnd: rounded(loadavg()[0] ?? 0) },
  })
}

/** Enough digits to compare two runs by, no more. */
function rounded(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3))
}
