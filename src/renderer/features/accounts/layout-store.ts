import { create } from 'zustand'

/** How the accounts view is laid out; lasts as long as the window. */
type LayoutStore = {
  readonly treeOpen: boolean
  readonly inspectorWidth: number
  readonly hiddenColumns: Readonly<Record<string, boolean>>
  /** Units that were opened or closed by hand. */
  readonly flippedUnits: ReadonlySet<string>
}

export const smallestInspector = 340
export const largestInspector = 720

export const useLayout = create<LayoutStore>(() => ({
  treeOpen: true,
  inspectorWidth: 400,
  hiddenColumns: { state: true },
  flippedUnits: new Set(),
}))

export function toggleTree(): void {
  useLayout.setState(({ treeOpen }) => ({ treeOpen: !treeOpen }))
}

export function setInspectorWidth(inspectorWidth: number): void {
  useLayout.setState({ inspectorWidth })
}

export function hideColumn(id: string, hidden: boolean): void {
  useLayout.setState(({ hiddenColumns }) => ({ hiddenColumns: { ...hiddenColumns, [id]: hidden } }))
}

/** Opens a unit that is closed, closes one that is open. */
export function flipUnit(id: string): void {
  useLayout.setState(({ flippedUnits }) => {
    const next = new Set(flippedUnits)
    if (!next.delete(id)) next.add(id)
    return { flippedUnits: next }
  })
}
