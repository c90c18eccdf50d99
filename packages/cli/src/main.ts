import { Command, CommanderError, InvalidArgumentError } from 'commander'
import { demo } from './commands/demo'
import { explain } from './commands/explain'
import type { ExplainFlags } from './commands/explain'
import { list } from './commands/list'
import type { ListFlags } from './commands/list'
import { sandbox } from './commands/sandbox'
import type { SandboxFlags } from './commands/sandbox'
import { send } from './commands/send'
import type { SendFlags } from './commands/send'
import { validate } from './commands/validate'
import type { ValidateFlags } from './commands/validate'
import { EXIT } from './exit-status'
import { processOutput } from './output/writer'
import type { Output } from './output/writer'
import { UsageError } from './usage-error'

/** Runs the command line and sets the exit status of the process. */
export function main(argv: readonly string[]): void {
  // Whoever reads our output may stop early, as `head` does; that is no error of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.ok)
    throw error
  })
  run(argv.slice(2), processOutput).then(
    (status) => {
      process.exitCode = status
    },
    (error: unknown) => {
      processOutput.err(
        `actions-cli: something unexpected happened: ${error instanceof Error ? error.message : 'unknown'}.\n`
      )
      process.exitCode = EXIT.failed
    }
  )
}

/** Runs one command; resolves to the exit status. */
export async function run(args: readonly string[], output: Output): Promise<number> {
  let status: number = EXIT.ok
  const program = createProgram(output, (result) => {
    status = result
  })
  try {
    await program.parseAsync(args, { from: 'user' })
    return status
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage
    if (!(error instanceof UsageError)) throw error
    output.err(`${error.message}\n`)
    return EXIT.usage
  }
}

function createProgram(output: Output, end: (status: number) => void): Command {
  const program = new Command('actions-cli')
  program
    .description('Runs Segment-style action destinations: send events, explain them, check definitions.')
    .exitOverride()
    .configureOutput({ writeOut: output.out, writeErr: output.err })
    .showHelpAfterError('Add --help for what this command takes.')
    .addHelpText('after', '\nExit status: 0 all went through, 1 some did not, 2 the command could not run.')

  program
    .command('send')
    .description('Deliver events through the presets of a destination and account for each.')
    .requiredOption('--to <destination>', 'the destination, such as customerio')
    .option('--settings <file>', 'a JSON file with the settings, or env to read them from environment variables')
    .option('--events <file>', 'JSON lines or a JSON array; - for standard input', '-')
    .option('--sandbox', 'send to a simulator on this machine instead of the vendor')
    .option('--dry-run', 'print the requests, secrets redacted, and send nothing')
    .option('--rate <requests>', 'requests in the time window the destination declares', positiveInteger)
    .option('--json', 'write results as JSON lines')
    .addHelpText(
      'after',
      examples(
        'actions-cli send --to customerio --events examples/events.jsonl --sandbox',
        'actions-cli send --to customerio --events examples/events.jsonl --dry-run --json',
        'CUSTOMERIO_SITE_ID=… CUSTOMERIO_API_KEY=… actions-cli send --to customerio --settings env < events.jsonl'
      )
    )
    .action(async (flags: SendFlags) => end(await send(flags, output)))

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
    .action(async (flags: ExplainFlags) => end(await explain(flags, output)))

  program
    .command('validate')
    .description('Check definitions, and settings if given, without sending anything.')
    .option('--to <destination>', 'only this destination')
    .option('--settings <file>', 'a JSON file with the settings, or env')
    .option('--json', 'write the report as JSON')
    .addHelpText('after', examples('actions-cli validate', 'actions-cli validate --to customerio --settings env'))
    .action(async (flags: ValidateFlags) => end(await validate(flags, output)))

  program
    .command('list')
    .description('List the destinations, or the settings, actions and presets of one.')
    .argument('[destination]', 'the destination, such as customerio')
    .option('--json', 'write JSON')
    .addHelpText('after', examples('actions-cli list', 'actions-cli list customerio --json'))
    .action(async (slug: string | undefined, flags: ListFlags) => end(await list(slug, flags, output)))

  program
    .command('sandbox')
    .description("Play the vendors' HTTP APIs on this machine until interrupted.")
    .option('--port <number>', 'the port of Customer.io; a free one without it', positiveInteger)
    .option('--json', 'write the addresses as one JSON line')
    .addHelpText('after', examples('actions-cli sandbox --port 4010'))
    .action(async (flags: SandboxFlags) => end(await sandbox(flags, output)))

  program
    .command('demo')
    .description('Send the example events of the repository through every destination into the sandbox.')
    .addHelpText('after', examples('npm start'))
    .action(async (flags: unknown) => end(await demo(flags, output)))

  return program
}

const examples = (...lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`

function positiveInteger(text: string): number {
  const number = Number(text)
  if (Number.isSafeInteger(number) && number > 0) return number
  throw new InvalidArgumentError('It must be a whole number above 0.')
}
