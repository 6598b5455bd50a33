/** A party's file, whose words are looked for. */
export const party = (name: string, description: string) => `name: ${JSON.stringify(name)}
kind: group
description: ${JSON.stringify(description)}
citations:
  - { field: name, source: envoy, start: 201, end: 260, exact: asked the Lakes League }
revised: "2031-06-01"
`;

/** Files over the fixture's, with what searches have trouble with. */
export const SEARCHED: Record<string, string> = {
  'parties/markup.yaml': party(
    '<b>Zephyr</b> & "Sons"',
    'A <script>alert(1)</script> club of zephyr sailors',
  ),
  'parties/cloud-club.yaml': party('Cloud club', 'Talks of a zephyr once, and of a lot of other weather too'),
  'parties/cafe.yaml': party('Café Ünal', 'Coffee is served at noon; they’re re-elected, 24/7, on e-mail'),
  'parties/yozh.yaml': party('Ёж', 'Всё ещё ёжик, и йод'),
  'parties/lodz.yaml': party(
    'Łódź Tramways',
    'Straße, Ørsted, Đoković, Şıklık, œuvre, Ægir, Þingvellir, Guðrún, Ħamrun; run by Lukʼyan O’Neill',
  ),
  'parties/names.yaml': party(
    'Friends of Zelenskyy',
    'Dmitrij Volodymyrovych negotiates recognition of the mobilised, organizes them, and has a policy',
  ),
  'parties/plural.yaml': party('Gardeners', 'Gardening and running'),
};
