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

SwaggerUIBundle({
  url: new URL('../openapi.json', window.location.href).href,
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
