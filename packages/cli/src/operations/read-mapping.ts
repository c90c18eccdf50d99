import { readFile } from 'node:fs/promises'
import { isJsonObject } from '@waybill/kit'
import type { TryRequest } from '@waybill/server/operations'
import { LineCounter, parseDocument } from 'yaml'
import { errorCode, UsageError } from '../usage-error'

type TriedMapping = NonNullable<TryRequest['mapping']>

/** Fields of a subscription mapped differently, out of a file in YAML, as in waybill.yaml, or JSON. */
export async function readMapping(path: string): Promise<TriedMapping> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new UsageError(`The mapping ${path} cannot be read (${errorCode(error)}); check --mapping.`)
  })
  const value = parse(text, path)
  if (isTriedMapping(value)) return value
  throw new UsageError(
    `The mapping ${path} must name the "subscription", and under "fields" each field with what it is mapped to, or null to leave it empty.`
  )
}

function parse(text: string, path: string): unknown {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const [mistake] = document.errors
  if (mistake === undefined) return document.toJS()
  const { line, col } = lines.linePos(mistake.pos[0])
  throw new UsageError(`${path}:${line}:${col}: This is neither YAML nor JSON: ${mistake.message}.`)
}

const isTriedMapping = (value: unknown): value is TriedMapping =>
  isJsonObject(value) &&
  typeof value['subscription'] === 'string' &&
  isJsonObject(value['fields']) &&
  Object.keys(value).length === 2
