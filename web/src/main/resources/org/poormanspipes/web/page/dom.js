// Elements. Whatever comes from outside becomes text here, and nothing else: there is no other way
// into the page than these functions, and none of them reads HTML.

const SVG = 'http://www.w3.org/2000/svg';

// What a terminal would obey or a reader be misled by, shown as `pmp ls` shows it.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

export function printable(text) {
  return String(text).replace(UNPRINTABLE, '?');
}

/// An element with attributes (`class`, `aria-label`, …) and children: elements, or texts.
export function element(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

/// The same for a drawing.
export function drawn(name, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

function filled(node, attributes, children) {
  set(node, attributes);
  for (const child of children) {
    if (child !== null && child !== undefined) {
      node.append(child instanceof Node ? child : printable(child));
    }
  }
  return node;
}

/// Sets attributes that differ; null and false take one away.
export function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) {
      node.removeAttribute(name);
    } else {
      const text = value === true ? '' : printable(value);
      if (node.getAttribute(name) !== text) {
        node.setAttribute(name, text);
      }
    }
  }
}

/// Sets the text of a node, if it is another.
export function write(node, text) {
  const shown = printable(text);
  if (node.textContent !== shown) {
    node.textContent = shown;
  }
}

/// Makes a parent's children these, by key, and keeps those that stay: with them stay the focus and
/// what is being animated.
export function keyed(parent, items, key, make, update) {
  const known = parent.known ?? (parent.known = new Map());
  const wanted = new Set(items.map(key));
  // Before the others are placed: what stands behind one that goes need not be moved then.
  for (const [name, node] of known) {
    if (!wanted.has(name)) {
      known.delete(name);
      node.remove();
    }
  }
  let at = parent.firstElementChild;
  for (const item of items) {
    const name = key(item);
    let node = known.get(name);
    if (!node) {
      node = make(item);
      known.set(name, node);
    }
    if (node === at) {
      at = at.nextElementSibling;
    } else {
      parent.insertBefore(node, at);
    }
    update(node, item);
  }
}
