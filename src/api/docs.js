/** Starts Swagger UI. */
const { SwaggerUIBundle, history } = window;

/** Each operation that is opened would be a page of its own to the browser, and Back would lead from one to the next. */
history.pushState = history.replaceState;

/** Characters from which on an answer is shown plain: coloured, 400,000 hold the page up for seconds. */
const MOST_COLOURED = 50_000;

/** How deep schemas are written into each other; what lies deeper is named. */
const MOST_NESTED = 3;

const plainWhereLarge = () => ({
  wrapComponents: {
    SyntaxHighlighter:
      (Original, { React, getComponent }) =>
      (props) =>
        typeof props.children === 'string' && props.children.length > MOST_COLOURED
          ? React.createElement(getComponent('PlainTextViewer'), null, props.children)
          : React.createElement(Original, props),
  },
});

/** A part of the document with what it refers to written in, marked as Swagger UI marks it. */
function expand(document, part, depth) {
  if (typeof part !== 'object' || part === null) return part;
  if (Array.isArray(part)) return part.map((item) => expand(document, item, depth));
  const { $ref, ...own } = part;
  if (typeof $ref !== 'string')
    return Object.fromEntries(
      Object.entries(part).map(([key, value]) => [key, expand(document, value, depth)]),
    );
  const [, , kind, name] = $ref.split('/');
  const isSchema = kind === 'schemas';
  if (isSchema && depth === 0) return part;
  const target = expand(document, document.components[kind][name], isSchema ? depth - 1 : depth);
  return { ...(isSchema ? { title: name } : {}), ...target, ...own, $$ref: $ref };
}

/**
 * A parameter with an example of it, and with what each word means that it takes; operators take those of their filter.
 * Of one value or several the page shows what has a form of its own: words to choose from, or a text with commas.
 */
function explain({ schema: { anyOf, ...schema }, ...parameter }) {
  const { name, description } = parameter;
  const [one, several] = anyOf ?? [schema];
  const [example] = schema.examples ?? [];
  const asked = example === undefined ? '' : ` Such as \`${name}=${example}\`.`;
  const words = name.includes('__') || !one.enum || one.description === description ? '' : one.description;
  return {
    ...parameter,
    description: `${description}${asked}${words ? `\n\n${words}` : ''}`,
    schema: { ...schema, ...(one.enum && several ? several : one) },
  };
}

/** An operation, or a schema by itself, with what it refers to; of all schemas together none. */
function readPart(document, path) {
  const part = path.reduce((whole, key) => whole?.[key], document);
  const read = expand(document, part, path.length > 2 ? MOST_NESTED : 0);
  return read?.parameters ? { ...read, parameters: read.parameters.map(explain) } : read;
}

/** Collections whose records have an operation of their own on the page; of others the lists stand for them. */
const SINGLE =
  /^\/(demands|statements|sources|events|people|parties|regions|weapons|topics|positions|commitments|citations)\//;

/**
 * The document without the paths that only add a suffix to another's, since lists offer each format by Accept, and
 * without single records of most collections: of some ninety operations or more the page would hold only those in
 * sight, where no browser finds the others.
 */
function withoutVariants({ paths, ...document }) {
  const kept = Object.entries(paths).filter(
    ([path]) => !/\.\w+$/.test(path) && (SINGLE.test(path) || !/^\/\w+\/\{id\}$/.test(path)),
  );
  return { ...document, paths: Object.fromEntries(kept) };
}

/**
 * Reads the document by means of its own. Swagger UI's read it as YAML, and again as a whole, every reference in it
 * followed, for each operation that is opened: seconds each.
 */
function readQuickly() {
  let document = {};
  const wrapActions = {
    parseToJson:
      (_, { specActions }) =>
      (text) => {
        document = withoutVariants(JSON.parse(text));
        return specActions.updateJsonSpec(document);
      },
    requestResolvedSubtree:
      (_, { specActions }) =>
      (path) => {
        queueMicrotask(() => specActions.updateResolvedSubtree(path, readPart(document, path)));
      },
  };
  const wrapSelectors = {
    // Theirs makes this of every parameter of the operation to choose one: of a hundred, ten thousand a keystroke.
    parameterWithMetaByIdentity: () => (state, pathMethod, parameter) => {
      const name = `${parameter.get('in')}.${parameter.get('name')}`;
      const typed = (key) => state.getIn(['meta', 'paths', ...pathMethod, 'parameters', key]);
      return parameter.merge(typed(name), typed(`${name}.hash-${parameter.hashCode()}`));
    },
  };
  return { statePlugins: { spec: { wrapActions, wrapSelectors } } };
}

SwaggerUIBundle({
  url: new URL('../openapi.json', window.location.href).href,
  dom_id: '#swagger-ui',
  layout: 'BaseLayout',
  plugins: [plainWhereLarge, readQuickly],
  validatorUrl: null,
  deepLinking: true,
  docExpansion: 'list',
  displayRequestDuration: true,
  tryItOutEnabled: true,
  defaultModelsExpandDepth: 0,
});
