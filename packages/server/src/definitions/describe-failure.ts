import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { isNativeError } from 'node:util/types'

/** Why a file cannot be loaded, as one sentence that begins with the place: `actions/track-event.ts:11:9: …`. */
export function describeFailure(error: unknown, entry: string): string {
  const { name, message, stack = '' } = isNativeError(error) ? error : new Error(String(error))
  const missing = /^Cannot find (?:module|package) '([^']+)'/.exec(message)?.[1]
  if (missing !== undefined) return missingModule(missing, importerOf(message) ?? entry)
  const syntax = /^(?:ParseError|SyntaxError): (.*?)\s*\n\s*(\S.*?:\d+:\d+)/s.exec(message)
  if (syntax !== null) {
    return `${shortPath(syntax[2] ?? '')}: ${withoutStop(syntax[1] ?? '')}; correct the syntax there.`
  }
  const words = withoutStop(message.split('\n')[0] ?? '')
  return `${shortPath(firstFrame(stack) ?? entry)}: ${name}: ${words}; correct the definition.`
}

function missingModule(specifier: string, importer: string): string {
  const advice = /^[./]/.test(specifier)
    ? 'check the path and whether the file is there'
    : 'install that package where the file is'
  return `${shortPath(importer)}${lineOf(specifier, importer)}: "${specifier}" cannot be found; ${advice}.`
}

/** Node lists who required a module below its message. */
const importerOf = (message: string): string | undefined => /Require stack:\n- (.*)/.exec(message)?.[1]

/** The first line of a file that imports something. */
function lineOf(specifier: string, file: string): string {
  if (!existsSync(file)) return ''
  const lines = readFileSync(file, 'utf8').split('\n')
  const index = lines.findIndex((line) => line.includes(`'${specifier}'`) || line.includes(`"${specifier}"`))
  return index === -1 ? '' : `:${index + 1}`
}

/** The place where the author's code failed: the first frame that lies in no package. */
function firstFrame(stack: string): string | undefined {
  const frames = Array.from(
    stack.matchAll(/(?:\(|at (?:async )?)(?:file:\/\/)?(\/[^\n()]+:\d+:\d+)\)?/g),
    ([, place]) => place
  )
  return frames.find((place) => place !== undefined && !place.includes('/node_modules/'))
}

const withoutStop = (text: string): string => text.trim().replace(/[.;]$/, '')

/** As a person would name it from where the command runs, when that is shorter. */
function shortPath(place: string): string {
  const near = relative(process.cwd(), place)
  return near.startsWith('..') ? place : near
}
