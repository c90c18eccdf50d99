import { InvalidArgumentError, Option } from 'commander'
import type { Command } from 'commander'
import { loadCommand } from '../load-command'
import { readTime } from '../operations/read-time'
import type { OperationsFlags } from '../operations/operations-client'
import type { Terminal } from '../output/terminal'
import type { ListDeadLettersFlags, RetryFlags, ShowDeadLetterFlags } from './dead-letters'
import type { ListEventsFlags, OutcomesFlags } from './events'
import type { PauseFlags } from './pause'
import type { ReplayFlags } from './replay'

type End = (status: number) => void

/** The commands for who runs a service: each asks the operations port of one that is running. */
export function addOperatingCommands(program: Command, terminal: Terminal, end: End): void {
  addStateCommands(program, terminal, end)
  addDeadLetterCommands(program, terminal, end)
  addEventCommands(program, terminal, end)
  addJobCommands(program, terminal, end)
}

function addStateCommands(program: Command, terminal: Terminal, end: End): void {
  withService(program.command('status').description('Show how a running service is doing, instance by instance.'))
    .addHelpText('after', examples('actions-cli status', 'actions-cli status --data /var/lib/waybill --json'))
    .action(async (flags: OperationsFlags) => end(await loadCommand.status().status(flags, terminal)))

  withService(program.command('pause').description('Send nothing of an instance until it is resumed; events are kept.'))
    .argument('<instance>', 'the id of the destination in waybill.yaml')
    .option('--reason <text>', 'why; shown wherever the pause is')
    .addHelpText('after', examples('actions-cli pause customerio --reason "maintenance until noon"'))
    .action(async (instance: string, flags: PauseFlags) =>
      end(await loadCommand.pause().pause(instance, flags, terminal))
    )

  withService(program.command('resume').description('Let a paused instance go on, whoever paused it.'))
    .argument('<instance>', 'the id of the destination in waybill.yaml')
    .addHelpText('after', examples('actions-cli resume customerio'))
    .action(async (instance: string, flags: OperationsFlags) =>
      end(await loadCommand.pause().resume(instance, flags, terminal))
    )

  withService(
    program
      .command('test-authentication')
      .description('Ask the vendors whether the credentials of a running service are right.')
  )
    .argument('[instance]', 'only this one')
    .addHelpText('after', examples('actions-cli test-authentication', 'actions-cli test-authentication customerio'))
    .action(async (instance: string | undefined, flags: OperationsFlags) =>
      end(await loadCommand.testAuthentication().testAuthentication(instance, flags, terminal))
    )
}

function addDeadLetterCommands(program: Command, terminal: Terminal, end: End): void {
  const letters = program
    .command('dead-letters')
    .description('What could not be delivered: list, show, retry, drop.')
    .enablePositionalOptions()

  withDeadLetterFilter(withService(letters.command('list').description('List dead letters, oldest first.')))
    .option('--after <position>', 'only those after this one: for the next page', wholeNumber)
    .option('--maximum <number>', 'how many, at most 500', wholeNumber)
    .addHelpText(
      'after',
      examples('actions-cli dead-letters list', 'actions-cli dead-letters list --reason "invalid email"')
    )
    .action(async (flags: ListDeadLettersFlags) =>
      end(await loadCommand.deadLetters().listDeadLetters(flags, terminal))
    )

  withService(letters.command('show').description('Show one: its event, why it was refused, what would be sent now.'))
    .argument('<position>', 'the number that list shows', wholeNumber)
    .option('--event <file>', 'show what this event would become in its place; - for standard input')
    .option('--mapping <file>', 'show what it would become with these fields of a subscription mapped differently')
    .addHelpText(
      'after',
      examples(
        'actions-cli dead-letters show 7',
        'actions-cli dead-letters show 7 --event mended.json',
        'actions-cli dead-letters show 7 --mapping mended.yaml'
      )
    )
    .action(async (position: number, flags: ShowDeadLetterFlags) =>
      end(await loadCommand.deadLetters().showDeadLetter(position, flags, terminal))
    )

  withSelection(withService(letters.command('retry').description('Put dead letters back: one, many, or all.')))
    .option('--per-second <number>', 'how many a second; without it, as fast as the queue takes them', pace)
    .option('--with-event <file>', 'send this event in place of that of one dead letter; - for standard input')
    .addHelpText(
      'after',
      examples(
        'actions-cli dead-letters retry 7 8',
        'actions-cli dead-letters retry 7 --with-event mended.json',
        'actions-cli dead-letters retry --instance customerio --per-second 50',
        'actions-cli dead-letters retry --all'
      )
    )
    .action(async (positions: readonly number[], flags: RetryFlags) =>
      end(await loadCommand.deadLetters().retryDeadLetters(positions, flags, terminal))
    )

  withSelection(withService(letters.command('drop').description('Forget dead letters; their outcomes stay.')))
    .addHelpText('after', examples('actions-cli dead-letters drop 7', 'actions-cli dead-letters drop --user u-1'))
    .action(async (positions: readonly number[], flags: RetryFlags) =>
      end(await loadCommand.deadLetters().dropDeadLetters(positions, flags, terminal))
    )
}

