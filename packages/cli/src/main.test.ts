import { createServer } from 'node:net'
import { destinations } from '@waybill/destinations'
import { demo } from './commands/demo'
import { createProgram } from './main'
import { isPlayed } from './settings/sandbox-targets'
import { createTestTerminal, jsonLines, runCommand } from './test-terminal'

const sendOne = async (url: string): Promise<unknown> => {
  const body = JSON.stringify({ writeKey: 'example-write-key', userId: 'you', event: 'Looked Around' })
  return (await fetch(url, { method: 'POST', body })).json()
}

const program = createProgram(createTestTerminal().terminal, () => undefined)

test('the commands are those the documentation names', () => {
  expect(program.commands.map((command) => command.name())).toEqual([
    'init',
    'run',
    'deletions',
    'send',
    'explain',
    'validate',
    'list',
    'sandbox',
    'demo',
    'serve',
    'status',
    'pause',
    'resume',
    'test-authentication',
    'dead-letters',
    'events',
    'outcomes',
    'replay',
    'jobs',
    'new',
    'new-action',
    'types',
    'schema',
    'export'
  ])
})

/** The words of every command that does something; some stand below another. */
const commands = program.commands.flatMap((command) =>
  command.commands.length === 0
    ? [command.name()]
    : command.commands.map((below) => `${command.name()} ${below.name()}`)
)

test.each(commands)('%s --help has a description and an example', async (name) => {
  const { status, out, err } = await runCommand([...name.split(' '), '--help'])
  expect({ status, err }).toEqual({ status: 0, err: '' })
  expect(out).toMatch(new RegExp(`^Usage: actions-cli ${name}`))
  expect(out).toMatch(/\n\n[A-Z][^\n]*(\n[^\n]+)?\.\n\n/)
  expect(out).toMatch(/\nExamples:\n {2}\$ .*\n$/s)
  // What a service writes is its log, which has a form of its own.
  if (name !== 'run') expect(out).toContain('--json')
})

test('the examples in the help are calls that the program understands', () => {
  for (const command of commands) {
    const help = helpOf(command)
    for (const example of help.split('\n').filter((line) => /^ {2}\$ .*actions-cli/.test(line))) {
      const words = (example.split('actions-cli ')[1] ?? '').split(' ')
      const { named, args } = findCommand(program, words)
      expect(named?.parseOptions(args).unknown ?? ['no such command']).toEqual([])
    }
  }
})

test.each([
  [['--help'], 0],
  [['help'], 0],
  [['help', 'send'], 0],
  [['--version'], 0],
  [[], 2],
  [['nonsense'], 2],
  [['sendd'], 2],
  [['send'], 2],
  [['send', '--to'], 2],
  [['sandbox', '--port', '70000'], 2],
  [['sandbox', '--port', '-1'], 2],
  [['list', 'nope'], 2],
  [['list', 'customerio', 'more'], 2],
  [['list'], 0],
  [['validate', '--to', 'customerio'], 0]
])('%j ends with %i and without a stack trace', async (args, expected) => {
  const { status, out, err } = await runCommand(args)
  expect(status).toBe(expected)
  expect(expected === 0 ? out : err).toMatch(/\S/)
  expect(expected === 0 ? err : out).toBe('')
  expect(err).not.toMatch(/\n\s+at |Error:/)
})

test('the exit statuses stand in the help', async () => {
  const { out } = await runCommand(['--help'])
  expect(out).toContain('Exit status: 0 all went through, 1 some did not, 2 the command could not run, 130')
})

