import { memberOf, parseJsonTree, type JsonNode } from './json-tree.ts'
import {
  createPolicyNotes,
  type PolicyNotebook,
  type PolicyProblem,
  type PolicyRemark,
} from './policy-problem.ts'
import { parseStatement, type PolicyStatement } from './policy-statement.ts'

export const policyVersions = ['2008-10-17', '2012-10-17'] as const
export type PolicyVersion = (typeof policyVersions)[number]

export type ParsedPolicy = {
  readonly ok: true
  readonly text: string
  /** Null where the policy names none: AWS then reads it as 2008-10-17. */
  readonly version: PolicyVersion | null
  readonly id: string | null
  readonly statements: readonly PolicyStatement[]
  readonly unknownKeys: readonly string[]
  /** What is legal here, and still deserves a word. */
  readonly remarks: readonly PolicyRemark[]
}

export type PolicyProblems = { readonly ok: false; readonly problems: readonly PolicyProblem[] }

/**
 * Reads a resource policy (IAM JSON policy grammar, with what S3 and SQS take beyond it). Names all problems
 * that it can see at once. Never throws, whatever the text.
 *
 * `limitBytes` bounds the text in bytes of UTF-8; null reads a text of any size, as it comes from AWS.
 */
export function parsePolicy(
  text: string,
  limitBytes: number | null = null,
): ParsedPolicy | PolicyProblems {
  const notebook: PolicyNotebook = {
    problems: createPolicyNotes(text),
    remarks: createPolicyNotes(text),
  }
  const whole = { offset: 0, length: text.length }
  const bytes = utf8Bytes(text)
  if (limitBytes !== null && bytes > limitBytes) {
    notebook.problems.add(
      'too-large',
      `The policy has ${bytes} bytes; AWS takes ${limitBytes} at most.`,
      whole,
    )
  }
  const tree = parseJsonTree(text)
  if (!tree.ok) {
    for (const { kind, message, span } of tree.faults) {
      notebook.problems.add(kind === 'syntax' ? 'not-json' : kind, message, span)
    }
    return { ok: false, problems: notebook.problems.all() }
  }
  noteDuplicateKeys(tree.root, notebook)
  const policy = readPolicy(text, tree.root, notebook)
  const problems = notebook.problems.all()
  return problems.length > 0 || policy === null
    ? { ok: false, problems }
    : { ...policy, remarks: notebook.remarks.all() }
}

/** The size of a text in bytes of UTF-8; a lone surrogate counts as the replacement character it becomes. */
export function utf8Bytes(text: string): number {
  let bytes = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.codePointAt(at) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4
    if (code >= 0x1_0000) at += 1
  }
  return bytes
}

function readPolicy(
  text: string,
  root: JsonNode,
  notebook: PolicyNotebook,
): Omit<ParsedPolicy, 'remarks'> | null {
  const { problems, remarks } = notebook
  if (root.type !== 'object') {
    problems.add('not-an-object', 'A policy is a JSON object: it begins with a brace.', root.span)
    return null
  }
  if (!text.startsWith('{')) {
    remarks.add('not-first-byte', 'S3 takes only a policy whose first byte is an opening brace.', {
      offset: 0,
      length: root.span.offset,
    })
  }
  const unknownKeys = root.members.filter(({ name }) => !policyKeys.has(name))
  for (const { name, nameSpan } of unknownKeys) {
    remarks.add('unknown-key', `A policy has no element named ${name}.`, nameSpan)
  }
  const statements = readStatements(root, notebook)
  noteDuplicateSids(statements, notebook)
  return {
    ok: true,
    text,
    version: readVersion(root, notebook),
    id: readId(root, notebook),
    statements,
    unknownKeys: unknownKeys.map(({ name }) => name),
  }
}

const policyKeys: ReadonlySet<string> = new Set(['Version', 'Id', 'Statement'])

function readVersion(root: JsonNode, { problems, remarks }: PolicyNotebook): PolicyVersion | null {
  const member = memberOf(root, 'Version')
  const node = member?.value
  const version = policyVersions.find((known) => node?.type === 'string' && node.value === known)
  if (node && version === undefined) {
    problems.add(
      'version-unknown',
      'The version of the policy language is 2012-10-17 or 2008-10-17.',
      node.span,
    )
  }
  if (node ? version === '2008-10-17' : true) {
    const span = node ? node.span : { offset: root.span.offset, length: 1 }
    remarks.add(
      'old-version',
      'Read by the rules of 2008-10-17: policy variables such as ${aws:username} are plain text.',
      span,
    )
  }
  return version ?? null
}

function readId(root: JsonNode, { problems }: PolicyNotebook): string | null {
  const node = memberOf(root, 'Id')?.value
  if (!node) return null
  if (node.type === 'string') return node.value
  problems.add('wrong-type', 'Id is a text.', node.span)
  return null
}

function readStatements(root: JsonNode, notebook: PolicyNotebook): PolicyStatement[] {
  const { problems } = notebook
  const node = memberOf(root, 'Statement')?.value
  if (!node) {
    problems.add('statement-missing', 'The policy has no Statement.', {
      offset: root.span.offset,
      length: 1,
    })
    return []
  }
  const items = node.type === 'array' ? node.items : [node]
  if (items.length === 0) {
    problems.add('statement-empty', 'The list of statements is empty.', node.span)
  }
  return items.flatMap((item, index) => parseStatement(item, index, notebook) ?? [])
}

function noteDuplicateSids(
  statements: readonly PolicyStatement[],
  { remarks }: PolicyNotebook,
): void {
  const seen = new Set<string>()
  for (const { sid, index, span } of statements) {
    if (sid === null || sid === '') continue
    if (seen.has(sid)) {
      remarks.add('duplicate-sid', `Statement ${index + 1} repeats the Sid ${sid}.`, span)
    }
    seen.add(sid)
  }
}

/** JSON readers disagree on which of two equal names counts, so neither may be shown as the policy. */
function noteDuplicateKeys(node: JsonNode, notebook: PolicyNotebook): void {
  if (node.type === 'array') for (const item of node.items) noteDuplicateKeys(item, notebook)
  if (node.type !== 'object') return
  const seen = new Set<string>()
  for (const { name, nameSpan, value } of node.members) {
    if (seen.has(name)) {
      notebook.problems.add('duplicate-key', `${name} is there twice.`, nameSpan)
    }
    seen.add(name)
    noteDuplicateKeys(value, notebook)
  }
}
