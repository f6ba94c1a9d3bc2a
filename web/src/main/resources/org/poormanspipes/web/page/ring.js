// A ring as a ring: what it holds from head to tail, clockwise, and the cursors of a broadcast's
// readers. Positions only grow; on the ring they are taken by the capacity.

import {drawn, set, write} from './dom.js';

const CENTRE = 50;
const RADIUS = 36;

/// An empty drawing, to be updated.
export function makeRing() {
  const svg = drawn('svg', {class: 'ring', viewBox: '0 0 100 100', role: 'img'});
  svg.parts = {
    track: drawn('circle', {class: 'ring-track', cx: CENTRE, cy: CENTRE, r: RADIUS}),
    fill: drawn('path', {class: 'ring-fill'}),
    cursors: drawn('g', {class: 'cursors'}),
    head: drawn('circle', {class: 'mark-head', r: 5}),
    tail: drawn('path', {class: 'mark-tail', d: 'M-6 -6 6 0 -6 6z'}),
    text: drawn('text', {class: 'ring-text', x: CENTRE, y: CENTRE, 'aria-hidden': 'true'}),
  };
  svg.append(...Object.values(svg.parts));
  return svg;
}

/// Brings a drawing up to date.
export function updateRing(svg, pipe, handles) {
  const {fill, cursors, head, tail, text} = svg.parts;
  const {capacity} = pipe;
  const share = capacity > 0 ? Math.min(1, pipe.used / capacity) : 0;
  // A pipe of another driver may tell no position: its content then begins at the top.
  const end = pipe.tail === undefined ? share : turn(pipe.tail, capacity);
  const begin = end - share;
  set(fill, {d: arc(begin, share), class: isTight(pipe) ? 'ring-fill full' : 'ring-fill'});
  set(head, {...place(begin, RADIUS), visibility: share > 0 ? null : 'hidden'});
  const at = place(end, RADIUS);
  set(tail, {transform: `translate(${at.cx} ${at.cy}) rotate(${(end * 360).toFixed(1)})`});
  write(text, `${Math.round(share * 100)}%`);
  cursors.replaceChildren(
      ...handles.filter(handle => handle.cursor !== undefined).slice(0, 40).map(handle => {
        const where = turn(handle.cursor, capacity);
        const inner = place(where, RADIUS - 10);
        const outer = place(where, RADIUS + 12);
        return drawn('path', {
          class: isLapped(handle, pipe) ? 'mark-cursor lossy' : 'mark-cursor',
          d: `M${inner.cx} ${inner.cy}L${outer.cx} ${outer.cy}`,
        });
      }));
}

/// Nearly full, and that holds somebody up. One that overwrites is meant to be full.
export function isTight(pipe) {
  return pipe['when-full'] !== 'overwrite' && pipe.used > 0.9 * pipe.capacity;
}

/// A reader of a broadcast that was overtaken, and will be told what it lost.
export function isLapped(handle, pipe) {
  return handle.behind > pipe.used;
}

function turn(position, capacity) {
  return capacity > 0 ? (position % capacity) / capacity : 0;
}

/// Turns from the top, clockwise.
function place(turns, radius) {
  const angle = turns * 2 * Math.PI;
  return {
    cx: (CENTRE + radius * Math.sin(angle)).toFixed(2),
    cy: (CENTRE - radius * Math.cos(angle)).toFixed(2),
  };
}

function arc(begin, share) {
  if (share <= 0) {
    return '';
  }
  const from = place(begin, RADIUS);
  if (share > 0.999) {
    const half = place(begin + 0.5, RADIUS);
    return `M${from.cx} ${from.cy}A${RADIUS} ${RADIUS} 0 1 1 ${half.cx} ${half.cy}`
        + `A${RADIUS} ${RADIUS} 0 1 1 ${from.cx} ${from.cy}`;
  }
  const to = place(begin + share, RADIUS);
  return `M${from.cx} ${from.cy}A${RADIUS} ${RADIUS} 0 ${share > 0.5 ? 1 : 0} 1 ${to.cx} ${to.cy}`;
}
