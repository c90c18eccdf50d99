import type { Destination } from '@waybill/kit'
import { differencesOf } from './differences'
import { segmentFolder, segmentSlug } from './segment-definition'

/**
 * The text of a pull request that adds the destination, by the template of Segment's repository; what only its author
 * knows stands as a question.
 *
 * @see https://github.com/segmentio/action-destinations/blob/main/.github/PULL_REQUEST_TEMPLATE.md
 */
export function pullRequestText(destination: Destination): string {
  const actions = Object.entries(destination.actions).map(
    ([name, { title, description }]) => `- **${title}** (\`${name}\`): ${description}`
  )
  return `Adds the destination ${destination.name} (\`${segmentSlug(destination)}\`). ${destination.description}

${actions.join('\n')}

Each action is a pure function from a payload to the items of the API; \`delivery/\` sends them, as many together as the
API takes, and answers for each with \`MultiStatusResponse\`. Items are split only where one payload becomes several, since the API
counts items.

It was written for another runtime of action destinations. What it does otherwise in this one:

${differencesOf(destination)
  .map((difference) => `- ${difference}`)
  .join('\n')}

## Testing

- [x] Added unit tests for new functionality: \`TZ=UTC yarn cloud jest --testPathPattern=src/destinations/${segmentFolder(destination)}/\`
- [ ] Tested end-to-end using the local server: which account, which events, and what arrived?

## Security Review

- [x] **Reviewed all field definitions** for sensitive data; those that hold any use \`type: 'password'\`

## New Destination Checklist

- [x] Extracted all action API versions to the \`versioning-info.ts\` file
`
}
