/** Starts Swagger UI. */
const { SwaggerUIBundle } = window;

/** Characters from which on an answer is shown plain: coloured, 400,000 hold the page up for seconds. */
const MOST_COLOURED = 50_000;

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

const url = new URL('../openapi.json', window.location.href).href;

/**
 * The document without the paths that only add a suffix to another's: lists offer each format by Accept, and Swagger UI
 * reads the whole document again for every operation that is opened.
 */
function withoutSuffixes(text) {
  const document = JSON.parse(text);
  for (const path of Object.keys(document.paths)) if (/\.\w+$/.test(path)) delete document.paths[path];
  return JSON.stringify(document);
}

SwaggerUIBundle({
  url,
  responseInterceptor: (response) => {
    if (response.url === url) response.text = withoutSuffixes(response.text);
    return response;
  },
  dom_id: '#swagger-ui',
  layout: 'BaseLayout',
  plugins: [plainWhereLarge],
  validatorUrl: null,
  deepLinking: true,
  docExpansion: 'list',
  displayRequestDuration: true,
  tryItOutEnabled: true,
  defaultModelsExpandDepth: 0,
});
