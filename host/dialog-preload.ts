/** What came from the page: the button by its index, and what stands in the field. */
export type DialogAnswer = { readonly button: number; readonly text: string }
/** What is to be said before the question is settled; the button that agrees gets another word. */
export type DialogReply = { readonly problem: string; readonly agree: string }

/** The part of the DOM that the script below uses; this project's main has no DOM types. */
type DialogElement = {
  value: string
  textContent: string
  disabled: boolean
  readonly dataset: Readonly<Record<string, string | undefined>>
  setSelectionRange(start: number, end: number): void
  addEventListener(type: string, listener: (event: DialogEvent) => void): void
}
type DialogEvent = { readonly isTrusted: boolean; readonly key?: string }
type DialogDocument = DialogElement & {
  querySelectorAll(selector: string): Iterable<DialogElement>
  querySelector(selector: string): DialogElement | null
}
type Ask = { invoke(channel: string, answer: DialogAnswer): Promise<DialogReply | null> }

/** Runs in the isolated world of the page, before it: hands what is pressed over, and nothing that is not. Self-contained. */
function attend(ipcRenderer: Ask, lateness: number): void {
  const { document } = globalThis as unknown as { document: DialogDocument }
  document.addEventListener('DOMContentLoaded', () => {
    const buttons = [...document.querySelectorAll('button')]
    const field = document.querySelector('input')
    const problem = document.querySelector('[role="alert"]')
    const agree = buttons.find(({ dataset }) => 'preset' in dataset)
    const word = agree?.textContent ?? ''

    function say(reply: DialogReply | null): void {
      if (problem) problem.textContent = reply?.problem ?? ''
      if (agree) agree.textContent = reply?.agree ?? word
    }
    async function press(button: DialogElement | undefined): Promise<void> {
      if (!button || button.disabled) return
      say(
        await ipcRenderer.invoke('answer', {
          button: buttons.indexOf(button),
          text: field?.value ?? '',
        }),
      )
    }
    for (const button of buttons) {
      button.addEventListener('click', (event) => {
        if (event.isTrusted) void press(button)
      })
    }
    document.addEventListener('keydown', (event) => {
      if (event.isTrusted && event.key === 'Escape') {
        void press(buttons.find(({ dataset }) => 'cancels' in dataset))
      }
    })
    field?.addEventListener('keydown', (event) => {
      if (event.isTrusted && event.key === 'Enter') void press(agree)
    })
    field?.addEventListener('input', () => say(null))
    // The name without its folder and its ending, as one types over it.
    const [, folder = '', name = ''] = /^(.*[/\\])?(.*?)(\.[^.]*)?$/.exec(field?.value ?? '') ?? []
    field?.setSelectionRange(folder.length, folder.length + name.length)
    setTimeout(() => {
      for (const button of buttons) button.disabled = false
    }, lateness)
  })
}

/** The time for which a button that is late cannot be pressed, in milliseconds. */
const lateness = 500

/** What is put before the page; see `attend`. */
export const dialogPreload = `(${attend.toString()})(require('electron').ipcRenderer, ${lateness})`
