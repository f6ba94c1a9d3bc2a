// Looks at the device once a second, and shows what it saw.

import {openDetails, startDetails, updateDetails} from './details.js';
import {write} from './dom.js';
import {History} from './history.js';
import {pipeName} from './format.js';
import {startOverview, updateOverview} from './overview.js';
import {startPicture, updatePicture} from './picture.js';
import {startTable, updateTable} from './table.js';

const PERIOD = 1000;
const PATIENCE = 10000;

const history = new History();
const collator = new Intl.Collator('en', {numeric: true});
let view = null;
let paused = false;
let lostAt = null;

function compareNames(a, b) {
  return collator.compare(pipeName(a), pipeName(b));
}

/// What the parts of the page are drawn from.
function viewOf(snapshot) {
  const byPipe = new Map();
  for (const handle of snapshot.handles) {
    if (handle.pipe !== undefined) {
      const known = byPipe.get(handle.pipe);
      known ? known.push(handle) : byPipe.set(handle.pipe, [handle]);
    }
  }
  // Rows of damaged pipes are no handles.
  snapshot.handles = snapshot.handles.filter(handle => handle.pipe !== undefined);
  return {
    snapshot,
    history,
    now: snapshot.taken.at,
    compareNames,
    handlesOf: pipe => byPipe.get(pipe.name) ?? [],
  };
}

function show(snapshot) {
  performance.mark('look');
  if (snapshot.taken.at !== view?.snapshot.taken.at) {
    history.add(snapshot);
    view = viewOf(snapshot);
    write(document.getElementById('device-name'), snapshot.device.name ?? '');
    document.title = `${document.getElementById('device-name').textContent}: Poor Man's Pipes`;
    updateOverview(view);
    updatePicture(view);
    updateTable(view);
    updateDetails(view);
  }
  performance.measure('look', 'look');
  if (performance.getEntriesByName('look', 'measure').length > 600) {
    performance.clearMeasures('look');
  }
  performance.clearMarks('look');
}

/// @param sentence what is wrong, or null
function tell(state, sentence) {
  write(document.getElementById('state'), state);
  document.getElementById('state').dataset.state = state;
  const problem = document.getElementById('problem');
  problem.hidden = sentence === null;
  write(problem, sentence ?? '');
  document.querySelector('main').classList.toggle('stale', sentence !== null);
}

function lose(sentence) {
  if (lostAt === null) {
    lostAt = new Date();
    history.interrupt();
  }
  tell('not live', `${sentence} What you see is from ${lostAt.toLocaleTimeString()}.`);
}

async function look() {
  let response;
  let seen;
  try {
    response = await fetch('snapshot', {cache: 'no-store', signal: AbortSignal.timeout(PATIENCE)});
    seen = response.status === 401 ? null : await response.json();
  } catch {
    lose('The connection to pmp web is lost; it is tried again each second.');
    return;
  }
  if (response.status === 401) {
    lose('pmp web was started anew, with another token: open the address that it printed.');
  } else if (!response.ok) {
    lose(`The device can't be read: ${seen.problem}. It is tried again each second.`);
  } else if (!paused) {
    lostAt = null;
    tell('live', null);
    show(seen);
  }
}

async function run() {
  for (;;) {
    const next = performance.now() + PERIOD;
    if (!paused) {
      await look();
    }
    await new Promise(done => setTimeout(done, Math.max(100, next - performance.now())));
  }
}

function pause() {
  paused = !paused;
  const button = document.getElementById('pause');
  button.setAttribute('aria-pressed', String(paused));
  if (paused) {
    history.interrupt();
    tell('paused', null);
  } else {
    tell('connecting', null);
  }
}

const open = id => openDetails(id, view);
startOverview();
startPicture(open);
startTable(open);
startDetails();
document.getElementById('pause').addEventListener('click', pause);
run();
