// All pipes, sorted and filtered, a page at a time.

import {element, keyed, set, write} from './dom.js';
import {byteRate, bytes, count, exact, percent, pipeName} from './format.js';
import {BYTES_IN, BYTES_OUT, identity} from './history.js';
import {isTight} from './ring.js';

const PAGE = 50;

/// A column: its head, what it is sorted by, and the text of a cell. Of figures the largest come
/// first.
const COLUMNS = [
  {
    key: 'name',
    head: 'Pipe',
    value: null,
  },
  {
    key: 'kind',
    head: 'Kind',
    value: pipe => `${pipe.type} ${pipe.delivery} ${pipe['when-full']} ${pipe.lifetime}`,
    text: pipe => pipe.damage === undefined
      ? `${pipe.type} · ${pipe.delivery} · ${pipe['when-full']}` : pipe.damage,
  },
  figure('fill', 'Fill', pipe => (pipe.capacity > 0 ? pipe.used / pipe.capacity : -1),
      (_, pipe) => (pipe.capacity > 0
        ? `${percent(pipe.used, pipe.capacity)} of ${bytes(pipe.capacity)}` : '–')),
  figure('in', 'In', rateOf(BYTES_IN), byteRate),
  figure('out', 'Out', rateOf(BYTES_OUT), byteRate),
  figure('readers', 'Readers', pipe => pipe.readers ?? 0, exact),
  figure('writers', 'Writers', pipe => pipe.writers ?? 0, exact),
  figure('waiting', 'Waiting', pipe => pipe.waiting ?? 0, exact),
  {...figure('missed', 'Missed', missed, count), title: 'lost by readers, or refused to writers'},
];

const state = {sort: COLUMNS[0], direction: 1, page: 0, filter: '', focus: null, shown: []};
let openDetails = () => {};
let view = null;

/// A column of figures; one that is not known yet is sorted as 0.
function figure(key, head, value, text) {
  return {
    key,
    head,
    value: (pipe, of) => value(pipe, of) || 0,
    text: (pipe, of) => text(value(pipe, of), pipe),
    number: true,
  };
}

function rateOf(counter) {
  return (pipe, of) => of.history.of(pipe).rates[counter];
}

function missed(pipe) {
  return (pipe.lost ?? 0) + (pipe.refused ?? 0);
}

export function startTable(open) {
  openDetails = open;
  for (const column of COLUMNS) {
    const button = element('button', {type: 'button', class: 'sort', title: column.title}, column.head);
    button.addEventListener('click', () => sortBy(column));
    column.cell = element('th', {scope: 'col', class: column.number ? 'number' : null}, button);
    document.getElementById('heads').append(column.cell);
  }
  const filter = document.getElementById('filter');
  filter.addEventListener('input', () => {
    state.filter = filter.value.trim().toLowerCase();
    state.page = 0;
    refresh();
  });
  document.getElementById('previous').addEventListener('click', () => turnTo(state.page - 1));
  document.getElementById('next').addEventListener('click', () => turnTo(state.page + 1));
  document.getElementById('rows').addEventListener('keydown', steer);
}

export function updateTable(now) {
  view = now;
  refresh();
}

function sortBy(column) {
  state.direction = state.sort === column ? -state.direction : column.number ? -1 : 1;
  state.sort = column;
  state.page = 0;
  refresh();
}

function turnTo(page) {
  state.page = page;
  state.focus = null;
  refresh();
}

function sorted() {
  const {sort, direction, filter} = state;
  const pipes = filter === '' ? [...view.snapshot.pipes]
    : view.snapshot.pipes.filter(pipe => matches(pipe, filter));
  if (!sort.value) {
    return pipes.sort((a, b) => direction * view.compareNames(a, b));
  }
  return pipes
      .map(pipe => [sort.value(pipe, view), pipe])
      .sort(([one, a], [two, b]) =>
        direction * (one < two ? -1 : one > two ? 1 : 0) || view.compareNames(a, b))
      .map(([, pipe]) => pipe);
}

function matches(pipe, filter) {
  const words = [
    pipeName(pipe), pipe.type, pipe.delivery, pipe['when-full'], pipe.lifetime, pipe.owner,
    pipe.access, pipe.damage,
    ...view.handlesOf(pipe).flatMap(handle => [handle.program, handle.user, String(handle.pid)]),
  ];
  return words.some(word => word !== undefined && word.toLowerCase().includes(filter));
}