test('the version is that of the package', async () => {
  expect((await runCommand(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/)
})

describe('list', () => {
  test('names every destination', async () => {
    const { out } = await runCommand(['list'])
    for (const slug of Object.keys(destinations)) expect(out).toMatch(new RegExp(`^${slug} +\\S`, 'm'))
    expect(jsonLines((await runCommand(['list', '--json'])).out)).toEqual([
      Object.keys(destinations).map((slug) => expect.objectContaining({ slug }) as unknown)
    ])
  })

  test.each(Object.keys(destinations))('tells the settings, actions and presets of %s', async (slug) => {
    const destination = destinations[slug]
    const { out } = await runCommand(['list', slug])
    for (const key of Object.keys(destination?.settings ?? {})) expect(out).toContain(`  ${key} `)
    for (const key of Object.keys(destination?.actions ?? {})) expect(out).toContain(`  ${key} `)
    for (const { name, subscribe } of destination?.presets ?? []) {
      expect(out).toContain(`${name} → `)
      expect(out).toContain(subscribe)
    }
    expect(jsonLines((await runCommand(['list', slug, '--json'])).out)).toEqual([expect.objectContaining({ slug })])
  })
})

describe('validate', () => {
  test('finds nothing wrong with any destination', async () => {
    // A checkout may have a configuration, which would be checked in their place.
    const here = process.cwd()
    process.chdir('/')
    const { status, out } = await runCommand(['validate']).finally(() => process.chdir(here))
    expect(status).toBe(0)
    expect(out).toBe(
      Object.keys(destinations)
        .map((slug) => `${slug}: fine.\n`)
        .join('')
    )
  })

  test('reports as JSON', async () => {
    const { out } = await runCommand(['validate', '--to', 'customerio', '--json'])
    expect(jsonLines(out)).toEqual([[{ destination: 'customerio', problems: [] }]])
  })
})

describe('sandbox', () => {
  test('tells where it plays whom, and ends when it is interrupted', async () => {
    const interruption = new AbortController()
    const onOut = () => interruption.abort()
    const { status, out } = await runCommand(['sandbox', '--json'], { interrupt: interruption.signal, onOut })
    expect(status).toBe(0)
    expect(jsonLines(out)).toEqual([
      expect.arrayContaining([
        {
          slug: 'customerio',
          url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as unknown,
          settings: expect.any(Object) as unknown
        }
      ])
    ])
  })

  test('a port in use is one sentence', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? String(address?.port) : ''
    const { status, err } = await runCommand(['sandbox', '--port', port])
    server.close()
    expect(status).toBe(2)
    expect(err).toBe(
      `The sandbox cannot listen on the ports ${port} to ${Number(port) + 3} (EADDRINUSE); choose others with --port, or none.\n`
    )
  })
})

describe('demo', () => {
  test('sends the examples into the sandbox, and says what became of them and where to look next', async () => {
    const { status, out } = await runCommand(['demo'])
    expect(status).toBe(0)
    for (const { name } of Object.values(destinations).filter(isPlayed)) {
      expect(out).toMatch(new RegExp(`^${name.replaceAll(/[()]/g, '\\$&')} +delivered +skipped +rejected$`, 'm'))
    }
    expect(out).toMatch(/ {2}\d+ requests?, /)
    expect(out).toMatch(/ {2}Skipped\n/)
    expect(out).toMatch(/ {2}Rejected\n/)
    expect(out).toContain('Where to look next\n')
  })

  test.each(['Ctrl+C', 'a hangup'])('on a terminal it stays up and takes events, until %s', async (how) => {
    const interruption = new AbortController()
    const hangup: { end?: () => void } = {}
    let answered: Promise<unknown> | undefined
    const { terminal, written } = createTestTerminal({
      outIsTTY: true,
      errIsTTY: true,
      interrupt: interruption.signal,
      onHangup: (end) => {
        hangup.end = end
      },
      onOut: (text) => {
        const url = /events go to +(\S+)/.exec(text)?.[1]
        if (url !== undefined)
          answered = sendOne(url).finally(() => (how === 'Ctrl+C' ? interruption.abort() : hangup.end?.()))
      }
    })
    const status = await demo({}, terminal)
    expect(await answered).toEqual({ success: true })
    expect(status).toBe(0)
    expect(written.out).toContain('The service is still there, until you press Ctrl+C\n')
    expect(written.out).toMatch(/send one +curl http:\S+ -d '\{.*\}'\n/)
    expect(written.out).toMatch(/deliveries +http:\S+#token=\S+\n/)
  })

  test('outside the repository it says where to run it', async () => {
    const directory = process.cwd()
    process.chdir('/')
    const { status, err } = await runCommand(['demo']).finally(() => process.chdir(directory))
    expect(status).toBe(2)
    expect(err).toMatch(/^The demo sends examples.events\.jsonl; run it in the folder of the repository\.\n$/)
  })
})

function helpOf(words: string): string {
  const { terminal, written } = createTestTerminal()
  findCommand(
    createProgram(terminal, () => undefined),
    words.split(' ')
  ).named?.outputHelp()
  return written.out
}

/** The command that some words call, and what is left of the words. */
function findCommand(
  parent: typeof program,
  [name = '', ...args]: readonly string[]
): { readonly named: typeof program | undefined; readonly args: string[] } {
  const named = parent.commands.find((candidate) => candidate.name() === name)
  return named !== undefined && named.commands.length > 0 ? findCommand(named, args) : { named, args }
}
