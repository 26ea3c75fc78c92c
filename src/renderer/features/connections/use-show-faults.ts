import { useEffect, useRef, useState, type RefObject } from 'react'

/** A form, and the way to put the keyboard on its first fault, unfolding what holds one, as soon as the faults are said. */
export function useShowFaults(): readonly [RefObject<HTMLFormElement | null>, () => void] {
  const form = useRef<HTMLFormElement>(null)
  const [asked, setAsked] = useState(0)
  useEffect(() => {
    if (asked === 0) return
    const fields = form.current?.querySelectorAll<HTMLElement>('[aria-invalid="true"]') ?? []
    for (const field of fields) field.closest('details')?.setAttribute('open', '')
    fields[0]?.focus()
  }, [asked])
  return [form, () => setAsked((count) => count + 1)]
}
