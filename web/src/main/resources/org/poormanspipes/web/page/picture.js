// The big picture: the device's context, in it the pipes', on them the handles'. Of many pipes the
// busiest are drawn, and it says so.

import {drawn, element, keyed, set, write} from './dom.js';
import {byteRate, bytes, exact, pipeName, several} from './format.js';
import {BYTES_IN, BYTES_OUT, identity} from './history.js';
import {isLapped, makeRing, updateRing} from './ring.js';

const MOST_PIPES = 8;
const MOST_HANDLES = 4;

let openDetails = () => {};
let parts = null;

export function startPicture(open) {
  openDetails = open;
  parts = {
    name: element('strong', {class: 'node-name'}),
    kind: element('span', {class: 'note'}),
    path: element('span', {class: 'note path'}),
    figures: element('span', {class: 'figures'}),
    branches: element('ul', {class: 'branches'}),
  };
  const caption = (name, text, note) =>
    element('p', {class: `caption ${name}`}, element('b', {}, text), ` ${note}`);
  document.getElementById('picture').append(
      caption('of-device', 'Device context', 'what belongs to all'),
      caption('of-pipes', 'Resource contexts', 'one for each name'),
      caption('of-handles', 'Instance contexts', 'one for each open handle'),
      element('div', {class: 'device-node'}, parts.name, parts.kind, parts.path, parts.figures),
      parts.branches);
}

export function updatePicture(view) {
  const {device, pipes} = view.snapshot;
  const shown = busiest(view);
  write(document.getElementById('picture-note'),
      pipes.length === 0 ? 'No pipes yet: whoever opens a name makes one.'
        : shown.length < pipes.length
          ? `The ${shown.length} busiest of ${exact(pipes.length)} pipes; all are in the table below.`
          : '');
  write(parts.name, device.name ?? '');
  write(parts.kind, `driver ${device.kind ?? ''}`);
  write(parts.path, device.path ?? '');
  write(parts.figures, `${several(pipes.length, 'pipe')}, ${bytes(device['used-bytes'] ?? 0)}`);
  keyed(parts.branches, shown, identity, makeBranch, (node, pipe) => updateBranch(node, pipe, view));
}

/// The busiest, those that hold most among the idle; by name, so that they keep their places.
function busiest(view) {
  const weight = pipe =>
    view.history.of(pipe).busy * 1e6 + (view.handlesOf(pipe).length > 0 ? 1e3 : 0)
      + (pipe.capacity > 0 ? (100 * pipe.used) / pipe.capacity : 0);
  return view.snapshot.pipes
      .filter(pipe => pipe.damage === undefined)
      .map(pipe => [weight(pipe), pipe])
      .sort(([one, a], [two, b]) => two - one || view.compareNames(a, b))
      .slice(0, MOST_PIPES)
      .map(([, pipe]) => pipe)
      .sort(view.compareNames);
}

function makeBranch(pipe) {
  const node = element('li', {class: 'branch'});
  const inner = {
    ring: makeRing(),
    name: element('span', {class: 'node-name'}),
    kind: element('span', {class: 'note'}),
    fill: element('span', {class: 'figures'}),
    came: element('span', {class: 'rate key-in'}),
    went: element('span', {class: 'rate key-out'}),
    badges: element('span', {class: 'badges'}),
    handles: element('ul', {class: 'handles'}),
  };
  inner.button = element('button', {type: 'button', class: 'pipe-node'},
      inner.ring,
      element('span', {class: 'pipe-text'},
          inner.name, inner.kind, inner.fill,
          element('span', {class: 'rates'}, inner.came, inner.went),
          inner.badges));
  const id = identity(pipe);
  inner.button.addEventListener('click', () => openDetails(id));
  node.append(inner.button, inner.handles);
  node.inner = inner;
  return node;
}