function refresh() {
  if (!view) {
    return;
  }
  for (const column of COLUMNS) {
    const order = column !== state.sort ? null : state.direction > 0 ? 'ascending' : 'descending';
    set(column.cell, {'aria-sort': order});
  }
  const all = sorted();
  const pages = Math.max(1, Math.ceil(all.length / PAGE));
  state.page = Math.min(Math.max(0, state.page), pages - 1);
  const from = state.page * PAGE;
  state.shown = all.slice(from, from + PAGE);
  state.pages = pages;
  if (!state.shown.some(pipe => identity(pipe) === state.focus)) {
    state.focus = state.shown.length > 0 ? identity(state.shown[0]) : null;
  }
  const focused = document.activeElement;
  const rows = document.getElementById('rows');
  const within = rows.contains(focused);
  keyed(rows, state.shown, identity, makeRow, updateRow);
  if (within && focused !== document.activeElement) {
    // A row that was moved has lost it; one that left the page passes it on.
    const next = rows.contains(focused) ? focused
      : [...rows.children].find(row => row.pipe === state.focus)?.button;
    next?.focus({preventScroll: true});
  }
  const total = view.snapshot.pipes.length;
  write(document.getElementById('range'),
      all.length === 0 ? (total === 0 ? 'No pipes' : `None of ${exact(total)} pipes matches`)
        : `${exact(from + 1)} to ${exact(from + state.shown.length)} of ${exact(all.length)}`
          + (all.length < total ? `, filtered from ${exact(total)}` : ''));
  set(document.getElementById('previous'), {disabled: state.page === 0});
  set(document.getElementById('next'), {disabled: state.page >= pages - 1});
}

function makeRow(pipe) {
  const id = identity(pipe);
  const row = element('tr');
  row.button = element('button', {type: 'button', class: 'row-button', 'aria-haspopup': 'dialog'});
  row.button.addEventListener('focus', () => {
    state.focus = id;
    for (const other of document.getElementById('rows').children) {
      set(other.button, {tabindex: other === row ? null : '-1'});
    }
  });
  row.append(element('th', {scope: 'row'}, row.button));
  row.others = COLUMNS.slice(1).map(column =>
    element('td', {class: `${column.number ? 'number' : ''} of-${column.key}`}));
  row.bar = element('span', {class: 'bar', 'aria-hidden': 'true'}, element('span'));
  row.fillText = element('span', {class: 'fill-text'});
  row.others[1].append(row.bar, row.fillText);
  row.append(...row.others);
  row.addEventListener('click', () => openDetails(id));
  row.pipe = id;
  return row;
}

function updateRow(row, pipe) {
  write(row.button, pipeName(pipe));
  set(row.button, {tabindex: row.pipe === state.focus ? null : '-1'});
  COLUMNS.slice(1).forEach((column, index) => {
    const cell = column.key === 'fill' ? row.fillText : row.others[index];
    const text = pipe.damage !== undefined && column.number ? '–' : column.text(pipe, view);
    write(cell, text);
  });
  const share = pipe.capacity > 0 ? Math.min(1, pipe.used / pipe.capacity) : 0;
  row.bar.firstElementChild.style.width = `${(100 * share).toFixed(1)}%`;
  row.bar.classList.toggle('full', isTight(pipe));
  row.classList.toggle('damaged', pipe.damage !== undefined);
  row.classList.toggle('missed', missed(pipe) > 0);
}

/// Arrows go along the pipes, also to the next page.
function steer(event) {
  const buttons = state.shown.map(pipe => identity(pipe));
  const at = buttons.indexOf(state.focus);
  const to = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    Home: 0,
    End: buttons.length - 1,
    PageDown: buttons.length,
    PageUp: -1,
  }[event.key];
  if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) {
    return;
  }
  event.preventDefault();
  if (to < 0 && state.page > 0) {
    turnTo(state.page - 1);
    focusRow(event.key === 'PageUp' ? 0 : state.shown.length - 1);
  } else if (to >= buttons.length && state.page < state.pages - 1) {
    turnTo(state.page + 1);
    focusRow(0);
  } else {
    focusRow(Math.min(Math.max(0, to), buttons.length - 1));
  }
}

function focusRow(index) {
  document.getElementById('rows').children[index]?.button.focus();
}
