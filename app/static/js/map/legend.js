/**
 * The legend: what is on the map now, each entry with a swatch drawn by the map's own painters,
 * so that the two cannot come to differ.
 */
import {classRanges} from './classes.js';
import {fillFor, paintFill} from './ground.js';
import {paintGlyph} from './glyphs.js';
import {GROUPS} from './groups.js';
import {paintBadgeGlyph} from './painter.js';

/** @typedef {import('./theme.js').Theme} Theme */
/** @typedef {import('./types.js').Words} Words */
/** @typedef {(pen: CanvasRenderingContext2D) => void} Draw */
/**
 * @typedef {object} Entry
 * @property {'count' | 'state' | 'mark' | 'line'} group
 * @property {string} label
 * @property {HTMLElement} swatch those of counts have no edge, so that they can stand as one bar
 * @property {number} [from] the lowest count of a class
 */

const WIDTH = 28;
const HEIGHT = 18;

/**
 * @param {import('./scene.js').Scene} scene
 * @param {Theme} theme
 * @param {Words} words
 * @param {(count: number) => string} number
 * @returns {Entry[]}
 */
export function legendOf(scene, theme, words, number) {
    const {layers} = scene.shown;
    return [
        ...(layers.has('deployments') ? countEntries(scene.lowest, theme, number) : []),
        ...stateEntries(scene, theme, words),
        ...markEntries(layers, theme, words),
        entry('line', words('map.legend-disputed'), (pen) => line(pen, theme['disputed-line'], [3, 2.5])),
        ...(layers.has('supply-links')
            ? [entry('line', words('map.legend-supply'), (pen) => line(pen, theme.selection, []))] : []),
    ];
}

/**
 * @param {number[]} lowest
 * @param {Theme} theme
 * @param {(count: number) => string} number
 * @returns {Entry[]}
 */
function countEntries(lowest, theme, number) {
    return classRanges(lowest).map(({from, to}) => {
        const rest = to === null ? '+' : from === to ? '' : `–${number(to)}`;
        const text = `${number(from)}${rest}`;
        // Isolated, or a right-to-left page would read "+7" and "6–4".
        const label = `\u2066${text}\u2069`;
        const swatch = (/** @type {CanvasRenderingContext2D} */ pen) =>
            fill(pen, fillFor('documented', from, false, lowest, theme), theme, 0);
        return {...entry('count', label, swatch), from};
    });
}

/**
 * @param {import('./scene.js').Scene} scene
 * @param {Theme} theme
 * @param {Words} words
 * @returns {Entry[]}
 */
function stateEntries({lowest, shown}, theme, words) {
    const state = (/** @type {string} */ name, /** @type {string} */ key, member = false) =>
        entry('state', words(key), (pen) => fill(pen, fillFor(name, 0, member, lowest, theme), theme));
    return [
        ...(shown.layers.has('memberships') ? [state('not-researched', 'map.legend-member', true)] : []),
        state('documented', 'map.legend-none'),
        state('searched', 'map.state-searched'),
        state('not-researched', 'map.state-not-researched'),
        state('out-of-scope', 'map.state-out-of-scope'),
    ];
}

/**
 * @param {ReadonlySet<string>} layers
 * @param {Theme} theme
 * @param {Words} words
 * @returns {Entry[]}
 */
function markEntries(layers, theme, words) {
    const mark = (/** @type {string} */ key, /** @type {Draw} */ draw) => entry('mark', words(`map.legend-${key}`), draw);
    const middle = {x: WIDTH / 2, y: HEIGHT / 2};
    const glyph = (/** @type {import('./glyphs.js').GlyphName} */ name, certain = true) =>
        (/** @type {CanvasRenderingContext2D} */ pen) => paintGlyph(pen, {name, ...middle, radius: 5.5, certain}, theme);
    const badge = (/** @type {string} */ kind) =>
        (/** @type {CanvasRenderingContext2D} */ pen) => paintBadgeGlyph(pen, kind, middle.x, middle.y, theme);
    return [
        ...(layers.has('deployments') ? [
            ...GROUPS.map((group) => mark(group, glyph(group))),
            mark('possible', glyph('cameras', false)),
            mark('country-level', badge('deployments')),
        ] : []),
        ...(layers.has('incidents') ? [mark('incident', glyph('incident'))] : []),
        ...(layers.has('policies') ? [mark('policy', badge('policies'))] : []),
        ...(layers.has('agreements') ? [mark('agreement', badge('agreements'))] : []),
    ];
}

/** @param {Entry['group']} group @param {string} label @param {Draw} draw @returns {Entry} */
function entry(group, label, draw) {
    const swatch = document.createElement('canvas');
    const ratio = globalThis.devicePixelRatio || 1;
    swatch.width = Math.round(WIDTH * ratio);
    swatch.height = Math.round(HEIGHT * ratio);
    swatch.className = 'atlas-swatch';
    swatch.setAttribute('aria-hidden', 'true');
    const pen = /** @type {CanvasRenderingContext2D} */ (swatch.getContext('2d'));
    pen.scale(ratio, ratio);
    draw(pen);
    return {group, label, swatch};
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {import('./ground.js').Fill} how
 * @param {Theme} theme
 * @param {number} [edge] in pixels
 */
function fill(pen, how, theme, edge = 1) {
    const path = new Path2D();
    path.rect(edge / 2, edge / 2, WIDTH - edge, HEIGHT - edge);
    paintFill(pen, path, how, theme);
    if (edge === 0) return;
    pen.strokeStyle = theme.border;
    pen.lineWidth = 1;
    pen.stroke(path);
}

/** @param {CanvasRenderingContext2D} pen @param {string} colour @param {number[]} dashes */
function line(pen, colour, dashes) {
    pen.strokeStyle = colour;
    pen.lineWidth = 1.3;
    pen.setLineDash(dashes);
    pen.beginPath();
    pen.moveTo(1, HEIGHT / 2);
    pen.lineTo(WIDTH - 1, HEIGHT / 2);
    pen.stroke();
}
