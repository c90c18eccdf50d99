import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { isJsonObject } from '@waybill/kit'
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { addAuthoringCommands } from './commands/authoring'
import { addOperatingCommands } from './commands/operating'
import type { DeletionsFlags } from './commands/deletions'
import type { DemoFlags } from './commands/demo'
import type { ExplainFlags } from './commands/explain'
import type { InitFlags } from './commands/init'
import type { ListFlags } from './commands/list'
import type { RunFlags } from './commands/run'
import { PORTS } from './commands/sandbox-ports'
import type { SandboxFlags } from './commands/sandbox'
import type { SendFlags } from './commands/send'
import type { ServeFlags } from './commands/serve'
import type { ValidateFlags } from './commands/validate'
import { EXIT } from './exit-status'
import { loadCommand } from './load-command'
import { processTerminal } from './output/terminal'
import type { Terminal } from './output/terminal'
import { CONFIGURATION_FILE } from './service/configuration-file'
import { UsageError } from './usage-error'

const LINGER_MILLISECONDS = 500

/** Runs the command line and sets the exit status of the process. */
export function main(argv: readonly string[]): void {
  // Events go by once: a young generation that keeps small is enough for them, and a third of the memory.
  setFlagsFromString('--semi-space-growth-factor=1')
  for (const stream of [process.stdout, process.stderr]) stream.on('error', endOnWriteError)
  run(argv.slice(2), processTerminal()).then(
    (status) => {
      process.exitCode = status
      exitSoon()
    },
    (error: unknown) => {
      process.stderr.write(unexpected(error))
      process.exitCode = EXIT.failed
    }
  )
}

/** Whoever reads our output may stop early, as `head` does: no error of ours, and nothing is left to say. */
function endOnWriteError({ code }: NodeJS.ErrnoException): void {
  if (code !== 'EPIPE') process.stderr.write(`The output cannot be written (${code}); make room for it.\n`)
  process.exit(code === 'EPIPE' ? EXIT.ok : EXIT.failed)
}

/** What was given up when the time to end was over, such as a request to a collector of traces, does not keep the process. */
function exitSoon(): void {
  setTimeout(() => {
    if (process.stdout.writableLength + process.stderr.writableLength > 0) exitSoon()
    else process.exit()
  }, LINGER_MILLISECONDS).unref()
}

// The message of an error nobody foresaw may quote anything: only its name and code are told.
function unexpected(error: unknown): string {
  const name = error instanceof Error ? error.name : 'error'
  const code = error instanceof Error && 'code' in error ? ` ${String(error.code)}` : ''
  return `actions-cli failed (${name}${code}): a fault of its own, please report it with the command you ran.\n`
}

