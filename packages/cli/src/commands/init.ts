import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { destinations } from '@waybill/destinations'
import type { Destination } from '@waybill/kit'
import { originProblem } from '@waybill/server'
import { EXIT } from '../exit-status'
import { createAsker } from '../output/ask'
import type { Asker } from '../output/ask'
import type { Terminal } from '../output/terminal'
import { CONFIGURATION_FILE } from '../service/configuration-file'
import { configurationText } from '../service/configuration-text'
import type { Wishes } from '../service/configuration-text'
import { findDestination } from '../settings/find-destination'
import { errorCode, UsageError } from '../usage-error'

export interface InitFlags {
  readonly to?: readonly string[]
  readonly origin?: readonly string[]
  readonly port?: number
  readonly force?: boolean
  readonly json?: boolean
}

/** `actions-cli init`: writes a configuration, after asking what the flags do not say if there is somebody to ask. */
export async function init(path: string = CONFIGURATION_FILE, flags: InitFlags, terminal: Terminal): Promise<number> {
  const answers = terminal.input.isTTY === true ? await askFor(flags, terminal) : answersIn(flags, terminal)
  const { text, variables } = configurationText({ ...answers, file: basename(path), schema: schemaFrom(path) })
  await write(path, text, flags.force)
  if (flags.json) terminal.out(`${JSON.stringify({ file: path, variables })}\n`)
  else terminal.out(whatNext(path, variables))
  return EXIT.ok
}

type Answers = Omit<Wishes, 'file' | 'schema'>

const PORT = 8080

function answersIn({ to = [], origin = [], port = PORT }: InitFlags, { err }: Pick<Terminal, 'err'>): Answers {
  if (to.length === 0) {
    throw new UsageError(`Name the destinations with --to, such as --to ${Object.keys(destinations).join(' --to ')}.`)
  }
  const chosen = to.map(findDestination)
  const values = Object.fromEntries(
    chosen.map((each) => [each.slug, Object.fromEntries(needed(each).map(({ key, preset }) => [key, preset]))])
  )
  for (const each of chosen) {
    for (const { label, preset } of needed(each)) {
      err(
        `${each.name}, ${label}: ${preset} is written, its first choice; change it in the file if yours is another.\n`
      )
    }
  }
  return { destinations: chosen, values, origins: origin.map(checkOrigin), port: checkPort(port) }
}

async function askFor(flags: InitFlags, terminal: Terminal): Promise<Answers> {
  const asker = createAsker(terminal)
  try {
    const chosen = flags.to?.map(findDestination) ?? (await askDestinations(asker, terminal))
    const values: Record<string, Record<string, string>> = {}
    for (const destination of chosen) values[destination.slug] = await askChoices(asker, destination, terminal)
    const origins = flags.origin?.map(checkOrigin) ?? (await askOrigins(asker, terminal))
    const port = flags.port === undefined ? await askPort(asker, terminal) : checkPort(flags.port)
    return { destinations: chosen, values, origins, port }
  } finally {
    asker.close()
  }
}

/** Asks until the answer can be used. */
async function askAgain<T>(question: () => Promise<T>, { err }: Pick<Terminal, 'err'>): Promise<T> {
  for (;;) {
    try {
      return await question()
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      err(`${error.message}\n`)
    }
  }
}

const askDestinations = (asker: Asker, terminal: Terminal): Promise<readonly Destination[]> =>
  askAgain(async () => {
    const slugs = Object.keys(destinations)
    const answer = await asker.ask(`Where do events go? Of ${slugs.join(', ')}, with commas`, slugs[0] ?? '')
    return list(answer).map(findDestination)
  }, terminal)

const askOrigins = (asker: Asker, terminal: Terminal): Promise<readonly string[]> =>
  askAgain(async () => {
    const answer = await asker.ask(
      'Which pages send from a browser? Such as https://www.example.com; empty for none',
      ''
    )
    return list(answer).map(checkOrigin)
  }, terminal)

const askPort = (asker: Asker, terminal: Terminal): Promise<number> =>
  askAgain(async () => checkPort(Number(await asker.ask('The port to take events at', String(PORT)))), terminal)

async function askChoices(asker: Asker, destination: Destination, terminal: Terminal): Promise<Record<string, string>> {
  const values: Record<string, string> = {}
  for (const { key, label, options, preset } of choicesOf(destination)) {
    const known = options.map(({ value }) => value).join(', ')
    values[key] = await askAgain(async () => {
      const answer = await asker.ask(`${destination.name}, ${label}? Of ${known}`, preset)
      return findOption(options, answer) ?? refuse(`"${answer}" is none of ${known}.`)
    }, terminal)
  }
  return values
}

/** An option by its value or by what it is called, as a person writes it. */
const findOption = (options: readonly Option[], answer: string): string | undefined =>
  options.find((option) => [option.value, option.label].some((each) => isSameWord(each, answer)))?.value

const isSameWord = (first: string, second: string): boolean => first.toLowerCase() === second.toLowerCase()

interface Option {
  readonly value: string
  readonly label: string
}

interface SettingChoice {
  readonly key: string
  readonly label: string
  readonly options: readonly Option[]
  /** The value of an option. */
  readonly preset: string
  readonly isRequired: boolean
}

/** Settings of a few choices that there is no default for. */
const needed = (destination: Destination): readonly SettingChoice[] =>
  choicesOf(destination).filter(({ isRequired }) => isRequired)

/** Settings that have to be one of a few. */
const choicesOf = ({ settings }: Destination): readonly SettingChoice[] =>
  Object.entries(settings).flatMap(([key, { label, choices, required = false, default: given }]) => {
    if (choices === undefined) return []
    const options = choices.map((choice) =>
      typeof choice === 'string'
        ? { value: choice, label: choice }
        : { value: String(choice.value), label: choice.label }
    )
    return [{ key, label, options, preset: String(given ?? options[0]?.value ?? ''), isRequired: required }]
  })

function checkOrigin(text: string): string {
  const problem = originProblem(text)
  return problem === undefined ? text : refuse(`"${text}" is no origin: ${problem}`)
}

const checkPort = (port: number): number =>
  Number.isInteger(port) && port >= 1 && port <= 65_535 ? port : refuse('A port is a whole number from 1 to 65535.')

function refuse(message: string): never {
  throw new UsageError(message)
}

const list = (text: string): readonly string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** The way from the folder of the file to the schema of this installation. */
function schemaFrom(path: string): string {
  const schema = join(__dirname, '..', '..', 'waybill.schema.json')
  const way = relative(dirname(resolve(path)), schema)
    .split(sep)
    .join('/')
  return way.startsWith('.') ? way : `./${way}`
}

async function write(path: string, text: string, force = false): Promise<void> {
  try {
    await writeFile(path, text, { flag: force ? 'w' : 'wx' })
  } catch (error) {
    const code = errorCode(error)
    if (code === 'EEXIST') throw new UsageError(`${path} is there already; name another file, or add --force.`)
    throw new UsageError(`${path} cannot be written (${code}); name another file.`)
  }
}

function whatNext(path: string, variables: readonly string[]): string {
  const exports = variables.map((name) =>
    // Nobody issues write keys: whoever runs the service makes them up.
    name.endsWith('_WRITE_KEY') ? `  export ${name}=${randomBytes(16).toString('hex')}` : `  export ${name}=…`
  )
  return [
    `${path} is written. Set what it refers to:`,
    ...exports,
    'Then:',
    `  npx actions-cli validate ${path}`,
    `  npx actions-cli run ${path}`,
    ''
  ].join('\n')
}
