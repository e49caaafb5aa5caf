/**
 * The raw material of the long request bodies: words of three languages, and a dozen tools as a coding agent sends them.
 * How they become a chat is in bodies.ts.
 */

export interface Language {
  readonly words: readonly string[]
  /** Ends a sentence. */
  readonly stop: string
  /** Stands between words. */
  readonly space: string
  /** A block that interrupts the prose now and then. */
  readonly code: string
}

const typescript = '\n```ts\nexport async function loadInvoice (id: string): Promise<Invoice> {\n  const row = await database.query("select * from invoices where id = $1", [id])\n  if (row === undefined) throw new NotFound(`no invoice "${id}"`)\n  return decodeInvoice(row) // dates are UTC\n}\n```\n'
const python = '\n```python\ndef rolling_mean(values, window=7):\n    """Mean of the last `window` values."""\n    return [sum(values[max(0, i - window + 1):i + 1]) / min(i + 1, window) for i in range(len(values))]\n```\n'
const shell = '\n```sh\ngrep -rn "TODO" src | sort | uniq -c | sort -rn | head -20\n```\n'

export const languages: readonly Language[] = [
  {
    words: 'the service returns an error when two invoices share one number and nobody has closed the older of them before midnight because we read dates in local time while the table keeps UTC so please check which migration changed this column and whether a "partial" index would help or only hide it'.split(' '),
    stop: '. ',
    space: ' ',
    code: typescript,
  },
  {
    words: 'نحتاج إلى مراجعة التقرير قبل نهاية الأسبوع لأن الأرقام في الجدول الثاني لا تطابق ما أرسله قسم المحاسبة وقد يكون السبب اختلاف المنطقة الزمنية بين الخادم وقاعدة البيانات فهل يمكنك شرح الخطوات خطوة خطوة'.split(' '),
    stop: '.\n',
    space: ' ',
    code: python,
  },
  {
    words: '我们 需要 先 确认 接口 返回 的 时间 是否 包含 时区 然后 再 检查 数据库 索引 以及 缓存 过期 策略 如果 发现 结果 不 一致 请 列出 所有 可能 原因 并 给出 修改 建议'.split(' '),
    stop: '。',
    space: '',
    code: shell,
  },
]

export interface ToolSchema {
  readonly name: string
  readonly description: string
  readonly parameters: object
}

const text = (description: string): object => ({ type: 'string', description })
const whole = (description: string, minimum: number): object => ({ type: 'integer', description, minimum })
const yesOrNo = (description: string): object => ({ type: 'boolean', description, default: false })

function tool (name: string, description: string, properties: Record<string, object>): ToolSchema {
  const required = Object.keys(properties).slice(0, 1)
  return { name, description, parameters: { type: 'object', properties, required, additionalProperties: false } }
}

const path = text('Absolute path of the file. Relative paths are refused, and so is anything outside the workspace.')

export const toolSchemas: readonly ToolSchema[] = [
  tool('read_file', 'Reads a text file of the workspace and returns its lines, each with its number. Long files are cut; ask again with an offset. Use this before any edit, so that the text to replace is known exactly.', {
    path, offset: whole('First line to return, counted from 1.', 1), limit: whole('Most lines to return.', 1),
  }),
  tool('write_file', 'Writes a whole file and makes missing folders. What was there before is lost: prefer edit_file for small changes, and never write secrets into the workspace.', {
    path, content: text('The whole new content.'), overwrite: yesOrNo('Replace a file that exists.'),
  }),
  tool('edit_file', 'Replaces one piece of text in a file. The old text must occur exactly once, with its indentation; otherwise nothing is changed and the places where it occurs are listed.', {
    path, old_text: text('Text to be replaced, verbatim.'), new_text: text('Text to put there.'), replace_all: yesOrNo('Replace every occurrence.'),
  }),
  tool('list_folder', 'Lists files and folders with sizes and dates, folders first. Hidden files and what the ignore file names are left out unless asked for.', {
    path, depth: whole('How many levels down.', 1), include_hidden: yesOrNo('Also list names that begin with a dot.'),
  }),
  tool('search_text', 'Searches the workspace for a regular expression and returns matching lines with two lines of context. Fast even in large trees; do not run grep in a shell instead.', {
    pattern: text('Regular expression in the usual syntax.'),
    glob: text('Only files whose path matches, such as "src/**/*.ts".'),
    output: { type: 'string', enum: ['lines', 'files', 'counts'], description: 'What to return.' },
  }),
  tool('run_command', 'Runs a command in a shell inside the sandbox and returns exit code, standard output and standard error. There is no terminal: commands that ask questions fail. The working folder is kept between calls.', {
    command: text('The command line.'), timeout_ms: whole('Ends the command after so many milliseconds.', 100), in_background: yesOrNo('Return at once.'),
  }),
  tool('fetch_page', 'Fetches a public web page and returns its readable text. Addresses inside the network are refused. Pages behind a login cannot be read.', {
    url: { type: 'string', format: 'uri', description: 'Address with its scheme.' }, question: text('What to look for on the page.'),
  }),
  tool('search_web', 'Searches the web and returns titles, addresses and short excerpts. Results may be old: compare their dates before relying on one.', {
    query: text('What to look for.'),
    domains: { type: 'array', items: { type: 'string' }, description: 'Only results from these domains.' },
    newest_first: yesOrNo('Order by date.'),
  }),
  tool('query_database', 'Runs one read-only SQL statement against the development database and returns at most 200 rows as JSON. Statements that write are refused before they reach the server.', {
    statement: text('One SQL statement.'),
    values: { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'number' }, { type: 'null' }] }, description: 'Values of $1, $2 and so on.' },
  }),
  tool('create_ticket', 'Opens a ticket for work that is outside this conversation. Tell the person about it afterwards. Do not open two tickets for one thing.', {
    title: text('One line.'),
    detail: { type: 'object', description: 'What is known.', properties: { body: text('Markdown.'), labels: { type: 'array', items: { type: 'string' } }, severity: { type: 'string', enum: ['low', 'normal', 'high'] } } },
  }),
  tool('read_calendar', 'Lists the events of a calendar between two times, with their people and places. Times are ISO 8601 with an offset.', {
    from: { type: 'string', format: 'date-time', description: 'Beginning.' }, to: { type: 'string', format: 'date-time', description: 'End.' }, calendar: text('Name of the calendar.'),
  }),
  tool('plan_steps', 'Keeps the list of steps of a longer piece of work. Send the whole list each time; exactly one step may be in progress.', {
    steps: {
      type: 'array',
      description: 'All steps in order.',
      items: { type: 'object', properties: { title: text('What is done.'), state: { type: 'string', enum: ['waiting', 'in_progress', 'done'] } }, required: ['title', 'state'] },
    },
  }),
]
