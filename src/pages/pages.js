/** What pages can do besides, where scripts run: without them everything is there. */

/** What needs a script has its place from the beginning, and is shown from here on. */
document.documentElement.classList.add('scripts');

/** Has a button copy a text when it is pressed. */
function copyFrom(button, text) {
  button.addEventListener('click', async () => {
    const label = button.textContent;
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
    setTimeout(() => {
      button.textContent = label;
    }, 1500);
  });
}

for (const button of document.querySelectorAll('[data-copy]')) copyFrom(button, button.dataset.copy);

/** What frames a figure in another page. */
for (const button of document.querySelectorAll('[data-embed]')) {
  const frame = document.createElement('iframe');
  for (const [name, value] of Object.entries({
    src: new URL(button.dataset.embed, location.href).href,
    title: button.dataset.title,
    width: '100%',
    height: button.dataset.height,
    loading: 'lazy',
  }))
    frame.setAttribute(name, value);
  // Set here it would be refused by the policy of this page.
  copyFrom(button, frame.outerHTML.replace('<iframe', '<iframe style="border: 0"'));
}

/** Pixels of an image for each of a drawing. */
const SHARP = 2;

/** A drawing as PNG, made of its file. */
for (const button of document.querySelectorAll('[data-picture]'))
  button.addEventListener('click', async () => {
    const { picture } = button.dataset;
    const written = await (await fetch(picture)).text();
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(written)}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = SHARP * image.width;
    canvas.height = SHARP * image.height;
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => {
      const saved = document.createElement('a');
      saved.href = URL.createObjectURL(blob);
      saved.download = `${picture.split('?')[0].split('/').slice(-2).join('-').replace('.svg', '')}.png`;
      saved.click();
      setTimeout(() => URL.revokeObjectURL(saved.href), 60_000);
    });
  });

/** Milliseconds after the last key until suggestions are asked for. */
const PATIENCE = 120;

/** Suggestions beneath a search field, as links that the arrow keys reach. */
for (const form of document.querySelectorAll('[data-suggest]')) {
  const field = form.querySelector('input');
  const list = document.createElement('ul');
  list.className = 'suggestions';
  list.hidden = true;
  const status = document.createElement('p');
  status.className = 'unseen';
  status.role = 'status';
  form.append(list, status);
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
    // Whoever does not see them is told that they are there, and how to get to them.
    status.textContent = hits.length
      ? `${hits.length} ${hits.length === 1 ? 'suggestion' : 'suggestions'}, reached by the arrow keys`
      : '';
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
    if (event.key === 'Escape') {
      // The link that is focused goes with the list: whoever was on one goes on in the field.
      if (list.contains(document.activeElement)) field.focus();
      return show([]);
    }
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

/** Words of a check, singular and plural alike, with how the drawing marks them. */
const STATUS = {
  anchored: 'stand where they should',
  moved: 'stand elsewhere (hollow in the drawing above)',
  not_found: 'are not there (black in the drawing above)',
};

/** A reader’s own copy of a document, held against every citation, which are marked as they are found. */
for (const form of document.querySelectorAll('[data-verify]')) {
  const field = form.querySelector('input');
  const output = form.parentElement.querySelector('.checked');
  // One drawing for each size of screen, of which one is seen.
  const drawings = [...document.querySelectorAll('.passages .marks')].map(({ children }) => [...children]);

  const tell = (text) => {
    const line = document.createElement('p');
    line.textContent = text;
    output.append(line);
  };
  const show = ({ data }) => {
    tell(
      data.same_text
        ? 'It is the same text, to the character.'
        : `It is another text${data.differs_in.length ? `, in this alone: ${data.differs_in.join(', ').replaceAll('_', ' ')}` : ''}.`,
    );
    for (const [status, words] of Object.entries(STATUS))
      if (data[status] || status === 'anchored')
        tell(`${data[status]} of ${data.citations.length} citations ${words}.`);
    const list = document.createElement('ul');
    for (const [index, { status, exact, url }] of data.citations.entries()) {
      // Both are in the order of the document.
      for (const marks of drawings) marks[index]?.setAttribute('class', status);
      if (status === 'anchored') continue;
      const item = document.createElement('li');
      const link = document.createElement('a');
      link.href = url;
      link.textContent = exact;
      item.append(link, ` ${status.replaceAll('_', ' ')}`);
      list.append(item);
    }
    list.className = 'members';
    output.append(list);
  };
  const check = async (file) => {
    output.replaceChildren();
    if (!file) return;
    tell('Checking…');
    const answer = await fetch(form.dataset.verify, {
      method: 'POST',
      headers: { 'content-type': 'text/plain; charset=utf-8', accept: 'application/json' },
      body: file,
    }).catch(() => null);
    output.replaceChildren();
    if (!answer) return tell('It could not be sent.');
    const result = await answer.json();
    if (answer.ok) show(result);
    else tell(result.detail);
  };

  field.addEventListener('change', () => check(field.files[0]));
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('dragover', (event) => {
    event.preventDefault();
    form.classList.add('over');
  });
  form.addEventListener('dragleave', () => form.classList.remove('over'));
  form.addEventListener('drop', (event) => {
    event.preventDefault();
    form.classList.remove('over');
    check(event.dataTransfer.files[0]);
  });
}

const DAY = 86_400_000;
const readDay = (text) => Date.parse(`${text}T00:00:00Z`);
const writeDay = (time) => new Date(time).toISOString().slice(0, 10);

/** A slider beside a field for a day, which counts days from the first: either moves the other. */
function joinSlider(slider, field, first, onDay) {
  const toSlider = () => {
    slider.value = Math.round((readDay(field.value) - readDay(first)) / DAY);
    slider.setAttribute('aria-valuetext', field.value);
  };
  slider.addEventListener('input', () => {
    field.value = writeDay(readDay(first) + slider.value * DAY);
    slider.setAttribute('aria-valuetext', field.value);
    onDay(field.value);
  });
  field.addEventListener('input', () => {
    if (!field.value) return;
    toSlider();
    onDay(field.value);
  });
  toSlider();
}

/** Where a time stands on a line whose parts differ in scale: between the two stops that it lies between. */
function findPlace(line, time) {
  const stops = line.dataset.stops.split(' ').map((stop) => {
    const [day, place] = stop.split('=');
    return { time: readDay(day), place: Number(place) };
  });
  const next = stops.findIndex(
    (stop, index) => index > 0 && (stop.time >= time || index === stops.length - 1),
  );
  const [before, after] = [stops[next - 1], stops[next]];
  const part = (time - before.time) / (after.time - before.time || 1);
  return before.place + Math.max(0, Math.min(1, part)) * (after.place - before.place);
}

/** How a demand stood on a day: marked in its life, and on the line of time. */
for (const form of document.querySelectorAll('[data-day]')) {
  const field = form.querySelector('[type=date]');
  const output = form.querySelector('output');
  const lines = document.querySelectorAll('.life-line');
  const show = (day) => {
    const items = [...document.querySelectorAll('.life > [data-from]')];
    const standing = items.filter(({ dataset: { from, to } }) => from <= day && (!to || day < to)).at(-1);
    for (const item of items) item.classList.toggle('stands', item === standing);
    output.textContent = standing
      ? `${day}: ${standing.querySelector('.kind').textContent.trim()}`
      : `${day}: not put yet, or no more`;
    for (const line of lines) {
      const marker = line.querySelector('.day');
      marker.setAttribute('transform', `translate(${findPlace(line, readDay(day))} 0)`);
      marker.setAttribute('visibility', 'visible');
    }
  };
  joinSlider(form.querySelector('[type=range]'), field, form.dataset.first, show);
}
