// All about one pipe, in a dialog that goes on living while it is open.

import {makeChart, updateChart} from './chart.js';
import {element, keyed, set, write} from './dom.js';
import {byteRate, bytes, countRate, exact, pipeName, since} from './format.js';
import {BYTES_IN, BYTES_OUT, MESSAGES_IN, MESSAGES_OUT, identity} from './history.js';
import {arrow, showSigns} from './picture.js';
import {makeRing, updateRing} from './ring.js';

/// What is told elsewhere in the dialog.
const TOLD = new Set(['name']);
const COUNTERS = new Set([
  'bytes-in', 'bytes-out', 'messages-in', 'messages-out', 'refused', 'waits', 'lost', 'overwritten',
]);
const SIZES = new Set(['capacity', 'used', 'peak']);
const HANDLE_HEADS = [
  'Program', 'User', 'Access', 'Open', 'Waits for', 'In', 'Out', 'Refused', 'Waits', 'Behind', 'Lost',
];

let dialog = null;
let parts = null;
let shown = null;
let opener = null;

export function startDetails() {
  dialog = document.getElementById('details');
  dialog.addEventListener('close', () => {
    shown = null;
    // Where the reader was; the browser knows no more of an element that was moved meanwhile.
    if (opener?.isConnected) {
      opener.focus();
    }
  });
  dialog.addEventListener('click', event => {
    if (event.target === dialog) {
      dialog.close();
    }
  });
}

export function openDetails(id, view) {
  shown = id;
  opener = document.activeElement;
  build();
  updateDetails(view);
  if (!dialog.open) {
    dialog.showModal();
  }
  parts.body.scrollTop = 0;
}

function build() {
  const close = element('button', {type: 'button', class: 'close'}, 'Close');
  close.addEventListener('click', () => dialog.close());
  parts = {
    title: element('h2', {id: 'details-title'}),
    gone: element('p', {class: 'problem', role: 'status', hidden: true},
        'This pipe is not there any more; what is shown is the last that was seen of it.'),
    ring: makeRing(),
    figures: element('dl', {class: 'ring-figures'}),
    badges: element('p', {class: 'badges'}),
    bytes: makeChart('Bytes per second', byteRate, 1024),
    messages: makeChart('Messages per second', countRate, 1000),
    counters: element('dl', {class: 'properties'}),
    properties: element('dl', {class: 'properties'}),
    handlesTitle: element('h3', {id: 'handles-title'}, 'Handles'),
    handles: element('tbody'),
  };
  parts.body = element('div', {class: 'details-body', tabindex: '0', role: 'region', 'aria-labelledby': 'details-title'},
      parts.gone,
      element('section', {class: 'details-ring', 'aria-label': 'The ring'}, parts.ring,
          element('div', {}, parts.figures, parts.badges)),
      element('section', {class: 'charts', 'aria-label': 'Rates of this pipe'},
          element('div', {class: 'card'}, parts.bytes), element('div', {class: 'card'}, parts.messages)),
      parts.handlesTitle,
      element('div', {class: 'scroller', tabindex: '0', role: 'region', 'aria-labelledby': 'handles-title'},
          element('table', {},
              element('thead', {}, element('tr', {},
                  ...HANDLE_HEADS.map((head, index) =>
                    element('th', {scope: 'col', class: index >= 5 ? 'number' : null}, head)))),
              parts.handles)),
      element('h3', {}, 'Counters since it was made'),
      parts.counters,
      element('h3', {}, 'Properties'),
      parts.properties);
  dialog.replaceChildren(
      element('div', {class: 'details-head'}, parts.title, close),
      parts.body);
}

