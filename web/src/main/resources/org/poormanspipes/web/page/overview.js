// The device in figures, and its rates over time.

import {makeChart, updateChart} from './chart.js';
import {element, keyed, write} from './dom.js';
import {byteRate, bytes, countRate, exact, percent, several} from './format.js';
import {BYTES_IN, BYTES_OUT, MESSAGES_IN, MESSAGES_OUT} from './history.js';

const byteChart = makeChart('Bytes per second', byteRate, 1024);
const messageChart = makeChart('Messages per second', countRate, 1000);

export function startOverview() {
  document.getElementById('chart-bytes').append(byteChart);
  document.getElementById('chart-messages').append(messageChart);
}

export function updateOverview(view) {
  keyed(document.getElementById('tiles'), tiles(view), tile => tile.title, makeTile, updateTile);
  const {history, now} = view;
  const points = counter => history.points(history.total, counter);
  updateChart(byteChart, points(BYTES_IN), points(BYTES_OUT), now);
  updateChart(messageChart, points(MESSAGES_IN), points(MESSAGES_OUT), now);
}

function tiles(view) {
  const {device, pipes, handles} = view.snapshot;
  const dead = handles.filter(handle => handle.state === 'dead').length;
  const data = handles.filter(handle => handle.waiting === 'data').length;
  const room = handles.filter(handle => handle.waiting === 'room' || handle.waiting === 'lock').length;
  const damaged = pipes.filter(pipe => pipe.damage !== undefined).length;
  const held = pipes.reduce((sum, pipe) => sum + (pipe.used ?? 0), 0);
  const capacity = pipes.reduce((sum, pipe) => sum + (pipe.capacity ?? 0), 0);
  const quota = device['quota-bytes'] ?? 0;
  return [
    {
      title: 'Pipes',
      value: exact(pipes.length),
      note: damaged > 0 ? several(damaged, 'is', 'are') + ' damaged' : limit(device['quota-pipes']),
      alarm: damaged > 0,
    },
    {
      title: 'Open handles',
      value: exact(handles.length),
      note: dead > 0 ? `${exact(dead)} of dead processes` : '',
      alarm: dead > 0,
    },
    {title: 'Wait for data', value: exact(data), note: 'readers'},
    {title: 'Wait for room', value: exact(room), note: 'writers', alarm: room > 0},
    {title: 'Held', value: bytes(held), note: `${percent(held, capacity)} of ${bytes(capacity)}`},
    {
      title: 'Memory',
      value: bytes(device['used-bytes'] ?? 0),
      note: quota > 0 ? `${percent(device['used-bytes'], quota)} of ${bytes(quota)}` : 'no limit',
    },
  ];
}

function limit(quota) {
  return quota > 0 ? `of at most ${exact(quota)}` : 'no limit';
}

function makeTile(tile) {
  const node = element('div', {class: 'tile'});
  node.parts = [
    element('span', {class: 'tile-title'}, tile.title),
    element('span', {class: 'tile-value'}),
    element('span', {class: 'note'}),
  ];
  node.append(...node.parts);
  return node;
}

function updateTile(node, tile) {
  write(node.parts[1], tile.value);
  write(node.parts[2], tile.note);
  node.classList.toggle('alarm', tile.alarm === true);
}
