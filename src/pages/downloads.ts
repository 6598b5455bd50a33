/** `/downloads`: the whole release as files. */
import { type Html, html } from './html.ts';
import { writeDocument } from './layout.ts';
import { definePage } from './page.ts';
import { count, writeSize } from './words.ts';

interface File {
  name: string;
  url: string;
  about: string;
  media_type: string;
  bytes: number;
  sha256: string;
}

interface Files {
  data: File[];
  meta: { release: string };
}

const writeFiles = (files: readonly File[]): Html =>
  html`<ul class="entries">${files.map(
    ({ name, url, about, bytes, sha256 }) =>
      html`<li><a class="title" href="${url}">${name}</a> <span class="number">${writeSize(bytes)}</span><p>${about}</p><p class="aside">SHA-256 <code>${sha256}</code></p></li>`,
  )}</ul>`;

/** What there is, those that hold everything before those that hold one table. */
export const downloadsPage = definePage<Files>({
  route: '/downloads',
  mayChange: true,
  render(view) {
    const { data, meta } = view.answer;
    const isTable = ({ name }: File): boolean => name.endsWith('.parquet');
    const tables = data.filter(isTable);
    return writeDocument(view, {
      title: 'The whole release as files',
      about: 'Everything as SQLite, CSV, NDJSON and Parquet.',
      main: html`<h1>The whole release as files</h1>
<p class="lead">Everything, as it was released. It can also be <a href="${view.path}/sql">asked in SQL here</a>, without a program.</p>
${writeFiles(data.filter((file) => !isTable(file)))}
<details><summary>${count(tables.length, 'table')}, each as Parquet</summary>${writeFiles(tables)}</details>
<p class="aside">Release ${meta.release}.</p>`,
    });
  },
});
