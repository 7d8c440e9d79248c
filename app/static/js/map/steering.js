/**
 * How the map is moved: buttons, wheel, fingers and keys.
 *
 * In an article (`cooperative`) the wheel and one finger belong to the page; Ctrl or ⌘ with the
 * wheel, two fingers, the mouse button and the map's own buttons move the map, and a short
 * hint says so to whoever tried otherwise.
 */
import L from '../leaflet.js';

/** @typedef {import('./types.js').Words} Words */

const HINT_MS = 1600;
/** @type {Record<string, string>} */
const ICONS = {
    in: 'M8 2.5v11M2.5 8h11',
    out: 'M2.5 8h11',
    world: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11M2.5 8h11M8 2.5c-3.3 3-3.3 8 0 11c3.3-3 3.3-8 0-11',
};

/**
 * @param {HTMLElement} container
 * @param {Words} words
 * @param {{zoomBy: (levels: number) => void, wholeWorld: () => void}} actions
 * @returns {HTMLElement} the bar of buttons
 */
export function addButtons(container, words, {zoomBy, wholeWorld}) {
    const bar = document.createElement('div');
    bar.className = 'atlas-buttons';
    bar.append(
        button('in', words('map.zoom-in'), () => zoomBy(1)),
        button('out', words('map.zoom-out'), () => zoomBy(-1)),
        button('world', words('map.whole-world'), wholeWorld),
    );
    L.DomEvent.disableClickPropagation(bar);
    container.append(bar);
    return bar;
}

/** @param {string} name @param {string} label @param {() => void} action */
function button(name, label, action) {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = `atlas-button atlas-button-${name}`;
    made.setAttribute('aria-label', label);
    made.title = label;
    made.append(icon(ICONS[name]));
    made.addEventListener('click', action);
    return made;
}

const SVG = 'http://www.w3.org/2000/svg';

/** @param {string} shape path data in a box of 16 @returns {SVGElement} */
function icon(shape) {
    const drawing = document.createElementNS(SVG, 'svg');
    drawing.setAttribute('viewBox', '0 0 16 16');
    drawing.setAttribute('aria-hidden', 'true');
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', shape);
    drawing.append(path);
    return drawing;
}

/**
 * Mark the map while the reader uses keys. Leaflet focuses it on a click by script, which
 * `:focus-visible` takes for the keyboard.
 * @param {HTMLElement} container
 * @param {AbortSignal} signal
 */
export function watchKeys(container, signal) {
    const mark = (/** @type {boolean} */ keyed) => () => container.classList.toggle('atlas-keyed', keyed);
    window.addEventListener('keydown', mark(true), {capture: true, signal});
    window.addEventListener('pointerdown', mark(false), {capture: true, signal});
}

/**
 * Leave the wheel and one finger to the page around the map.
 * @param {L.Map} map
 * @param {Words} words
 * @returns {() => void} takes the listeners away
 */
export function cooperate(map, words) {
    const container = map.getContainer();
    const hint = addHint(container);
    const off = new AbortController();
    container.classList.add('atlas-cooperative');
    map.scrollWheelZoom.disable();
    // A capturing listener comes before Leaflet's: one finger must not begin a drag.
    container.addEventListener('pointerdown', ({pointerType}) => {
        if (pointerType === 'touch') map.dragging.disable();
        else map.dragging.enable();
    }, {capture: true, signal: off.signal});
    container.addEventListener('touchmove', ({touches}) => {
        if (touches.length === 1) hint(words('map.hint-touch'));
    }, {passive: true, signal: off.signal});
    container.addEventListener('wheel', (event) => {
        if (event.ctrlKey || event.metaKey) zoomAround(map, event);
        else hint(words('map.hint-wheel'));
    }, {passive: false, signal: off.signal});
    return () => off.abort();
}

/** @param {L.Map} map @param {WheelEvent} event */
function zoomAround(map, event) {
    event.preventDefault();
    const levels = Math.max(-1, Math.min(1, -event.deltaY / 120));
    map.setZoomAround(map.mouseEventToContainerPoint(event), map.getZoom() + levels, {animate: false});
}

/** @param {HTMLElement} container @returns {(text: string) => void} */
function addHint(container) {
    const box = document.createElement('div');
    box.className = 'atlas-hint';
    box.hidden = true;
    box.setAttribute('aria-hidden', 'true');
    container.append(box);
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    return (text) => {
        box.textContent = text;
        box.hidden = false;
        clearTimeout(timer);
        timer = setTimeout(() => {
            box.hidden = true;
        }, HINT_MS);
    };
}
