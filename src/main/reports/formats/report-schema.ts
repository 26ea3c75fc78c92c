import { z } from 'zod'
import { AccountFilter } from '../../../shared/domain/account-query.ts'
import {
  AccountId,
  AccountState,
  Instant,
  OrganizationId,
} from '../../../shared/domain/accounts.ts'
import { BreakGlassCase } from '../../../shared/domain/cases.ts'
import { Check, ControlStatus } from '../../../shared/domain/controls.ts'
import { CredentialDetails, RootCredentials } from '../../../shared/domain/credentials.ts'
import { Failure, FailureCode } from '../../../shared/domain/failure.ts'
import { Finding, FindingKind, Severity } from '../../../shared/domain/findings.ts'
import { TrendPoint } from '../../../shared/domain/overview.ts'
import { Completeness, Posture } from '../../../shared/domain/posture.ts'
import {
  CheckResult,
  Exposure,
  PrivilegedAction,
  Report,
  ReportAccount,
  ReportChange,
  ReportControl,
  ReportExemption,
} from '../../../shared/domain/reports.ts'
import { Run } from '../../../shared/domain/runs.ts'

/** What the schema calls by a name. */
const named = {
  AccountFilter,
  AccountId,
  AccountState,
  BreakGlassCase,
  Check,
  CheckResult,
  Completeness,
  ControlStatus,
  CredentialDetails,
  Exposure,
  Failure,
  FailureCode,
  Finding,
  FindingKind,
  Instant,
  OrganizationId,
  Posture,
  PrivilegedAction,
  ReportAccount,
  ReportChange,
  ReportControl,
  ReportExemption,
  RootCredentials,
  Run,
  Severity,
  TrendPoint,
}

/** The JSON Schema of `report.json`, drawn from the type itself: what stands in `docs/schemas/report.schema.json` and in every evidence bundle. */
export function reportSchema(): string {
  const names = z.registry<{ id: string }>()
  for (const [id, type] of Object.entries(named)) names.add(type, { id })
  const { $schema, ...drawn } = z.toJSONSchema(Report, { metadata: names })
  const schema = {
    $schema,
    $id: 'urn:rootkeep:schema:report:1',
    title: 'Rootkeep report',
    description:
      'What Rootkeep says of the root users of an AWS Organization at an instant. docs/report-formats.md explains it.',
    ...drawn,
  }
  return `${JSON.stringify(schema, null, 2)}\n`
}
