import { create } from 'zustand'
import { emptyForm, paperFor, type ReportForm } from './report-form.ts'

/** What is filled in; stays while one looks at other views. */
export const useReportForm = create<ReportForm>(() => ({
  ...emptyForm,
  paper: paperFor(navigator.language),
}))

export function changeForm(change: Partial<ReportForm>): void {
  useReportForm.setState(change)
}