export function updateDetails(view) {
  if (shown === null) {
    return;
  }
  const pipe = view.snapshot.pipes.find(each => identity(each) === shown);
  set(parts.gone, {hidden: pipe !== undefined});
  if (!pipe) {
    return;
  }
  const handles = view.handlesOf(pipe);
  write(parts.title, pipeName(pipe));
  updateRing(parts.ring, pipe, handles);
  set(parts.ring, {'aria-label': ringText(pipe)});
  pairs(parts.figures, ringFigures(pipe, handles));
  showSigns(parts.badges, pipe, handles);
  const series = view.history.of(pipe);
  const points = counter => view.history.points(series, counter);
  updateChart(parts.bytes, points(BYTES_IN), points(BYTES_OUT), view.now);
  updateChart(parts.messages, points(MESSAGES_IN), points(MESSAGES_OUT), view.now);
  const named = Object.entries(pipe);
  pairs(parts.counters, named.filter(([name]) => COUNTERS.has(name)).map(valued));
  pairs(parts.properties,
      named.filter(([name]) => !COUNTERS.has(name) && !TOLD.has(name)).map(valued));
  write(parts.handlesTitle, handles.length === 0 ? 'Handles: nobody has it open'
    : `Handles: ${exact(handles.length)}`);
  keyed(parts.handles, handles, handle => `${handle.slot} ${handle.since} ${handle.pid}`,
      makeHandle, (row, handle) => updateHandle(row, handle, view.snapshot.taken.at));
}

function ringText(pipe) {
  return pipe.damage === undefined
    ? `A ring that holds ${bytes(pipe.used)} of ${bytes(pipe.capacity)}` : 'A damaged ring';
}

function ringFigures(pipe, handles) {
  if (pipe.damage !== undefined) {
    return [['damage', pipe.damage]];
  }
  const slowest = handles.reduce((most, handle) => Math.max(most, handle.behind ?? -1), -1);
  return [
    ['held', `${exact(pipe.used)} of ${exact(pipe.capacity)} bytes`],
    ...(pipe.peak === undefined ? [] : [['peak', `${exact(pipe.peak)} bytes`]]),
    ...(pipe.tail === undefined ? [] : [
      ['head', exact(Math.max(0, pipe.tail - pipe.used))],
      ['tail', exact(pipe.tail)],
    ]),
    ...(slowest < 0 ? [] : [['slowest reader', `${bytes(slowest)} behind`]]),
    ['readers', exact(pipe.readers)],
    ['writers', exact(pipe.writers)],
  ];
}

function valued([name, value]) {
  const number = typeof value === 'number';
  return [name, SIZES.has(name) ? `${exact(value)} (${bytes(value)})`
    : number && name !== 'uid' && name !== 'gid' ? exact(value) : String(value)];
}

function pairs(list, entries) {
  keyed(list, entries, ([name]) => name,
      ([name]) => {
        const pair = element('div', {}, element('dt', {}, name), element('dd'));
        return pair;
      },
      (pair, [, value]) => write(pair.lastElementChild, value));
}

function makeHandle(handle) {
  const row = element('tr', {class: handle.access.includes('write') ? 'writes' : null},
      element('th', {scope: 'row'}, arrow(handle.access), element('span')),
      ...HANDLE_HEADS.slice(1).map((_, index) => element('td', {class: index >= 4 ? 'number' : null})));
  return row;
}

function updateHandle(row, handle, now) {
  const client = handle['client-pid'] ? ` for ${handle['client-pid']} (${handle['client-user']})` : '';
  const host = handle.host ? ` on ${handle.host}` : '';
  const dead = handle.state === 'dead';
  write(row.firstElementChild.lastElementChild,
      `${handle.program} ${handle.pid}${client}${host}${dead ? ' (dead)' : ''}`);
  row.classList.toggle('dead', dead);
  const waits = handle.waiting === 'none' ? '–'
    : `${handle.waiting}, ${since(handle['waiting-since'], now)}`;
  const behind = handle['behind-messages'] !== undefined
    ? `${exact(handle['behind-messages'])} (${bytes(handle.behind)})`
    : handle.behind !== undefined ? bytes(handle.behind) : '–';
  const texts = [
    handle.user, handle.access, since(handle.since, now), waits, bytes(handle['bytes-in']),
    bytes(handle['bytes-out']), exact(handle.refused), exact(handle.waits), behind,
    exact(handle.lost),
  ];
  texts.forEach((text, index) => write(row.children[index + 1], text));
}
