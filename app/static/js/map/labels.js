/**
 * Names of countries, in the page's language, where there is room for them.
 *
 * Equal Earth keeps areas, so a country's size in km² says at every zoom how many pixels
 * it has, and a name appears when the country can carry it. The selected country goes first.
 */
import {PLANE_PER_KM} from './crs.js';
import {CLUSTER_ZOOM} from './marks.js';
import {lightness} from './theme.js';

/** @typedef {import('./occupancy.js').Occupancy} Occupancy */
/** @typedef {import('./theme.js').Theme} Theme */
/** @typedef {import('./surface.js').Frame} Frame */
/**
 * @typedef {object} Name
 * @property {string} id
 * @property {string} text
 * @property {number} x label point on the plane
 * @property {number} y
 * @property {number} area km²
 * @property {boolean} quiet whether the country is out of scope
 */
/** @typedef {{name: Name, x: number, y: number, size: number, inside: boolean}} PlacedName */

/** A name may be this much wider than the side of a square as large as its country. */
const OVERHANG = 1.35;
/** A name this narrow lies on its own country's colour. */
const INSIDE = 0.8;
/** Above this zoom even the smallest country is named. */
const ALL_NAMES_ZOOM = 6.5;
/** No script's letters are narrower than this on the average. */
const NARROWEST_EM = 0.3;
/** Where a name may stand, in line heights below its point. */
const SHIFTS = [0, -1, 1, -1.7, 1.9, -2.5];

/**
 * @param {readonly Name[]} names
 * @param {Frame} frame
 * @param {Occupancy} taken what marks cover; the names take their room too
 * @param {(text: string, size: number) => number} measure width in pixels
 * @param {string | null} selected
 * @returns {PlacedName[]}
 */
export function placeNames(names, frame, taken, measure, selected) {
    /** @type {PlacedName[]} */
    const placed = [];
    const weight = (/** @type {Name} */ name) => (name.id === selected ? Infinity : name.area);
    for (const name of [...names].sort((one, other) => weight(other) - weight(one))) {
        const x = name.x * frame.scale - frame.left;
        const y = name.y * frame.scale - frame.top;
        if (x < 0 || y < 0 || x > frame.width || y > frame.height) continue;
        const size = name.area > 2_500_000 ? 12 : name.area > 300_000 ? 11.5 : 11;
        const side = Math.sqrt(name.area) * PLANE_PER_KM * frame.scale;
        // Measuring is dear: names that cannot fit by any measure are passed over first.
        const least = name.text.length * size * NARROWEST_EM;
        if (name.id !== selected && !carries(side, least, frame.zoom)) continue;
        const width = measure(name.text, size);
        if (name.id !== selected && !carries(side, width, frame.zoom)) continue;
        const row = freeRow(taken, x, y, width, size);
        if (row !== null) placed.push({name, x, y: row, size, inside: width < side * INSIDE});
    }
    return placed;
}

/** @param {number} side in pixels @param {number} width @param {number} zoom */
function carries(side, width, zoom) {
    return width <= side * (zoom < CLUSTER_ZOOM ? 1 : OVERHANG) || zoom >= ALL_NAMES_ZOOM;
}

/**
 * @param {Occupancy} taken
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} size
 * @returns {number | null}
 */
function freeRow(taken, x, y, width, size) {
    for (const shift of SHIFTS) {
        const row = y + shift * (size + 2);
        const box = /** @type {const} */ ([x - width / 2 - 2, row - size / 2, x + width / 2 + 2, row + size / 2]);
        if (!taken.free(...box)) continue;
        taken.take(...box);
        return row;
    }
    return null;
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {readonly PlacedName[]} placed
 * @param {Theme} theme
 * @param {(country: string) => string} colourOf what the country is filled with
 */
export function paintNames(pen, placed, theme, colourOf) {
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.lineJoin = 'round';
    for (const {name, x, y, size, inside} of placed) {
        const ground = inside ? colourOf(name.id) : theme.ocean;
        const [ink, halo] = inks(theme, ground, inside);
        pen.font = `500 ${size}px ${theme.font}`;
        pen.globalAlpha = name.quiet ? 0.75 : 1;
        pen.strokeStyle = halo;
        pen.lineWidth = 2.6;
        pen.strokeText(name.text, x, y);
        pen.fillStyle = ink;
        pen.fillText(name.text, x, y);
    }
    pen.globalAlpha = 1;
}

/**
 * Letters that stand out from the ground, and a halo that hides the hatching behind them.
 * @param {Theme} theme @param {string} ground @param {boolean} inside
 * @returns {[string, string]}
 */
function inks(theme, ground, inside) {
    const near = Math.abs(lightness(ground) - lightness(theme.label)) < 0.42;
    if (near) return [theme.paper, ground];
    return [theme.label, inside ? ground : theme['label-halo']];
}