function addEventCommands(program: Command, terminal: Terminal, end: End): void {
  const events = program.command('events').description('Past events out of the log of a running service: list, show.')

  withEventFilter(withService(events.command('list').description('List past events, the latest first.')))
    .option('--maximum <number>', 'how many, at most 500', wholeNumber)
    .addHelpText(
      'after',
      examples('actions-cli events list --user u-1', 'actions-cli events list --from 2h --event "Order Completed"')
    )
    .action(async (flags: ListEventsFlags) => end(await loadCommand.events().listEvents(flags, terminal)))

  withService(
    events.command('show').description("Show one event's whole way: what each instance makes of it, what became of it.")
  )
    .argument('<id>', 'its whole messageId')
    .addHelpText('after', examples('actions-cli events show 0d0a6f2e-3c1b-4a5d-9e7f-8b2c6d4e1f00'))
    .action(async (id: string, flags: OperationsFlags) =>
      end(await loadCommand.events().showEvent(id, flags, terminal))
    )

  withService(program.command('outcomes').description('Search what became of events, last recorded first.'))
    .option('--user <id>', 'of this user or anonymous id')
    .option('--message-id <id>', 'of this event')
    .option('--instance <id>', 'at this instance')
    .addOption(new Option('--kind <kind>', 'only these').choices(['delivered', 'rejected', 'expired', 'skipped']))
    .option('--maximum <number>', 'how many, at most 500', wholeNumber)
    .addHelpText('after', examples('actions-cli outcomes --user u-1', 'actions-cli outcomes --kind rejected'))
    .action(async (flags: OutcomesFlags) => end(await loadCommand.events().outcomes(flags, terminal)))

  withEventFilter(
    withService(
      program
        .command('replay')
        .description('Send past events to one instance once more; what it does not want is passed over.')
    )
  )
    .requiredOption('--to <instance>', 'the id of the destination in waybill.yaml')
    .option('--dry-run', 'say what would be sent, and send nothing')
    .option('--name <name>', 'repeat a replay under its name to send only what is missing; without it, the time')
    .option('--per-second <number>', 'how many events a second; without it, as fast as the queue takes them', pace)
    .addHelpText(
      'after',
      examples(
        'actions-cli replay --to customerio --from 2026-11-20 --until 2026-11-21 --dry-run',
        'actions-cli replay --to customerio --from 2h --event "Order Completed" --name orders --per-second 100'
      )
    )
    .action(async (flags: ReplayFlags) => end(await loadCommand.replay().replay(flags, terminal)))
}

function addJobCommands(program: Command, terminal: Terminal, end: End): void {
  const jobs = program.command('jobs').description('Retries and replays, which go on over a restart: list, cancel.')

  withService(jobs.command('list').description('List retries and replays, the last started first.'))
    .addHelpText('after', examples('actions-cli jobs list'))
    .action(async (flags: OperationsFlags) => end(await loadCommand.jobs().listJobs(flags, terminal)))

  withService(jobs.command('cancel').description('End one; what it has put into the queue is delivered.'))
    .argument('<id>', 'the id that list shows')
    .addHelpText('after', examples('actions-cli jobs cancel mh1x2y3z-1'))
    .action(async (id: string, flags: OperationsFlags) => end(await loadCommand.jobs().cancelJob(id, flags, terminal)))
}

const withService = (command: Command): Command =>
  command
    .option('--data <folder>', 'the data folder of the service (default: WAYBILL_DATA, else waybill-data)')
    .option('--url <address>', 'the operations port (default: what the service wrote into its data folder)')
    .option('--json', 'write the answer as one JSON line')

const withDeadLetterFilter = (command: Command): Command =>
  command
    .option('--instance <id>', 'of this instance')
    .option('--lane <lane>', 'of this lane')
    .option('--user <id>', 'of this user or anonymous id')
    .option('--message-id <id>', 'of this event')
    .option('--event <name>', 'of events of this name, or of this type')
    .option('--reason <text>', 'whose reason holds this')
    .option(
      '--set-aside-from <time>',
      'set aside at this time or later, such as 2026-11-20, or 2h for so long ago',
      time
    )
    .option('--set-aside-until <time>', 'set aside before this time', time)

const withSelection = (command: Command): Command =>
  withDeadLetterFilter(command)
    .argument('[positions...]', 'the numbers that list shows', collectNumbers)
    .option('--all', 'all that there are')

const withEventFilter = (command: Command): Command =>
  command
    .option('--from <time>', 'accepted at this time or later, such as 2026-11-20, or 2h for so long ago', time)
    .option('--until <time>', 'accepted before this time', time)
    .option('--user <id>', 'of this user or anonymous id')
    .option('--message-id <id>', 'this event')
    .option('--type <type>', 'of this type, such as track')
    .option('--event <name>', 'of this name')
    .option('--source <id>', 'of this source')

const examples = (...lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`

const time = (text: string): number => readTime(text, Date.now())

function wholeNumber(text: string): number {
  const number = Number(text)
  if (Number.isSafeInteger(number) && number > 0) return number
  throw new InvalidArgumentError('It must be a whole number above 0.')
}

const collectNumbers = (text: string, before: readonly number[] = []): readonly number[] => [
  ...before,
  wholeNumber(text)
]

function pace(text: string): number {
  const number = Number(text)
  if (number > 0 && Number.isFinite(number)) return number
  throw new InvalidArgumentError('It must be a number above 0.')
}