function updateBranch(node, pipe, view) {
  const {inner} = node;
  const handles = view.handlesOf(pipe);
  const rates = view.history.of(pipe).rates;
  updateRing(inner.ring, pipe, handles);
  set(inner.ring, {'aria-hidden': 'true', role: null});
  write(inner.name, pipeName(pipe));
  write(inner.kind, `${pipe.type} · ${pipe.delivery} · ${pipe['when-full']}`);
  write(inner.fill, `${bytes(pipe.used)} of ${bytes(pipe.capacity)}`);
  write(inner.came, `${byteRate(rates[BYTES_IN])} in`);
  write(inner.went, `${byteRate(rates[BYTES_OUT])} out`);
  showSigns(inner.badges, pipe, handles);
  inner.button.classList.toggle('busy', rates[BYTES_IN] > 0 || rates[BYTES_OUT] > 0);
  const shown = handles.slice(0, MOST_HANDLES);
  const more = handles.length - shown.length;
  const items = more > 0 ? [...shown, {more}] : handles.length === 0 ? [{none: true}] : shown;
  keyed(inner.handles, items,
      handle => (handle.more ? 'more' : handle.none ? 'none' : `${handle.slot} ${handle.since}`),
      makeHandle,
      (item, handle) => updateHandle(item, handle, rates));
}

/// Makes a parent's children the signs of a pipe.
export function showSigns(parent, pipe, handles) {
  keyed(parent, signs(pipe, handles), sign => sign.kind, () => element('span'),
      (badge, sign) => {
        set(badge, {class: `badge ${sign.alarm ? 'alarm' : ''}`});
        write(badge, sign.text);
      });
}

/// What is worth a sign: who waits, what was lost.
function signs(pipe, handles) {
  const found = [];
  const add = (kind, number, text, alarm) => {
    if (number > 0) {
      found.push({kind, text: `${exact(number)} ${text}`, alarm});
    }
  };
  const waits = reason => handles.filter(handle =>
    handle.waiting === reason && handle.state !== 'dead').length;
  const wait = reason => (waits(reason) === 1 ? 'waits for' : 'wait for');
  add('room', waits('room'), `${wait('room')} room`, true);
  add('lock', waits('lock'), `${wait('lock')} the lock`, true);
  add('data', waits('data'), `${wait('data')} data`, false);
  add('lapped', handles.filter(handle => isLapped(handle, pipe)).length, 'lapped', true);
  add('dead', handles.filter(handle => handle.state === 'dead').length, 'dead', true);
  add('overwritten', pipe.overwritten, 'overwritten', false);
  add('lost', pipe.lost, 'lost', true);
  add('refused', pipe.refused, 'refused', true);
  return found;
}

/// Which way data goes: into the ring, out of it, or both.
export function arrow(access) {
  const reads = access.includes('read');
  const writes = access.includes('write');
  const path = reads && writes ? 'M4 8h12M4 8l4-4M16 16H4m12 0-4 4' : reads
    ? 'M3 12h14m-5-5 5 5-5 5' : writes ? 'M17 12H3m5-5-5 5 5 5' : 'M5 12h10';
  return drawn('svg', {class: 'arrow', viewBox: '0 0 20 24', 'aria-hidden': 'true'},
      drawn('path', {d: path}));
}

function makeHandle(handle) {
  if (handle.more || handle.none) {
    return element('li', {class: 'handle other'});
  }
  const item = element('li', {class: 'handle'});
  item.program = element('span', {class: 'program'});
  item.what = element('span', {class: 'note'});
  item.append(arrow(handle.access), item.program, item.what);
  return item;
}

function updateHandle(item, handle, rates) {
  if (handle.more || handle.none) {
    write(item, handle.none ? 'nobody has it open' : `and ${exact(handle.more)} more`);
    return;
  }
  write(item.program, `${handle.program} ${handle.pid}`);
  const waits = handle.waiting !== 'none' ? `, waits for ${handle.waiting}` : '';
  write(item.what, handle.state === 'dead' ? `${handle.user}, dead` : `${handle.access}${waits}`);
  item.classList.toggle('dead', handle.state === 'dead');
  item.classList.toggle('waits', handle.waiting !== 'none');
  item.classList.toggle('writes', handle.access.includes('write'));
  item.classList.toggle('flows', handle.state !== 'dead'
      && ((handle.access.includes('write') && rates[BYTES_IN] > 0)
        || (handle.access.includes('read') && rates[BYTES_OUT] > 0)));
}