/** Runs one command; resolves to the exit status. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  let status: number = EXIT.ok
  const program = createProgram(terminal, (result) => {
    status = result
  })
  try {
    await program.parseAsync(args, { from: 'user' })
    return status
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage
    if (!(error instanceof UsageError)) throw error
    terminal.err(`${error.message}\n`)
    return EXIT.usage
  }
}

/** The commands with their flags and help; `end` is told the exit status of the one that ran. */
export function createProgram(terminal: Terminal, end: (status: number) => void): Command {
  const program = new Command('actions-cli')
  program
    .description('Runs Segment-style action destinations: send events, explain them, check definitions.')
    .version(readVersion(), '-V, --version', 'print the version')
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .showHelpAfterError('Add --help for what this command takes.')
    .addHelpText(
      'after',
      '\nExit status: 0 all went through, 1 some did not, 2 the command could not run, 130 it was interrupted.'
    )

  program
    .command('init')
    .description('Write a configuration for actions-cli run, asking what it should hold.')
    .argument('[configuration]', 'the file to write', 'waybill.yaml')
    .option('--to <destination>', 'a destination, such as customerio; may be given several times', collect)
    .option('--origin <origin>', 'a page that sends from a browser, such as https://www.example.com', collect)
    .option('--port <number>', 'the port to take events at', positiveInteger)
    .option('--force', 'replace the file if it is there')
    .option('--json', 'write what was made as one JSON line')
    .addHelpText('after', examples('actions-cli init', 'actions-cli init waybill.yaml --to customerio --port 8080'))
    .action(async (path: string, flags: InitFlags) => end(await loadCommand.init().init(path, flags, terminal)))

  program
    .command('run')
    .description('Take events in over HTTP and deliver them, as the configuration says, until it is told to end.')
    .argument('[configuration]', 'the configuration file', 'waybill.yaml')
    .option('--sandbox', 'deliver to simulators of the vendors, whatever settings the configuration has')
    .addOption(
      new Option('--log <format>', 'how to tell what happens: sentences, or JSON lines on standard error')
        .choices(['text', 'json'])
        .default('text')
    )
    .addHelpText(
      'after',
      '\nIt ends on SIGTERM and Ctrl+C, and reads the configuration again on SIGHUP.\n' +
        examples('actions-cli run', 'actions-cli run --sandbox', 'actions-cli run /etc/waybill/waybill.yaml')
    )
    .action(async (path: string, flags: RunFlags) => {
      // Until the configuration is read there is nothing to read again, and SIGHUP would end the process.
      terminal.onHangup(() => undefined)
      end(await loadCommand.run().run(path, flags, terminal))
    })

  program
    .command('deletions')
    .description('Show who was deleted where, with the proof: what each destination was sent and answered.')
    .argument('[configuration]', 'the configuration file of the service (default: WAYBILL_DATA, else waybill.yaml)')
    .option('--user <id>', 'only the requests to delete this person')
    .option('--data <folder>', 'the data folder, in place of a configuration')
    .option('--json', 'write each request as one JSON line')
    .addHelpText(
      'after',
      '\nExit status 1 says that a destination has not deleted somebody, or not yet.\n' +
        examples('actions-cli deletions --user user-42', 'actions-cli deletions --data /var/lib/waybill --json')
    )
    .action(async (path: string | undefined, flags: DeletionsFlags) =>
      end(await loadCommand.deletions().deletions(path, flags, terminal))
    )

  program
    .command('send')
    .description('Deliver events through the presets of a destination and account for each.')
    .requiredOption('--to <destination>', 'the destination, such as customerio')
    .option('--settings <file>', 'a JSON file with the settings, or env to read them from environment variables')
    .option('--events <file>', 'JSON lines or a JSON array; - for standard input', '-')
    .option('--sandbox [url]', 'send to a simulator of the vendor: one of its own, or the running one at this address')
    .option('--dry-run', 'print the requests, secrets redacted, and send nothing')
    .option('--rate <requests>', 'requests in the time window the destination declares', positiveInteger)
    .option('--json', 'write results as JSON lines')
    .addHelpText(
      'after',
      examples(
        'actions-cli send --to customerio --events examples/events.jsonl --sandbox',
        'actions-cli send --to customerio --events examples/events.jsonl --sandbox http://127.0.0.1:4010',
        'actions-cli send --to customerio --events examples/events.jsonl --dry-run --json',
        'actions-cli send --to customerio --settings settings.json --events events.jsonl --rate 100',
        'gunzip -c events.jsonl.gz | actions-cli send --to customerio --settings env'
      )
    )
    .action(async (flags: SendFlags) => end(await loadCommand.send().send(flags, terminal)))

  program
    .command('explain')
    .description('Show why an event becomes what it becomes: clauses, fields, items, requests.')
    .requiredOption('--to <destination>', 'the destination, such as customerio')
    .option('--event <file>', 'a file with one event; - for standard input')
    .option('--events <file>', 'a file of events, together with --line')
    .option('--line <number>', 'the line of the event in that file', positiveInteger)
    .option('--settings <file>', 'a JSON file with the settings, or env; without it, made-up ones')
    .option('--json', 'write the explanation as one JSON line')
    .addHelpText(
      'after',
      examples(
        'actions-cli explain --to customerio --events examples/events.jsonl --line 2',
        'actions-cli explain --to customerio --event event.json --json'
      )
    )
    .action(async (flags: ExplainFlags) => end(await loadCommand.explain().explain(flags, terminal)))

  program
    .command('validate')
    .description('Check a configuration file, or definitions and settings, without sending anything.')
    .argument(
      '[configuration]',
      'a configuration file (default: waybill.yaml if it is there and neither option is given, else the definitions)'
    )
    .option('--to <destination>', 'the definition of this destination')
    .option('--settings <file>', 'a JSON file with the settings, or env')
    .option('--json', 'write the report as JSON')
    .addHelpText(
      'after',
      examples(
        'actions-cli validate',
        'actions-cli validate /etc/waybill/waybill.yaml',
        'actions-cli validate --to customerio --settings env'
      )
    )
    .action(async (given: string | undefined, flags: ValidateFlags) => {
      const isOfDefinition = flags.to !== undefined || flags.settings !== undefined
      const path = given ?? (!isOfDefinition && existsSync(CONFIGURATION_FILE) ? CONFIGURATION_FILE : undefined)
      end(
        path === undefined
          ? await loadCommand.validate().validate(flags, terminal)
          : await loadCommand.validateConfiguration().validateConfiguration(path, flags, terminal)
      )
    })

  program
    .command('list')
    .description('List the destinations, or the settings, actions and presets of one.')
    .argument('[destination]', 'the destination, such as customerio')
    .option('--json', 'write JSON')
    .addHelpText('after', examples('actions-cli list', 'actions-cli list customerio --json'))
    .action(async (slug: string | undefined, flags: ListFlags) =>
      end(await loadCommand.list().list(slug, flags, terminal))
    )

  program
    .command('sandbox')
    .description("Play the vendors' HTTP APIs on this machine until interrupted.")
    .option(
      '--port <number>',
      'the port of Customer.io; the other vendors take those behind it; without it, free ones',
      portNumber
    )
    .option('--json', 'write the addresses as one JSON line')
    .addHelpText('after', examples('actions-cli sandbox --port 4010'))
    .action(async (flags: SandboxFlags) => end(await loadCommand.sandbox().sandbox(flags, terminal)))

  program
    .command('demo')
    .description('Send the example events of the repository through every destination into the sandbox.')
    .option('--json', 'write the summary as one JSON line')
    .addHelpText('after', examples('npm start', 'npm start -- --json'))
    .action(async (flags: DemoFlags) => end(await loadCommand.demo().demo(flags, terminal)))

  program
    .command('serve')
    .description("Try destinations out on this machine: the tester page, and the HTTP contract of Segment's own serve.")
    .option(
      '-d, --destination <name>',
      'only this one, by its name or the folder of one of your own; its routes have no name in front'
    )
    .option(
      '-b, --directory <folder>',
      'a folder of destinations of your own; without it, those that come with Waybill'
    )
    .option('-n, --noUI', 'neither the page nor the WebSocket')
    .option('-r, --browser', 'browser destinations, whose definition is src/index.ts')
    .option(
      '-p, --port <number>',
      'the port, 0 for a free one; without it, PORT from the environment, else 3000',
      servePort
    )
    .option('--json', 'write the addresses as one JSON line')
    .addHelpText(
      'after',
      examples('actions-cli serve', 'actions-cli serve -d customerio', 'actions-cli serve -b ./destinations --port 0')
    )
    .action(async (flags: ServeFlags) => end(await loadCommand.serve().serve(flags, terminal)))

  addOperatingCommands(program, terminal, end)
  addAuthoringCommands(program, terminal, end)
  return program
}

function readVersion(): string {
  const description: unknown = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8'))
  return isJsonObject(description) ? String(description['version']) : ''
}

const examples = (...lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value]

function positiveInteger(text: string): number {
  const number = Number(text)
  if (Number.isSafeInteger(number) && number > 0) return number
  throw new InvalidArgumentError('It must be a whole number above 0.')
}

function servePort(text: string): number {
  if (text === '0') return 0
  const port = positiveInteger(text)
  if (port <= 65_534) return port
  throw new InvalidArgumentError('It must be at most 65534, so that there is a port behind it.')
}

function portNumber(text: string): number {
  const number = positiveInteger(text)
  const highest = 65_536 - PORTS
  if (number <= highest) return number
  throw new InvalidArgumentError(`It must be at most ${highest}, so that there are ports behind it.`)
}
