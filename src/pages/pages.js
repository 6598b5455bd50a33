/** What pages can do besides, where scripts run: without them everything is there. */

/** Buttons that copy, which need a script at all. */
for (const button of document.querySelectorAll('[data-copy]')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    const label = button.textContent;
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = 'Copied';
    setTimeout(() => {
      button.textContent = label;
    }, 1500);
  });
}

/** Milliseconds after the last key until suggestions are asked for. */
const PATIENCE = 120;

/** Suggestions beneath a search field, as links that the arrow keys reach. */
for (const form of document.querySelectorAll('[data-suggest]')) {
  const field = form.querySelector('input');
  const list = document.createElement('ul');
  list.className = 'suggestions';
  list.hidden = true;
  form.append(list);
  let asked = 0;

  const show = (hits) => {
    list.replaceChildren(
      ...hits.map(({ name, url, collection }) => {
        const item = document.createElement('li');
        const link = document.createElement('a');
        const tag = document.createElement('span');
        link.href = url;
        tag.className = 'tag';
        tag.textContent = ` ${collection.replaceAll('_', ' ')}`;
        link.append(name, tag);
        item.append(link);
        return item;
      }),
    );
    list.hidden = hits.length === 0;
  };

  field.addEventListener('input', () => {
    const turn = ++asked;
    setTimeout(async () => {
      if (turn !== asked) return;
      const written = field.value.trim();
      if (written.length < 2) return show([]);
      const query = new URLSearchParams({ q: /\w$/.test(written) ? `${written}*` : written, limit: '8' });
      const answer = await fetch(`${form.dataset.suggest}?${query}`, {
        headers: { accept: 'application/json' },
      });
      // What is half written may be no question yet.
      if (turn === asked) show(answer.ok ? (await answer.json()).data : []);
    }, PATIENCE);
  });
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') return show([]);
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const stops = [field, ...list.querySelectorAll('a')];
    const at = stops.indexOf(document.activeElement) + (event.key === 'ArrowDown' ? 1 : -1);
    stops[Math.max(0, Math.min(at, stops.length - 1))].focus();
    event.preventDefault();
  });
  form.addEventListener('focusout', (event) => {
    if (!form.contains(event.relatedTarget)) list.hidden = true;
  });
}
