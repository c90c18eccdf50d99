import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, snippet } from '@codemirror/autocomplete'
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { bracketMatching } from '@codemirror/language'
import { lintKeymap, setDiagnostics } from '@codemirror/lint'
import { Annotation, Compartment, EditorState, Prec } from '@codemirror/state'
import type { Extension } from '@codemirror/state'
import { EditorView, keymap, lineNumbers, placeholder } from '@codemirror/view'
import { useEffect, useRef } from 'preact/hooks'
import type { TextRange } from './json-tree'
import type { Suggestions } from './suggestion'
import { theme } from './theme'

/** Something wrong at a place of the text. */
export interface Mark extends TextRange {
  readonly severity: 'error' | 'warning'
  readonly message: string
}

export interface CodeEditorProps {
  readonly label: string
  readonly language: 'json' | 'fql'
  /** The text as it is now; read again whenever the editor may have fallen behind it. */
  readonly text: () => string
  /** Told of every change at once, so that `text` never falls behind what is typed. */
  readonly onText: (text: string) => void
  /** Told where the cursor is whenever it moves. */
  readonly onCursor?: (position: number) => void
  readonly marks: readonly Mark[]
  readonly suggest: (text: string, position: number) => Suggestions | undefined
  readonly placeholder?: string
  readonly isReadOnly?: boolean
}

/**
 * A text editor with help: CodeMirror in a shadow root, where its styles are adopted style sheets, so that the page's
 * policy can forbid everything inline. Tab leaves it, as it leaves any other field.
 */
export function CodeEditor(props: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(undefined)
  const latest = useRef(props)
  latest.current = props
  const { marks, isReadOnly = false } = props
  const text = props.text()
  // By content: whoever renders the editor makes a new list each time.
  const marked = JSON.stringify(marks)

  useEffect(() => {
    const element = host.current
    if (element === null) return undefined
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open', delegatesFocus: true })
    const created = new EditorView({ root, parent: root, state: createState(latest) })
    view.current = created
    return () => created.destroy()
  }, [])

  useEffect(() => {
    const current = view.current
    if (current === undefined) return
    // Not the text that was drawn: more may have been typed since, and must not be taken back.
    const now = latest.current.text()
    if (current.state.doc.toString() !== now) replaceText(current, now)
    current.dispatch(setDiagnostics(current.state, latest.current.marks.map(within(now.length))))
  }, [text, marked])

  useEffect(() => {
    view.current?.dispatch({ effects: editing.reconfigure(readOnly(isReadOnly)) })
  }, [isReadOnly])

  return <div class={`code-editor code-editor-${props.language}`} ref={host} />
}

/** Marks a change as the page's own, which the page need not be told. */
const fromPage = Annotation.define<boolean>()

const editing = new Compartment()

const readOnly = (isReadOnly: boolean): Extension => [
  EditorState.readOnly.of(isReadOnly),
  EditorView.editable.of(!isReadOnly)
]

const within =
  (length: number) =>
  ({ from, to, ...rest }: Mark) => ({ ...rest, from: Math.min(from, length), to: Math.min(to, length) })

const replaceText = (view: EditorView, text: string) =>
  view.dispatch({
    changes: { from: 0, to: view.state.doc.length, insert: text },
    selection: { anchor: 0 },
    annotations: fromPage.of(true)
  })

function createState(latest: { readonly current: CodeEditorProps }): EditorState {
  const { text, label, language, isReadOnly = false } = latest.current
  return EditorState.create({
    doc: text(),
    extensions: [
      language === 'json' ? [json(), lineNumbers()] : oneLine,
      EditorView.lineWrapping,
      history(),
      closeBrackets(),
      bracketMatching(),
      autocompletion({ override: [(context) => complete(context, latest.current)], icons: false }),
      // Sending is the page's: it hears the key when it bubbles up.
      Prec.highest(keymap.of([{ key: 'Mod-Enter', run: () => true }])),
      keymap.of([...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...defaultKeymap, ...historyKeymap]),
      editing.of(readOnly(isReadOnly)),
      EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', autocapitalize: 'off' }),
      placeholder(latest.current.placeholder ?? ''),
      EditorView.updateListener.of(({ docChanged, selectionSet, state, transactions }) => {
        const isOwn = transactions.some((transaction) => transaction.annotation(fromPage) === true)
        if (docChanged && !isOwn) latest.current.onText(state.doc.toString())
        if (docChanged || selectionSet) latest.current.onCursor?.(state.selection.main.head)
      }),
      theme
    ]
  })
}

/** An expression stands on one line: a pasted one is joined to it. */
const oneLine = EditorState.transactionFilter.of((transaction) =>
  transaction.docChanged && transaction.newDoc.lines > 1
    ? [
        {
          changes: {
            from: 0,
            to: transaction.startState.doc.length,
            insert: transaction.newDoc.toString().replaceAll(/\s*\n\s*/g, ' ')
          }
        }
      ]
    : transaction
)

function complete(context: CompletionContext, { suggest }: CodeEditorProps): CompletionResult | null {
  const text = context.state.doc.toString()
  const suggestions = suggest(text, context.pos)
  if (suggestions === undefined) return null
  const { from, replace, options } = suggestions
  // Not after every space and bracket: only once something is being written, or when asked for (Ctrl Space).
  if (!context.explicit && from === context.pos && !/["@$]$/.test(text.slice(0, context.pos))) return null
  return {
    from,
    options: options.map(({ label, detail, info, boost, template }) => ({
      label,
      ...(detail !== undefined && { detail }),
      ...(info !== undefined && { info }),
      ...(boost !== undefined && { boost }),
      apply: (view: EditorView, completion: Completion) =>
        snippet(template ?? label)(view, completion, replace.from, Math.max(context.pos, replace.to))
    }))
  }
}
