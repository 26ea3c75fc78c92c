import type { FigureDraft } from './figure.ts'

/** What the command line may change; null leaves it to the benchmark. */
export type BenchOptions = { readonly accounts: number | null; readonly days: number | null }

/** What a benchmark is given: what was asked for, and where what it has to say goes. */
export type Bench = {
  readonly options: BenchOptions
  /** Says on standard error what is under way. */
  say(text: string): void
  figure(figure: FigureDraft): void
}

/** One file each. Rejects where it could not run; a target that is not met is a figure, not an error. */
export type Benchmark = {
  readonly name: string
  /** One line: what is measured. */
  readonly about: string
  run(bench: Bench): Promise<void>
}
