import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { destinations } from '@waybill/destinations'
import { createProgram, run } from '../packages/cli/src/main'
import type { Terminal } from '../packages/cli/src/output/terminal'

const root = join(__dirname, '..')
const pages = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => join('docs', name))].filter((name) =>
  name.endsWith('.md')
)

interface DocumentedCommand {
  readonly page: string
  readonly words: readonly string[]
  /** The line it stands in. */
  readonly line: string
}

const commands = pages.flatMap(commandsOf)
const cliCalls = commands.flatMap(({ page, line, words }) => {
  const args = cliArguments(words)
  return args === undefined ? [] : [{ page, line, args }]
})

test('the documentation shows commands at all', () => {
  expect(cliCalls.length).toBeGreaterThan(10)
  expect(new Set(cliCalls.map(({ args }) => args[0]))).toEqual(
    new Set([
      'init',
      'run',
      'deletions',
      'send',
      'explain',
      'validate',
      'list',
      'sandbox',
      'serve',
      'status',
      'test-authentication',
      'outcomes',
      'events',
      'pause',
      'resume',
      'dead-letters',
      'replay',
      'jobs',
      'new',
      'new-action',
      'types',
      'schema',
      'export'
    ])
  )
})

test.each(cliCalls)('$page: $line exists, with its flags', ({ args: words }) => {
  const { command, args } = findCommand(
    createProgram(createTerminal().terminal, () => undefined),
    words
  )
  const { operands, unknown } = command.parseOptions([...args])
  expect(unknown).toEqual([])
  expect(operands.length).toBeLessThanOrEqual(command.registeredArguments.length)
  const missing = command.options.filter(
    (option) => option.mandatory && command.getOptionValue(option.attributeName()) === undefined
  )
  expect(missing.map(({ flags }) => flags)).toEqual([])
})

type Program = ReturnType<typeof createProgram>

/** The command that some words call, which may be one below another, and what is left of the words. */
function findCommand(
  parent: Program,
  [name = '', ...args]: readonly string[]
): { readonly command: Program; readonly args: readonly string[] } {
  const command = parent.commands.find((candidate) => candidate.name() === name)
  if (command === undefined) throw new Error(`There is no command "${name}".`)
  return command.commands.length > 0 ? findCommand(command, args) : { command, args }
}

const cheap = cliCalls.filter(({ args }) => isCheap(args))

test.each(cheap)('$page: $line works', async ({ args }) => {
  const { terminal, written } = createTerminal()
  const status = await run(args, terminal)
  // The examples are wrong in places, on purpose.
  expect([0, ...(args[0] === 'send' ? [1] : [])]).toContain(status)
  expect(written.out).not.toBe('')
  expect(written.err).toBe('')
})

test('the commands that cost nothing are tried', () => {
  expect(new Set(cheap.map(({ args }) => args[0]))).toEqual(
    new Set(['send', 'explain', 'validate', 'list', 'types', 'schema'])
  )
})

const scripts = Object.keys(
  (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly scripts: object }).scripts
)
const npmCalls = commands.filter(({ words }) => words[0] === 'npm')

test.each(npmCalls)('$page: $line is a script of this repository', ({ words: [, verb = '', script = ''] }) => {
  const name = verb === 'run' ? script : verb
  expect(['ci', 'install', ...scripts]).toContain(name)
})

/** What needs neither the network nor files of the reader's. */
function isCheap(args: readonly string[]): boolean {
  const valueOf = (flag: string): string | undefined => (args.includes(flag) ? args[args.indexOf(flag) + 1] : undefined)
  const configurations = args.filter((arg) => arg.endsWith('.yaml'))
  const files = [...['--events', '--event'].map(valueOf), ...configurations].filter((file) => file !== undefined)
  if (args.includes('--settings') || files.some((file) => !existsSync(join(root, file)))) return false
  if (!Object.hasOwn(destinations, valueOf('--to') ?? 'customerio')) return false
  if (args[0] === 'send') return args.includes('--dry-run') && files.length > 0
  return args[0] === 'explain' ? files.length > 0 : ['list', 'validate', 'types', 'schema'].includes(args[0] ?? '')
}

function createTerminal() {
  const written = { out: '', err: '' }
  const terminal: Terminal = {
    out: (text) => void (written.out += text),
    outIsTTY: false,
    err: (text) => void (written.err += text),
    progress: { write: () => undefined },
    input: Readable.from([]),
    environment: {},
    interrupt: new AbortController().signal,
    onHangup: () => undefined
  }
  return { terminal, written }
}

/** Every simple command in the shell blocks of a page. */
function commandsOf(page: string): readonly DocumentedCommand[] {
  const text = readFileSync(join(root, page), 'utf8')
  return Array.from(text.matchAll(/^```sh\n(.*?)^```/gms), ([, block = '']) => block)
    .flatMap((block) => block.replaceAll('\\\n', ' ').split('\n'))
    .flatMap((line) =>
      split(line).map((words) => ({ page, line: line.trim(), words: words.filter((word) => !/^[A-Z_]+=/.test(word)) }))
    )
}

/** A line of shell as simple commands, each as words; enough of the language for what documentation shows. */
function split(line: string): readonly (readonly string[])[] {
  const parts: string[][] = [[]]
  for (const [token] of line.matchAll(/&&|[|;]|#.*|(?:'[^']*'|"[^"]*"|[^\s'"|;&])+/g)) {
    if (token.startsWith('#')) break
    if (/^(?:&&|[|;])$/.test(token)) parts.push([])
    else parts.at(-1)?.push(token.replaceAll(/['"]/g, ''))
  }
  return parts.filter(({ length }) => length > 0)
}

/** The arguments of a call of the command line; undefined when it calls something else. */
function cliArguments([first, second, ...rest]: readonly string[]): readonly string[] | undefined {
  const isOurs =
    (first === 'npx' && second === 'actions-cli') || (first === 'node' && second?.endsWith('actions-cli.js'))
  return isOurs ? rest : undefined
}
